import { SourceFile } from '../src/read';

/**
 * Score files of 60 lines with 5 resources, each of them their own: a database, a cache, a
 * volume, a name and a route, read in 16 placeholders. Only their names differ.
 */
export function manyWorkloads(count: number): SourceFile[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `service-${String(index).padStart(5, '0')}`;
    return { file: `${name}.yaml`, text: scoreFile(name) };
  });
}

function scoreFile(name: string): string {
  return `apiVersion: score.dev/v1b1
metadata:
  name: ${name}
containers:
  main:
    image: registry.example.com/services/${name}:1.4.2
    args: ['--listen', ':8080']
    variables:
      PORT: '8080'
      LOG_LEVEL: info
      DATABASE_HOST: \${resources.db.host}
      DATABASE_PORT: \${resources.db.port}
      DATABASE_NAME: \${resources.db.name}
      DATABASE_USER: \${resources.db.username}
      DATABASE_PASSWORD: \${resources.db.password}
      CACHE_URL: redis://\${resources.cache.username}:\${resources.cache.password}@\${resources.cache.host}:\${resources.cache.port}
      PUBLIC_URL: https://\${resources.dns.host}/${name}
    files:
      /etc/service/settings.yaml:
        content: |
          name: \${metadata.name}
          database: \${resources.db.host}:\${resources.db.port}
          url: https://\${resources.dns.host}/${name}
    volumes:
      /var/data:
        source: \${resources.data}
    resources:
      requests:
        cpu: 50m
        memory: 96Mi
      limits:
        memory: 192Mi
    livenessProbe:
      httpGet:
        path: /alive
        port: 8080
    readinessProbe:
      httpGet:
        path: /ready
        port: 8080
service:
  ports:
    web:
      port: 80
      targetPort: 8080
resources:
  db:
    type: postgres
  cache:
    type: redis
  data:
    type: volume
  dns:
    type: dns
  route:
    type: route
    params:
      host: \${resources.dns.host}
      path: /${name}
      port: 80
`;
}
