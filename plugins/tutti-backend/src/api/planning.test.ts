import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PlanRefusedError,
  PlanUnderWay,
  TuttiClient,
} from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock, Store } from '../store';
import { EngineThreads } from '../threads';

jest.setTimeout(60_000);

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';
const LEASE_MS = 20_000;

describe.each(databases.eachSupportedId())(
  'plans are made by workers on %s',
  databaseId => {
    let knex: Knex;
    let store: Store;
    /** Answers, and makes nothing. */
    let front: Portal;
    let back: Portal | undefined;

    beforeEach(async () => {
      ({ knex, store } = await openTestStore(databases, databaseId));
      front = await startPortal({
        knex,
        config: { worker: { enabled: false } },
      });
    });

    afterEach(async () => {
      jest.restoreAllMocks();
      await back?.stop();
      back = undefined;
      await front?.stop();
    });

    /** Another replica of the same portal, which works. */
    async function startWorker(): Promise<Portal> {
      back = await startPortal({
        knex,
        config: {
          ...tuttiConfig(front),
          worker: { poll: { milliseconds: 50 } },
        },
      });
      return back;
    }

    async function ask(
      path = DEVELOPMENT,
      input: object = {},
    ): Promise<PlanUnderWay> {
      const { body } = await front
        .as(MARIA)
        .post(`${path}/plans`, input)
        .set('Prefer', 'wait=0')
        .expect(202);
      return body;
    }

    const look = (id: string, wait = 0) =>
      front.as(MARIA).get(`/plans/${id}?wait=${wait}`);

    it('says that one is under way, since when, and its place in the line', async () => {
      const first = await ask();
      expect(first).toMatchObject({
        state: 'planning',
        application: 'shop',
        environment: 'development',
        position: 1,
      });
      const second = await ask(DEVELOPMENT, { force: true });
      moveClock(knex, 5_000);
      const { body } = await look(second.id).expect(200);
      expect(body).toMatchObject({
        id: second.id,
        state: 'planning',
        since: second.since,
        position: 2,
        input: { force: true },
      });
      expect(body.forMs).toBeGreaterThanOrEqual(5_000);
      // Who may not see the place does not see what is planned for it either.
      front.setPolicy(permission =>
        permission === 'tutti.application.read'
          ? { result: AuthorizeResult.DENY }
          : undefined,
      );
      await front.as(EVE).get(`/plans/${first.id}`).expect(404);
    });

    it('bounds what one caller has under way, whichever replica it waits in', async () => {
      await ask();
      await ask();
      const { body } = await front
        .as(MARIA)
        .post(`${DEVELOPMENT}/plans`)
        .expect(429);
      expect(body.error.message).toBe(
        'You have 2 plans under way; one caller may have no more at once. Try again in 2 s.',
      );
    });

    it('another replica makes it, and whoever waits gets it', async () => {
      const { id } = await ask();
      await startWorker();
      const { body } = await look(id, 30).expect(200);
      expect(body).toMatchObject({
        id,
        state: 'made',
        current: true,
        createdBy: MARIA,
        plan: { deployable: true },
      });
      expect(await knex('plan_requests')).toEqual([]);
    });

    it('what a lost worker had is made by another one when its lease has run out', async () => {
      const { id } = await ask();
      const lost = await store.planRequests.claim('lost', LEASE_MS);
      if (lost?.request.id !== id) {
        throw new Error('The plan was not claimed');
      }
      await startWorker();
      // It takes what comes later, and leaves this to whoever has it.
      const later = await ask();
      expect((await look(later.id, 30)).body.state).toBe('made');
      expect((await look(id)).body).toMatchObject({
        state: 'planning',
        position: 0,
      });
      moveClock(knex, LEASE_MS + 1);
      expect((await look(id, 30)).body).toMatchObject({ state: 'made' });
      // The lost one wakes up: nothing of it is kept.
      await store.planRequests.refuse(lost, { name: 'x', message: 'late' });
      expect(await store.planRequests.end(lost)).toBe(false);
      expect((await look(id)).body).toMatchObject({ state: 'made' });
    });

    it('what lost three workers is refused, with the way out', async () => {
      const { id } = await ask();
      for (const owner of ['one', 'two', 'three']) {
        await store.planRequests.claim(owner, LEASE_MS);
        moveClock(knex, LEASE_MS + 1);
      }
      await startWorker();
      expect((await look(id, 30)).body).toMatchObject({
        state: 'refused',
        problems: [
          { code: 'PlanWorkerLost', hint: expect.stringContaining('again') },
        ],
      });
    });

    it('a refusal is told to whoever looks later, and to the client that waits', async () => {
      const maria = front.as(MARIA);
      await maria.post('/applications', { name: 'empty' }).expect(201);
      await maria
        .post('/applications/empty/environments', {
          name: 'dev',
          type: 'development',
        })
        .expect(201);
      const { id } = await ask('/applications/empty/environments/dev');
      const told: PlanUnderWay[] = [];
      const waiting = clientOf(front)
        .createPlan('empty', 'dev', {}, { onWaiting: plan => told.push(plan) })
        .catch(error => error);
      while (told.length === 0) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      await startWorker();
      expect((await look(id, 30)).body).toMatchObject({
        state: 'refused',
        problems: [{ code: 'NothingToDeploy' }],
      });
      const refusal = await waiting;
      expect(refusal).toBeInstanceOf(PlanRefusedError);
      expect(refusal.problems).toMatchObject([{ code: 'NothingToDeploy' }]);
      expect(told[0]).toMatchObject({ state: 'planning', environment: 'dev' });
    });

    it('to look at a plan, and to deploy it, makes none', async () => {
      const worker = await startWorker();
      const { body: plan } = await worker
        .as(MARIA)
        .post(`${DEVELOPMENT}/plans`)
        .expect(201);
      // The front reads the platform once, when it needs it first.
      await front.as(MARIA).get(DEVELOPMENT).expect(200);
      const jobs = jest.spyOn(EngineThreads.prototype, 'run');
      await front.as(MARIA).get(`/plans/${plan.id}`).expect(200);
      expect(jobs).not.toHaveBeenCalled();
      // Nobody runs it: what is counted is what the request asks of the engine.
      await worker.stop();
      back = undefined;
      jobs.mockClear();
      await front
        .as(MARIA)
        .post('/deployments', { planId: plan.id })
        .expect(201);
      expect(jobs).not.toHaveBeenCalled();
    });
  },
);

function tuttiConfig(portal: Portal) {
  const { tutti } = portal.config;
  if (typeof tutti !== 'object' || tutti === null || Array.isArray(tutti)) {
    throw new Error('The portal has no config');
  }
  return tutti;
}

function clientOf(portal: Portal): TuttiClient {
  return new TuttiClient({
    discoveryApi: {
      getBaseUrl: async plugin => `${portal.address}/api/${plugin}`,
    },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: {
            ...Object.fromEntries(new Headers(init?.headers)),
            Authorization: mockCredentials.user.header(MARIA),
          },
        }),
    },
  });
}
