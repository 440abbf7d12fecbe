import { customShape } from '@tutti/kubernetes';
import { TestEnvironment } from '../../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';

/** A resource whose object is of a kind that only the cluster knows. */
function queueing(): TestEnvironment {
  return TestEnvironment.of(
    platform({
      types: [resourceType('queue')],
      definitions: [
        definition('queue-by-operator', {
          type: 'queue',
          inputs: {
            objects: [
              {
                apiVersion: 'lab.example.com/v1',
                kind: 'Queue',
                metadata: { name: '${resource.name}' },
                spec: { size: 'large' },
              },
            ],
          },
        }),
      ],
    }),
    [workload('web', { resources: { jobs: { type: 'queue' } } })],
  );
}

function describe(environment: TestEnvironment): void {
  environment.cluster.shapes.set(
    'lab.example.com/v1 Queue',
    customShape({
      type: 'object',
      properties: {
        spec: { type: 'object', properties: { size: { type: 'integer' } } },
      },
    }),
  );
}

const refusal = {
  ok: false,
  problems: [
    {
      code: 'RefusedByKubernetes',
      path: 'spec.inputs.objects[0].spec.size',
    },
  ],
};

it('an object is judged by what its cluster says of the kind', async () => {
  const environment = queueing();
  expect(await environment.tryPlan()).toMatchObject({ ok: true });
  describe(environment);
  expect(await environment.tryPlan()).toMatchObject(refusal);
});

it('so is an object of a resource that was kept until it was found to be damaged', async () => {
  const environment = queueing();
  await environment.deploy();
  describe(environment);
  expect(await environment.tryPlan()).toMatchObject({ ok: true });
  const [queue] = environment.cluster
    .listing()
    .filter(title => title.startsWith('Queue/'));
  environment.cluster.delete(queue);
  expect(await environment.tryPlan()).toMatchObject(refusal);
});
