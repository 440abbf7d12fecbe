import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';
import { TestEnvironment } from '../testing';

const shop = () =>
  TestEnvironment.of(
    platform({
      types: [
        resourceType('postgres', {
          outputs: {
            type: 'object',
            required: ['host', 'password'],
            properties: {
              host: { type: 'string' },
              password: { type: 'string', 'x-secret': true },
            },
          },
        }),
      ],
      definitions: [
        definition('postgres-in-cluster', {
          type: 'postgres',
          inputs: {
            objects: [
              {
                apiVersion: 'v1',
                kind: 'Secret',
                metadata: { name: '${resource.name}' },
                stringData: { password: '${generate.password.app}' },
              },
              {
                apiVersion: 'apps/v1',
                kind: 'StatefulSet',
                metadata: { name: '${resource.name}' },
                spec: { serviceName: '${resource.name}' },
              },
            ],
            outputs: {
              host: '${resource.name}',
              password: '${generate.password.app}',
            },
          },
        }),
      ],
    }),
    [
      workload('api', {
        port: 8080,
        variables: {
          HOST: '${resources.db.host}',
          PASSWORD: '${resources.db.password}',
        },
        resources: { db: { type: 'postgres', id: 'main' } },
      }),
    ],
  );

describe('runDeployment', () => {
  it('makes what is planned, and keeps it', async () => {
    const environment = shop();
    const plan = await environment.plan();
    expect(TestEnvironment.actions(plan)).toEqual([
      'target create',
      'postgres.default#main create',
      'workload#api create',
    ]);
    const outcome = await environment.run(plan);
    expect(outcome).toEqual({ status: 'succeeded', applies: 6, deletes: 0 });
    expect(TestEnvironment.actions(await environment.plan())).toEqual([
      'target keep',
      'postgres.default#main keep',
      'workload#api keep',
    ]);
  });
});
