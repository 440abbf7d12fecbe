/** Everything a Score file can say, at once; `NAME` is its name. */
export const FULL = `
metadata:
  name: NAME
  version: 1.2.3
  annotations: { example.com/team: a, tutti.dev/profile: x, "with.dots/and_more": "{}" }
containers:
  migrate:
    image: migrate:1
    before: { web: { ready: complete } }
    variables: { URL: "pg://u:\${resources.db.password}@\${resources.db.host}" }
  log:
    image: fluent:1
    before: { web: { ready: started } }
    livenessProbe: { exec: { command: [ls] } }
    volumes: { /logs: { source: "\${resources.data}" } }
  proxy:
    image: proxy:1
    before: { web: { ready: healthy } }
    readinessProbe: { httpGet: { path: /, port: 9000 } }
  web:
    image: nginx:1.27
    command: [nginx]
    args: [-g, daemon off;]
    variables: { A: "1", HOST: "\${resources.db.host}", PW: "\${resources.db.password}", LITERAL: "$(A) $$$$", "logging.level": debug, "a b": c, SECRET.DOTS: "\${resources.db.password}" }
    files:
      /etc/nginx/nginx.conf: { content: "x", mode: "0644" }
      /etc/nginx/secret.conf: { content: "\${resources.db.password}", mode: "600" }
      /etc/nginx/logo.png: { binaryContent: AAECAwQ= }
      "/etc/with space/ümlaut@x": { content: x }
      /data/inside: { content: x }
    volumes:
      /data: { source: "\${resources.disk}", path: sub/path, readOnly: true }
      /logs: { source: "\${resources.data}" }
    resources: { limits: { cpu: "1.5", memory: 128K }, requests: { cpu: 100m, memory: 64K } }
    livenessProbe: { httpGet: { path: /, port: 8080 }, exec: { command: [ls] } }
    readinessProbe: { httpGet: { path: /ready, port: 8080, host: example.com, scheme: HTTPS, httpHeaders: [{ name: X-A, value: b }] } }
service:
  ports:
    http: { port: 80, targetPort: 8080 }
    a-name-that-is-longer-than-fifteen: { port: 81, targetPort: 8080 }
    dns: { port: 53, protocol: UDP }
    dns-tcp: { port: 53 }
resources: { db: { type: postgres }, data: { type: volume }, disk: { type: volume } }
`;
