import { PLAN_FORMAT } from '@tutti/engine';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../../__testUtils__/databases';
import { seed } from '../../__testUtils__/records';
import { Claim, PromotionRoundRecord, Store } from '../../store';
import { endRound } from './advanceRound';
import { roundPlaces } from './roundPlaces';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'a round that is stopped, on %s',
  databaseId => {
    const id = 'asked';
    let knex: Knex;
    let store: Store;
    let round: PromotionRoundRecord;
    /** Of the worker that plans what the round asked for. */
    let claim: Claim;

    beforeEach(async () => {
      ({ knex, store } = await openTestStore(databases, databaseId));
      const { applicationId, environmentIds } = await seed(store);
      const [environmentId] = environmentIds;
      round = {
        id: 'round',
        applicationId,
        source: 'staging',
        promotes: 'success',
        releaseId: 'release-1',
        type: 'development',
        environmentIds,
        rule: { waves: [], stopOnFailure: true },
        requestedBy: 'user:default/maria',
        requestedAt: await store.now(),
        byAutomation: false,
      };
      await store.promotionRounds.add(round);
      await store.deployments.add({
        id,
        environmentId,
        number: 1,
        status: 'queued',
        round: round.id,
        input: {},
        format: PLAN_FORMAT,
        destroys: false,
        requestedBy: round.requestedBy,
        requestedAt: round.requestedAt,
        phases: [],
        failures: [],
      });
      const claimed = await store.leases.claim('test', 20_000, PLAN_FORMAT);
      if (!claimed) throw new Error('Nothing was claimed');
      claim = claimed;
    });

    afterEach(() => knex.destroy());

    const stop = () =>
      store.ofApplication(round.applicationId, tx =>
        endRound(tx, round, { how: 'stopped', message: 'Maria stopped it.' }),
      );

    /** As a worker begins what it has planned. */
    const begin = (beforeItIsKept: () => Promise<void> = async () => {}) =>
      store.fenced(claim, async tx => {
        await tx.deployments.change(id, ['running', 'cancelling'], {
          startedAt: await tx.now(),
        });
        await beforeItIsKept();
      });

    const status = async () => (await store.deployments.get(id))?.status;

    const progress = async () => {
      const [ended] = await store.promotionRounds.newest(
        round.applicationId,
        1,
      );
      const [place] = (await roundPlaces(store, [ended])).get(ended.id) ?? [];
      return place.progress;
    };

    it('has what is planned end, and says why', async () => {
      await stop();
      expect(await status()).toBe('cancelling');
      const told = await store.events.after({
        of: { deploymentId: id },
        after: 0,
        limit: 10,
      });
      expect(told.map(({ event }) => event)).toMatchObject([
        { type: 'status', status: 'cancelling', message: 'Maria stopped it.' },
      ]);
      expect(await progress()).toBe('open');
    });

    it('calls nothing failed that a worker begins just after, and ends', async () => {
      await stop();
      await begin();
      expect(await progress()).toBe('open');
      await store.deployments.change(id, ['cancelling'], {
        status: 'cancelled',
        finishedAt: await store.now(),
      });
      expect(await progress()).toBe('open');
    });

    it('lets go on what a worker began just before', async () => {
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      const beginning = begin(() => held);
      const stopping = stop();
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
      release();
      await Promise.all([beginning, stopping]);
      expect(await status()).toBe('running');
      expect(await progress()).toBe('begun');
    });

    it('ends what waits beside the line again', async () => {
      await store.fenced(claim, tx =>
        tx.deployments.change(id, ['running'], { status: 'waiting-approval' }),
      );
      await stop();
      expect(await store.deployments.get(id)).toMatchObject({
        status: 'cancelled',
        finishedAt: expect.any(Number),
      });
      expect(await progress()).toBe('open');
    });
  },
);
