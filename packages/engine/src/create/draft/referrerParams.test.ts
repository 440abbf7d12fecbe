import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { TestEnvironment } from '../../testing';

const open = { type: 'object', additionalProperties: true };

/** A database that passes its size on to a server, and a label that only the run of a queue can give. */
function environment(label: string): TestEnvironment {
  return TestEnvironment.of(
    platform({
      types: ['database', 'queue', 'server'].map(name =>
        resourceType(name, { outputs: open }),
      ),
      definitions: [
        definition('database', {
          type: 'database',
          driver: 'static',
          inputs: {
            host: '${resources.server.host}',
            label: '${params.label}',
          },
          dependsOn: {
            server: {
              type: 'server',
              class: 'default',
              params: { size: '${params.size}' },
            },
          },
        }),
        definition('queue', {
          type: 'queue',
          driver: 'static',
          inputs: { host: 'queue', name: '${resource.name}' },
        }),
        definition('server', {
          type: 'server',
          driver: 'static',
          inputs: { host: 'server-${params.size}' },
        }),
      ],
    }),
    [
      workload('web', {
        variables: { HOST: '${resources.db.host}/${resources.db.label}' },
        resources: {
          db: { type: 'database', params: { size: 'big', label } },
          // Sorted behind the server, so that the server's turn comes first.
          zz: { type: 'queue' },
        },
      }),
    ],
  );
}

it.each(['${resources.zz.host}', '${resources.zz.name}'])(
  'one param of the referrer can be read while another (%s) waits for its turn',
  async label => {
    const made = environment(label);
    const plan = await made.plan();
    expect(TestEnvironment.actions(plan)).toContain(
      'server.default#web.db/database/server create',
    );
    expect(await made.run(plan)).toMatchObject({ status: 'succeeded' });
    const again = await made.plan();
    expect(again.summary.keep).toBe(again.steps.length);
  },
);
