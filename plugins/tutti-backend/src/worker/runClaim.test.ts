import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { PLAN_FORMAT } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { ApplicationChanges } from '../ApplicationChanges';
import { FaultLog } from '../faults';
import { Gates } from '../line';
import { Metrics } from '../metrics';
import { Planner, Targets } from '../planning';
import { News } from '../notifications';
import { HealthObserver, ImageObserver, Wakeups } from '../services';
import { DeploymentRecord, Store } from '../store';
import { CancelWatch } from './CancelWatch';
import { Lease } from './Lease';
import { runClaim } from './runClaim';

const databases = testDatabases();
const LEASE_MS = 20_000;

/** Runs a deployment whose request cannot be built: each try fails with the next of these. */
async function runWith(
  errors: Error[],
  database: { away?: Error; isTakenOver?: true; losesItsEnd?: boolean } = {},
) {
  const { knex, store } = await openTestStore(databases, 'SQLITE_3');
  await seed(store, { deploymentsEach: 1 });
  const askedAt = performance.now();
  const claim = await store.leases.claim('test', LEASE_MS, PLAN_FORMAT);
  if (!claim) {
    throw new Error('Nothing was claimed');
  }
  const toldPeople: News[] = [];
  const told: Store = Object.assign(Object.create(store), {
    now: async () => {
      if (database.away) {
        throw database.away;
      }
      return store.now();
    },
    fenced: async (...asked: Parameters<Store['fenced']>) => {
      const written = await store.fenced(...asked);
      const deployment = await store.deployments.get(claim.deploymentId);
      if (database.losesItsEnd && deployment?.finishedAt !== undefined) {
        database.losesItsEnd = false;
        throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
      }
      return written;
    },
  });
  const logger = mockServices.logger.mock();
  const metrics = new Metrics(metricsServiceMock.mock());
  const wakeups = new Wakeups();
  let tries = 0;
  const request = async () => {
    const error = errors[Math.min(tries++, errors.length - 1)];
    if (database.isTakenOver) {
      await knex('environments').increment('fence');
    }
    throw error;
  };
  await runClaim(
    {
      store: told,
      planner: Object.assign(Object.create(Planner.prototype), {
        options: { store, requests: { of: request } },
      }),
      gates: Object.assign(Object.create(Gates.prototype), {
        ofOneMoment(this: Gates) {
          return this;
        },
        start: async () => undefined,
        askedApproval: async () => undefined,
        verification: async () => undefined,
        rollsBack: async () => false,
        notPromoted: async () => undefined,
        environmentTypes: async () => ({}),
      }),
      wakeups,
      notifier: { tell: news => toldPeople.push(news) },
      changes: new ApplicationChanges(mockServices.events.mock(), logger),
      health: new HealthObserver(store, new Targets([]), {}),
      images: new ImageObserver(store, new Targets([])),
      faults: new FaultLog(logger, metrics),
      metrics,
      logger,
      limits: {},
    },
    new Lease(store, claim, LEASE_MS, logger, askedAt),
    new AbortController().signal,
    new CancelWatch({ store: told, wakeups, logger }),
  ).catch(error => {
    if (error !== database.away) {
      throw error;
    }
  });
  const ended: DeploymentRecord | undefined = await store.deployments.get(
    claim.deploymentId,
  );
  const events = await store.events.after({
    of: { deploymentId: claim.deploymentId },
    after: 0,
    limit: 100,
  });
  await knex.destroy();
  return { ended, tries, logger, toldPeople, events };
}

describe('a run whose plan cannot be made', () => {
  it('ends with an error id when nobody foresaw why; the log has the trace', async () => {
    const { ended, tries, logger } = await runWith([
      new TypeError('select * from "secrets" failed'),
    ]);
    expect(tries).toBe(1);
    expect(ended?.status).toBe('failed');
    const [{ code, message, errorId }] = ended?.failures ?? [];
    expect(code).toBe('NotPlanned');
    expect(errorId).toEqual(expect.any(String));
    expect(message).toContain(errorId);
    expect(message).not.toContain('select');
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        new RegExp(`^Error ${errorId}, before deployment .*\n +at `),
      ),
    );
  });

  it('tells people of the end, once it is written down', async () => {
    const { ended, toldPeople } = await runWith([new TypeError('x')]);
    expect(toldPeople).toMatchObject([
      { kind: 'ended', deploymentId: ended?.id },
    ]);
  });

  it('is written down once, where only the answer was lost', async () => {
    const { ended, events } = await runWith([new TypeError('x')], {
      losesItsEnd: true,
    });
    expect(ended?.status).toBe('failed');
    expect(events.map(({ event }) => event)).toMatchObject([
      { type: 'status', status: 'failed' },
    ]);
  });

  it('tells nobody anything when another worker has taken over', async () => {
    const { ended, toldPeople } = await runWith([new TypeError('x')], {
      isTakenOver: true,
    });
    expect(ended?.status).toBe('running');
    expect(toldPeople).toEqual([]);
  });

  it('tries again while the database, the catalog or the cluster is silent', async () => {
    const silent = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    const { ended, tries } = await runWith([
      silent,
      silent,
      new TypeError('x'),
    ]);
    expect(tries).toBe(3);
    expect(ended?.status).toBe('failed');
  });

  it('says what did not answer, in the end', async () => {
    const silent = Object.assign(new Error('no'), { code: '57P03' });
    const { ended, tries } = await runWith([silent]);
    expect(tries).toBe(5);
    const [{ message }] = ended?.failures ?? [];
    expect(message).toMatch(/did not answer\. Deploy again\./);
  });

  it('does not end while the database is away: whoever claims it begins', async () => {
    const away = Object.assign(new Error('no'), { code: '57P03' });
    const { ended } = await runWith([away], { away });
    expect(ended?.status).toBe('running');
    expect(ended?.failures).toEqual([]);
  });
});
