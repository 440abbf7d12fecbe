import fc from 'fast-check';
import { definition } from '../testing/platform';
import {
  api,
  environmentValues,
  postgresInCluster,
  redisInCluster,
  routeIngress,
  shopPlatform,
  smallShop,
} from '../testing/shop';
import { TestEnvironment } from '../testing';
import { objectKey } from '../model';
import { Death, runAndDie, takeOver } from './__testUtils__/deaths';

/** What the cluster and the inventory say, without what differs from life to life. */
function facts(environment: TestEnvironment) {
  const { cluster, database } = environment;
  const { objects, resources, workloads } = database.state();
  return {
    cluster: cluster.listing(),
    inventory: objects.map(({ ref }) => `${ref.kind}/${ref.name}`).sort(),
    uids: objects.every(
      ({ ref, uid }) => cluster.get(`${ref.kind}/${ref.name}`)?.uid === uid,
    ),
    resources: resources
      .map(({ resourceId, address, lifecycle, operation }) =>
        [resourceId, address, lifecycle, operation?.kind ?? ''].join(' '),
      )
      .sort(),
    workloads: workloads
      .map(({ workload, lifecycle }) => `${workload} ${lifecycle}`)
      .sort(),
    intents: database.intents().map(({ ref }) => objectKey(ref)),
  };
}

/** A new image, another database in place of the old one, a workload and its cache gone. */
function change(environment: TestEnvironment) {
  environment.change({
    release: 'r2',
    platform: shopPlatform([
      definition('postgres-next', {
        ...postgresInCluster,
        name: 'postgres-next',
      }),
      redisInCluster,
      routeIngress,
      environmentValues,
    ]),
    workloads: [
      {
        ...api,
        containers: {
          main: { ...api.containers.main, image: 'example/api:2' },
        },
      },
    ],
  });
}

/** Everything goes, with all the consents that takes. */
async function destroy(environment: TestEnvironment) {
  environment.change({ destroy: true });
  const { consents } = await environment.plan();
  environment.change({ consent: consents });
}

/** The two halves of the deaths: every call is one, in one life this way, in one the other. */
const lives: [string, number, () => Promise<TestEnvironment>][] = [
  ['a first deployment', 0, async () => smallShop()],
  [
    'a deployment that creates, changes, replaces and removes',
    1,
    async () => {
      const environment = smallShop();
      await environment.deploy();
      change(environment);
      return environment;
    },
  ],
  [
    'a destruction',
    0,
    async () => {
      const environment = smallShop();
      await environment.deploy();
      await destroy(environment);
      return environment;
    },
  ],
];

// Hundreds of deaths, each with a takeover: seconds, more on a busy machine.
jest.setTimeout(120_000);

describe.each(lives)('%s', (_, parity, begin) => {
  it('ends the same wherever a worker dies', async () => {
    const clean = await begin();
    const { calls } = await runAndDie(clean, await clean.plan(), undefined);
    const expected = facts(clean);
    expect(expected.inventory).toEqual(expected.cluster);
    expect(calls).toBeGreaterThan(30);

    const check = async (death: Death) => {
      const environment = await begin();
      const plan = await environment.plan();
      const { late } = await runAndDie(environment, plan, death);
      const outcome = await takeOver(environment, plan, death.arrivesAt, late);
      expect({ ...outcome, ...facts(environment) }).toMatchObject({
        status: 'succeeded',
        ...expected,
      });
      const again = await environment.plan();
      expect(again.steps.map(({ action }) => action)).toEqual(
        again.steps.map(() => 'keep'),
      );
    };
    for (let call = 1; call <= calls; call++) {
      const how = call % 2 === parity ? 'never sent' : 'answer lost';
      await check({ call, how, arrivesAt: 0 });
    }
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          call: fc.integer({ min: 1, max: calls }),
          how: fc.constantFrom('never sent', 'answer lost', 'arrives late'),
          arrivesAt: fc.integer({ min: 0, max: 40 }),
        }),
        check,
      ),
      { numRuns: 50, seed: 1 },
    );
  });
});
