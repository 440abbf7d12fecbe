import { TestEnvironment } from '../testing';
import { smallShop } from '../testing/shop';
import { runAndDie } from './__testUtils__/deaths';

function phases({ events }: TestEnvironment): string[] {
  return events.flatMap(event =>
    event.type === 'phase' ? [`${event.phase} ${event.status}`] : [],
  );
}

/** How often the cluster is asked what is there. */
async function looksDuring(
  { cluster }: TestEnvironment,
  work: () => Promise<unknown>,
): Promise<number> {
  let looks = 0;
  cluster.before = verb => {
    looks += verb === 'observe' ? 1 : 0;
  };
  await work();
  cluster.before = () => {};
  return looks;
}

/** In how many calls of the database and the cluster a first run can die. */
async function callsOfARun(): Promise<number> {
  const environment = smallShop();
  return (await runAndDie(environment, await environment.plan(), undefined))
    .calls;
}

describe('a run of what was drawn under its lease', () => {
  it('comes to the same as one that draws again, and tells the same phases', async () => {
    const twice = smallShop();
    const once = smallShop();
    expect(await once.deployDrawn()).toEqual(await twice.deploy());
    expect(once.cluster.listing()).toEqual(twice.cluster.listing());
    expect(phases(once)).toEqual(phases(twice));
    expect(once.database.state().workloads).toEqual(
      twice.database.state().workloads,
    );
  });

  it('asks the cluster once where nothing changes', async () => {
    const environment = smallShop();
    await environment.deploy();
    const drawnTwice = await looksDuring(environment, () =>
      environment.deploy(),
    );
    const drawnOnce = await looksDuring(environment, () =>
      environment.deployDrawn(),
    );
    expect([drawnTwice, drawnOnce]).toEqual([2, 1]);
  });

  it('settles first what an older run left, wherever that one died', async () => {
    const calls = await callsOfARun();
    for (let call = 1; call <= calls; call += 1) {
      for (const how of ['never sent', 'answer lost'] as const) {
        const environment = smallShop();
        await runAndDie(environment, await environment.plan(), {
          call,
          how,
          arrivesAt: 0,
        });
        const { status } = await environment.deployDrawn();
        expect([call, how, status]).toEqual([call, how, 'succeeded']);
        expect(environment.database.intents()).toEqual([]);
        expect((await environment.plan()).summary).toMatchObject({
          create: 0,
          update: 0,
          replace: 0,
          destroy: 0,
        });
      }
    }
  });

  it('takes its routes for good, and fails where somebody has them by then', async () => {
    const environment = smallShop();
    const claims: number[] = [];
    environment.claimRoutes = async (_cluster, routes) => {
      claims.push(routes.length);
      return claims.length === 1
        ? []
        : routes.map(route => ({ ...route, by: 'environment live of blog' }));
    };
    expect(await environment.deployDrawn()).toMatchObject({
      status: 'failed',
      failures: [{ code: 'RouteTaken' }],
      applies: 0,
    });
    expect(claims).toEqual([1, 1, 1]);
    expect(environment.cluster.listing()).toEqual([]);
  });

  it('does nothing once somebody has cancelled it', async () => {
    const environment = smallShop();
    environment.cancel.abort();
    expect(await environment.deployDrawn()).toEqual({
      status: 'cancelled',
      failures: [],
    });
    expect(environment.cluster.listing()).toEqual([]);
  });
});
