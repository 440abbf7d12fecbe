import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Store } from './Store';

const databases = testDatabases();
const ENVIRONMENT = 'env-development';

describe.each(databases.eachSupportedId())(
  'what is told of the past, on %s',
  databaseId => {
    let knex: Knex;
    let store: Store;

    beforeEach(async () => {
      ({ knex, store } = await openTestStore(databases, databaseId));
      await seed(store, {
        environments: ['development', 'staging'],
        deploymentsEach: 6,
      });
    });
    afterEach(() => knex.destroy());

    /** Each ended at its number times 100. */
    async function ended(
      status: Record<number, string>,
      environment = ENVIRONMENT,
    ): Promise<void> {
      for (const [number, how] of Object.entries(status)) {
        await knex('deployments')
          .where({ environment_id: environment, number: Number(number) })
          .update({ status: how, finished_at: Number(number) * 100 });
      }
    }

    async function plansLeft(environment = ENVIRONMENT): Promise<number[]> {
      return knex('deployments')
        .where({ environment_id: environment })
        .whereNotNull('plan_id')
        .orderBy('number')
        .pluck('number');
    }

    it('forgets plans that ended long ago, but not what runs now and ran last', async () => {
      await ended({
        1: 'succeeded',
        2: 'succeeded',
        3: 'succeeded',
        4: 'failed',
        5: 'failed',
      });
      await knex('deployments')
        .where({ environment_id: ENVIRONMENT, number: 3 })
        .update({ destroys: true });
      expect(await store.history.forgetPlans(1_000)).toBe(3);
      // 2: what was deployed last; 3: the last success; 6: the last one, which has not ended.
      expect(await plansLeft()).toEqual([2, 3, 6]);
      expect(await plansLeft('env-staging')).toEqual([1, 2, 3, 4, 5, 6]);
      expect(await knex('plans').pluck('id')).toHaveLength(9);
      expect(
        await knex('plan_steps').whereNotIn(
          'plan_id',
          knex('plans').select('id'),
        ),
      ).toEqual([]);
    });

    it('forgets plans of an environment in which nothing ever succeeded', async () => {
      await ended({ 1: 'failed', 2: 'failed', 3: 'cancelled' });
      expect(await store.history.forgetPlans(250)).toBe(2);
      expect(await plansLeft()).toEqual([3, 4, 5, 6]);
    });

    it('keeps a deployment whose plan is forgotten, and where it went', async () => {
      await ended({ 1: 'succeeded', 2: 'succeeded' });
      await store.history.forgetPlans(150);
      const [record] = (
        await store.deployments.page({
          environmentIds: [ENVIRONMENT],
          limit: 10,
        })
      ).filter(({ number }) => number === 1);
      expect(record.planId).toBeUndefined();
      expect(record.planned?.target.namespace).toBe('shop-env-development');
      expect(record.releaseId).toBe('release-1');
    });

    it('forgets the events of what ended, not of what goes on, however old', async () => {
      await ended({ 1: 'failed', 2: 'failed' });
      for (const number of [1, 2, 3]) {
        await store.events.append(`deployment-${ENVIRONMENT}-${number}`, [
          { type: 'status', at: 10, status: 'queued' },
          { type: 'status', at: 400, status: 'running' },
        ]);
      }
      expect(await store.history.forgetEvents(150)).toBe(1);
      expect(await store.history.forgetEvents(1_000)).toBe(3);
      expect(
        await knex('events').distinct('deployment_id').pluck('deployment_id'),
      ).toEqual([`deployment-${ENVIRONMENT}-3`]);
    });

    it('forgets more than one portion', async () => {
      await ended({ 1: 'failed' });
      for (let portion = 0; portion < 3; portion += 1) {
        await store.events.append(
          `deployment-${ENVIRONMENT}-1`,
          Array.from({ length: 400 }, () => ({
            type: 'status' as const,
            at: 1,
            status: 'running' as const,
          })),
        );
      }
      expect(await store.history.forgetEvents(1_000)).toBe(1_200);
    });
  },
);
