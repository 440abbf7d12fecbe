import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';

const RETAINED = 'disk.default#data';

function environmentWith(protection: 'stateful' | 'none'): TestEnvironment {
  return TestEnvironment.of(
    platform({
      types: [resourceType('disk')],
      definitions: [
        definition('disk', {
          type: 'disk',
          protection,
          onRemoval: 'retain',
          inputs: {
            objects: [
              {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                metadata: { name: '${resource.name}' },
              },
            ],
          },
        }),
      ],
    }),
    [
      workload('web', { resources: { data: { type: 'disk', id: 'data' } } }),
      workload('api', { resources: { data: { type: 'disk', id: 'data' } } }),
    ],
  );
}

/** Runs, then needs the disk no more. */
async function retained(protection: 'stateful' | 'none' = 'none') {
  const environment = environmentWith(protection);
  await environment.deploy();
  await environment.deploy({ workloads: [workload('web'), workload('api')] });
  expect(TestEnvironment.actions(await environment.plan())).toContain(
    `${RETAINED} retain`,
  );
  environment.change({ destroyed: [RETAINED] });
  return environment;
}

describe('a resource that is asked to be destroyed', () => {
  it('goes with its objects, although it was kept on purpose', async () => {
    const environment = await retained();
    const plan = await environment.plan();
    expect(
      plan.steps.find(({ address }) => address === RETAINED),
    ).toMatchObject({ action: 'destroy', reasons: [{ code: 'asked' }] });
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(environment.database.state().resources).toEqual([]);
    expect(environment.cluster.listing().join()).not.toContain('ConfigMap');
  });

  it('needs consent where it holds data', async () => {
    const environment = await retained('stateful');
    const { consents, deployable } = await environment.plan();
    expect(deployable).toBe(false);
    expect(consents).toMatchObject([
      { action: 'destroy', covers: 'data', required: true, given: false },
    ]);
    environment.change({ consent: consents });
    expect((await environment.plan()).deployable).toBe(true);
  });

  it('goes on when its worker dies after it is gone', async () => {
    const environment = await retained();
    const plan = await environment.plan();
    environment.database.after = call => {
      if (call === 'forgetResource') {
        throw new Error('the worker is gone');
      }
    };
    await environment.run(plan);
    environment.database.after = () => {};
    expect(await environment.run(plan, { resumes: true })).toMatchObject({
      status: 'succeeded',
    });
  });

  it('stays while something needs it, which is named', async () => {
    const environment = environmentWith('none');
    await environment.deploy();
    environment.change({ destroyed: [RETAINED] });
    expect((await environment.tryPlan()).problems).toMatchObject([
      {
        code: 'RemoveRefused',
        message: `${RETAINED} cannot be destroyed: api and web need it.`,
      },
    ]);
  });

  it('has to be there', async () => {
    const environment = await retained();
    environment.change({ destroyed: ['disk.default#other'] });
    expect((await environment.tryPlan()).problems).toMatchObject([
      { code: 'RemoveRefused', hint: `There is: ${RETAINED}.` },
    ]);
  });
});
