import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { EnvironmentType, Platform } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import type { DriftNews } from '../notifications/told';
import { ActivePlatform } from '../platform';
import { Asked, Caller } from '../services/types';
import { Store } from '../store';
import { Checked, DriftChecker } from './DriftChecker';
import { DRIFT_AUTOMATION, DriftRounds, MOST_REPAIRS } from './DriftRounds';

const databases = testDatabases();
const FOUND = {
  ref: { apiVersion: 'v1', kind: 'Service', namespace: 'n', name: 'web' },
  owner: 'workload#web',
  change: 'gone' as const,
  path: '',
  secret: false,
  managers: [],
};

/** Environments of one type, and a checker that finds the same each time. */
async function scene(
  databaseId: Parameters<typeof openTestStore>[1],
  drift: EnvironmentType['drift'],
  finds: (environmentId: string) => (typeof FOUND)[] = () => [FOUND],
) {
  const { knex, store } = await openTestStore(databases, databaseId);
  await seed(store, { deploymentsEach: 1 });
  await knex('environments').update({
    target: JSON.stringify({
      name: 't',
      driver: 'kubernetes',
      cluster: 'one',
      namespace: 'n',
    }),
  });
  const types: string[] = await knex('environments').distinct().pluck('type');
  const asked: { asked: Asked; caller: Caller }[] = [];
  const told: DriftNews[] = [];
  const looked: string[] = [];
  // Only what a round reads of them.
  const platform = {
    environmentTypes: Object.fromEntries(
      types.map(name => [name, { name, drift }]),
    ),
  } as unknown as Platform;
  const rounds = new DriftRounds({
    store,
    platform: Object.assign(Object.create(ActivePlatform.prototype), {
      find: async () => platform,
    }),
    checker: Object.assign(Object.create(DriftChecker.prototype), {
      check: async ({ id }: { id: string }): Promise<Checked> => {
        looked.push(id);
        return look(store, id, finds(id));
      },
    }),
    deployments: {
      create: async (request, caller) => {
        asked.push({ asked: request, caller });
        throw new Error('not run here');
      },
    },
    credentials: async () => mockCredentials.service(),
    notifier: { tellOfDrift: news => told.push(news) },
    metrics: { driftLooked: () => {} },
    logger: mockServices.logger.mock(),
  });
  return {
    knex,
    store,
    asked,
    told,
    looked,
    round: () => rounds.look(new AbortController().signal),
    close: () => knex.destroy(),
  };
}

async function look(
  store: Store,
  environmentId: string,
  findings: (typeof FOUND)[],
): Promise<Checked> {
  const now = await store.now();
  const fresh = await store.drift.replaceFindings(environmentId, findings, now);
  const check = {
    environmentId,
    triedAt: now,
    checkedAt: now,
    checked: 1,
    candidates: 1,
    unsure: [],
    repairs: (await store.drift.check(environmentId))?.repairs ?? 0,
  };
  await store.drift.saveCheck(check);
  return { check, fresh };
}

describe.each(databases.eachSupportedId())('rounds on %s', databaseId => {
  it('look at each environment as often as its type says', async () => {
    const at = await scene(databaseId, { every: '1h', repair: 'manual' });
    await at.round();
    const all = at.looked.length;
    expect(all).toBeGreaterThan(0);
    expect(new Set(at.looked).size).toBe(all);
    await at.round();
    expect(at.looked).toHaveLength(all);
    await at.knex('drift_checks').decrement('tried_at', 3_600_000);
    await at.round();
    expect(at.looked).toHaveLength(2 * all);
    await at.close();
  });

  it('look at nothing where the type does not say', async () => {
    const at = await scene(databaseId, { repair: 'automatic' });
    await at.round();
    expect(at.looked).toEqual([]);
    await at.close();
  });

  it('tell of what is new once, one notice for an application', async () => {
    const at = await scene(databaseId, { every: '1s', repair: 'manual' });
    await at.round();
    const applications = await at.knex('applications').pluck('id');
    expect(at.told.map(({ applicationId }) => applicationId).sort()).toEqual(
      [...applications].sort(),
    );
    await at.knex('drift_checks').update({ tried_at: 0 });
    await at.round();
    expect(at.told).toHaveLength(applications.length);
    expect(at.asked).toEqual([]);
    await at.close();
  });

  it('put back by themselves where the type says so, as automation', async () => {
    const at = await scene(databaseId, { every: '1s', repair: 'automatic' });
    await at.round();
    expect(at.asked.length).toBe(at.looked.length);
    expect(at.asked[0]).toMatchObject({
      asked: { input: { repair: ['/Service/n/web'] } },
      caller: { name: DRIFT_AUTOMATION, isUser: false },
    });
    await at.close();
  });

  it('leave to people what is changed again each time', async () => {
    const at = await scene(databaseId, { every: '1s', repair: 'automatic' });
    await at.round();
    at.asked.length = 0;
    await at
      .knex('drift_checks')
      .update({ tried_at: 0, repairs: MOST_REPAIRS });
    await at.round();
    expect(at.asked).toEqual([]);
    await at.close();
  });

  it("never take back what says that it is another's", async () => {
    const at = await scene(
      databaseId,
      { every: '1s', repair: 'automatic' },
      () => [{ ...FOUND, change: 'taken' as 'gone' }],
    );
    await at.round();
    expect(at.asked).toEqual([]);
    await at.close();
  });
});
