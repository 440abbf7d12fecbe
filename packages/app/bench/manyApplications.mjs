// A company's worth of applications: platform files and catalog files for as many as are asked for.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OWNER = 'group:default/storefront';
const ENVIRONMENTS = ['development', 'staging', 'production'];

const two = number => String(number).padStart(2, '0');

function score(name) {
  return `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers:
  main:
    image: registry.example.com/${name}:1.0.0
    variables:
      DB_HOST: \${resources.db.host}
      CACHE: \${resources.cache.host}
    resources:
      requests: { cpu: 50m, memory: 64Mi }
      limits: { memory: 128Mi }
service:
  ports:
    http: { port: 8080 }
resources:
  db: { type: postgres, id: main }
  cache: { type: redis }
`;
}

function application(name, workloads) {
  return `apiVersion: tutti.dev/v1alpha1
kind: Application
metadata: { name: ${name}, title: Application ${name} }
spec:
  entity: system:default/${name}
  owner: ${OWNER}
  workloads:
${workloads.map(each => `    - source: ./${each}/score.yaml`).join('\n')}
  environments:
${ENVIRONMENTS.map(each => `    - { name: ${each}, type: ${each} }`).join('\n')}
`;
}

const entity = (kind, name, spec) => `apiVersion: backstage.io/v1alpha1
kind: ${kind}
metadata: { name: ${name} }
spec: { owner: '${OWNER}', ${spec} }
`;

/**
 * Writes them below a folder.
 *
 * @returns names of the applications, the folder of platform files, the file for the catalog
 */
export function writeApplications(
  folder,
  { applications, components, workloads },
) {
  const platform = join(folder, 'platform');
  const names = Array.from(
    { length: applications },
    (_, index) => `company-${two(index + 1)}`,
  );
  const entities = names.map(name => entity('System', name, 'domain: company'));
  for (const name of names) {
    const own = Array.from(
      { length: workloads },
      (_, index) => `${name}-w${two(index + 1)}`,
    );
    for (const workload of own) {
      mkdirSync(join(platform, name, workload), { recursive: true });
      writeFileSync(
        join(platform, name, workload, 'score.yaml'),
        score(workload),
      );
    }
    writeFileSync(
      join(platform, name, 'application.yaml'),
      application(name, own),
    );
  }
  for (let index = 0; index < components; index += 1) {
    entities.push(
      entity(
        'Component',
        `service-${index + 1}`,
        `type: service, lifecycle: production, system: ${
          names[index % names.length]
        }`,
      ),
    );
  }
  const catalog = join(folder, 'catalog.yaml');
  writeFileSync(catalog, entities.join('---\n'));
  return { names, platform, catalog };
}
