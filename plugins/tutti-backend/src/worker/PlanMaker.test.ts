import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { FaultLog } from '../faults';
import { Gates } from '../line';
import { Metrics } from '../metrics';
import { PlanFacts, Planner } from '../planning';
import { PlanMaker } from './PlanMaker';

const databases = testDatabases();

/** Of a planner that finds these problems, one after the other: how often it was asked, and what is told. */
async function planThatFinds(
  codes: string[],
  environment: { runs: boolean },
): Promise<{ tries: number; told: string[] }> {
  const { knex, store } = await openTestStore(databases, 'SQLITE_3');
  const { environmentIds } = await seed(store, { deploymentsEach: 1 });
  if (environment.runs) {
    await knex('deployments').update({ status: 'running' });
  }
  let tries = 0;
  const plan = async () => {
    const code = codes[Math.min(tries++, codes.length - 1)];
    return { ok: false, problems: [{ severity: 'error', code, message: '' }] };
  };
  const logger = mockServices.logger.mock();
  const maker = new PlanMaker({
    store,
    planner: Object.assign(Object.create(Planner.prototype), { plan }),
    facts: Object.assign(Object.create(PlanFacts.prototype), {
      read: async () => ({}),
    }),
    gates: Object.assign(Object.create(Gates.prototype), {
      notPromoted: async () => undefined,
    }),
    faults: new FaultLog(logger, new Metrics(metricsServiceMock.mock())),
    logger,
  });
  await store.planRequests.add({
    id: 'plan-1',
    environmentId: environmentIds[0],
    input: {},
    consenting: { data: { allowed: true }, foreign: { allowed: true } },
    requestedBy: 'user:default/maria',
    requestedAt: await store.now(),
  });
  const claim = await store.planRequests.claim('test', 20_000);
  if (!claim) {
    throw new Error('There is nothing to make');
  }
  await maker.make(claim, new AbortController().signal);
  const request = await store.planRequests.get('plan-1');
  await knex.destroy();
  return {
    tries,
    told: (request?.refusal?.problems ?? []).map(({ code }) => code),
  };
}

describe('a plan that meets a namespace of nobody', () => {
  it('while something runs is made again: a run may have made it just then', async () => {
    expect(
      await planThatFinds(['ForeignNamespace', 'Other'], { runs: true }),
    ).toEqual({ tries: 2, told: ['Other'] });
  });

  it('says so when it stays so', async () => {
    expect(await planThatFinds(['ForeignNamespace'], { runs: true })).toEqual({
      tries: 5,
      told: ['ForeignNamespace'],
    });
  });

  it('says so at once where nothing runs', async () => {
    expect(await planThatFinds(['ForeignNamespace'], { runs: false })).toEqual({
      tries: 1,
      told: ['ForeignNamespace'],
    });
  });
});
