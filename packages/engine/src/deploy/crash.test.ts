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
import { objectKey, Plan } from '../model';

/** The worker's process is gone: whatever it asks from now on, nobody answers. */
class Crash extends Error {}

/** Where a run dies, and what becomes of the call it was in. */
interface Death {
  call: number;
  how:
    | 'never sent'
    | 'answer lost'
    /** The request was sent and arrives later, if its deadline still lets it. */
    | 'arrives late';
  /** For `arrives late`: at which call of the next run. */
  arrivesAt: number;
}

/** Runs until the given call, dies there; counts calls if it never does. */
async function runAndDie(
  environment: TestEnvironment,
  plan: Plan,
  death: Death | undefined,
): Promise<{ calls: number; late?: { arrive: () => void; until: number } }> {
  const { cluster, database, clock } = environment;
  let calls = 0;
  let dead = false;
  let late: { arrive: () => void; until: number } | undefined;
  const before = (arrive?: () => void) => {
    if (dead) {
      throw new Crash();
    }
    calls++;
    if (death && calls === death.call && death.how !== 'answer lost') {
      dead = true;
      if (death.how === 'arrives late' && arrive) {
        late = { arrive, until: clock.now() + 15_000 };
      }
      throw new Crash();
    }
  };
  const after = () => {
    if (death && calls === death.call && death.how === 'answer lost') {
      dead = true;
      throw new Crash();
    }
  };
  cluster.before = (_verb, _ref, arrive) => before(arrive);
  cluster.after = after;
  database.before = () => before();
  database.after = after;
  environment.limits = { parallel: 1 };
  await environment.run(plan);
  cluster.before = () => {};
  cluster.after = () => {};
  database.before = () => {};
  database.after = () => {};
  return { calls, ...(late && { late }) };
}

/** A new worker takes the run over; the dead one's last request may still arrive. */
async function takeOver(
  environment: TestEnvironment,
  plan: Plan,
  arrivesAt: number,
  late?: { arrive: () => void; until: number },
) {
  const { cluster, clock } = environment;
  let calls = 0;
  cluster.before = () => {
    if (late && calls++ === arrivesAt && clock.now() <= late.until) {
      try {
        late.arrive();
      } catch {
        // Refused by its precondition: that is what fencing is for.
      }
    }
  };
  const outcome = await environment.run(plan, { resumes: true });
  cluster.before = () => {};
  return outcome;
}

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
