import {
  buildGraph,
  builtinDrivers,
  explainText,
  loadPlatform,
  matchDefinition,
  readWorkload,
} from '@tutti/engine';

const platformText = `
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: postgres }
spec:
  outputs: { type: object, required: [host], properties: { host: { type: string } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-shared }
spec: { type: postgres, driver: static, inputs: { host: pg.internal } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-of-shop }
spec:
  type: postgres
  driver: static
  criteria: { application: shop }
  inputs: { host: pg.shop.internal }
`;

const scoreText = `
apiVersion: score.dev/v1b1
metadata: { name: api }
containers:
  main:
    image: registry.example.com/api:1
    variables: { DATABASE: "\${resources.db.host}" }
resources:
  db: { type: postgres, id: main }
`;

export function example(): string {
  const platform = loadPlatform(
    [{ file: 'platform.yaml', text: platformText }],
    builtinDrivers(),
  );
  const workload = readWorkload(scoreText, { file: 'score.yaml' });
  if (!platform.ok || !workload.ok) {
    // Every problem at once: { file, line, column, path, code, message, hint }
    throw new Error(JSON.stringify([platform.problems, workload.problems]));
  }
  const context = {
    application: 'shop',
    environment: 'live',
    environmentType: 'production',
    labels: {},
  };
  const why = matchDefinition(
    platform.value,
    { type: 'postgres', class: 'default', id: 'main' },
    context,
  );
  const graph = buildGraph({
    platform: platform.value,
    workloads: [workload.value],
    context,
  });
  return [explainText(why), graph.ok && graph.value.order.join(' -> ')].join(
    '\n',
  );
}
