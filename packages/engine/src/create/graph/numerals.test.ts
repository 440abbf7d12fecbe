import { loadPlatform } from '../../loadPlatform';
import { readWorkload } from '../../read';
import { buildGraph } from './buildGraph';

const PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: broker }
spec:
  params:
    type: object
    properties:
      version: { type: [string, number] }
      size: { type: number }
      free: {}
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: broker }
spec: { type: broker, driver: static }
`;

const platform = loadPlatform(
  [{ file: 'platform.yaml', text: PLATFORM }],
  [{ name: 'static', inputs: { type: 'object' } }],
);

function lost(params: string) {
  const workload = readWorkload(
    `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: nginx } }
resources: { broker: { type: broker, params: ${params} } }
`,
    { file: 'score.yaml' },
  );
  if (!platform.ok || !workload.ok) {
    throw new Error(JSON.stringify([platform.problems, workload.problems]));
  }
  return buildGraph({
    platform: platform.value,
    workloads: [workload.value],
    context: {
      application: 'app',
      environment: 'development',
      environmentType: 'development',
      labels: {},
    },
  }).problems.map(({ code, file, path }) => ({ code, file, path }));
}

describe('a param that is printed otherwise than it was written', () => {
  it.each([
    ['{ version: 3.10 }', 'version'],
    ['{ version: 1234e5 }', 'version'],
    ['{ free: { deep: [+1] } }', 'free.deep[0]'],
  ])('%s is refused where a text may stand', (params, path) => {
    expect(lost(params)).toEqual([
      {
        code: 'NumberNotKept',
        file: 'score.yaml',
        path: `resources.broker.params.${path}`,
      },
    ]);
  });

  it.each([
    '{ size: 1.50 }',
    '{ version: "3.10" }',
    '{ version: 3.1, free: 7 }',
  ])('%s is fine', params => expect(lost(params)).toEqual([]));
});
