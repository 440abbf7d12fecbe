import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { PLAN_FORMAT } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { FaultLog } from '../faults';
import { Metrics } from '../metrics';
import { Planner, Targets } from '../planning';
import { HealthObserver, Wakeups } from '../services';
import { DeploymentRecord } from '../store';
import { Lease } from './Lease';
import { runClaim } from './runClaim';

const databases = testDatabases();
const LEASE_MS = 20_000;

/** Runs a deployment whose request cannot be built: each try fails with the next of these. */
async function runWith(errors: Error[]) {
  const { knex, store } = await openTestStore(databases, 'SQLITE_3');
  await seed(store, { deploymentsEach: 1 });
  const askedAt = performance.now();
  const claim = await store.leases.claim('test', LEASE_MS, PLAN_FORMAT);
  if (!claim) {
    throw new Error('Nothing was claimed');
  }
  const logger = mockServices.logger.mock();
  const metrics = new Metrics(metricsServiceMock.mock());
  let tries = 0;
  const request = async () => {
    const error = errors[Math.min(tries++, errors.length - 1)];
    throw error;
  };
  await runClaim(
    {
      store,
      planner: Object.assign(Object.create(Planner.prototype), { request }),
      wakeups: new Wakeups(),
      health: new HealthObserver(store, new Targets([]), {}),
      faults: new FaultLog(logger, metrics),
      metrics,
      logger,
      limits: {},
    },
    new Lease(store, claim, LEASE_MS, logger, askedAt),
    new AbortController().signal,
  );
  const ended: DeploymentRecord | undefined = await store.deployments.get(
    claim.deploymentId,
  );
  await knex.destroy();
  return { ended, tries, logger };
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
});
