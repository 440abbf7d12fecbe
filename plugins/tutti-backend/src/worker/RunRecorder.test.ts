import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { PLAN_FORMAT } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Metrics } from '../metrics';
import { Wakeups } from '../services';
import { Lease } from './Lease';
import { RunRecorder } from './RunRecorder';

const databases = testDatabases();
const OFF_MS = 120_000;

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  afterEach(() => jest.restoreAllMocks());

  it('tells times of the database, whatever the clock of the process says', async () => {
    const { knex, store } = await openTestStore(databases, databaseId);
    await seed(store, { deploymentsEach: 1 });
    const claim = await store.leases.claim('test', 60_000, PLAN_FORMAT);
    if (!claim) {
      throw new Error('Nothing was claimed');
    }
    const realNow = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() - OFF_MS);
    const logger = mockServices.logger.mock();
    const lease = new Lease(store, claim, 60_000, logger, performance.now());
    const recorder = new RunRecorder({
      store,
      lease,
      phases: [],
      begun: new Map(),
      wakeups: new Wakeups(),
      metrics: new Metrics(metricsServiceMock.mock()),
      logger,
    });
    const before = await store.now();
    recorder.record({
      type: 'step',
      at: Date.now(),
      address: 'workload#web',
      status: 'waiting',
      action: 'create',
      deadline: Date.now() + 1_000,
    });
    await recorder.flush();
    lease.stop();
    const [{ event }] = await knex('events');
    const { at, deadline } = JSON.parse(event);
    expect(at - before).toBeGreaterThan(-OFF_MS / 2);
    expect(deadline - at).toBe(1_000);
    await knex.destroy();
  });
});
