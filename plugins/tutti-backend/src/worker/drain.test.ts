import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { RunOutcome } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { ApplicationChanges } from '../ApplicationChanges';
import { FaultLog } from '../faults';
import { Gates } from '../line';
import { Metrics } from '../metrics';
import { Planner, Targets } from '../planning';
import { HealthObserver, ImageObserver, Wakeups } from '../services';
import { DeploymentWorker } from './DeploymentWorker';

const databases = testDatabases();

it.each(databases.eachSupportedId())(
  'a worker that stops hands over what runs and claims nothing more, on %s',
  async databaseId => {
    const { knex, store } = await openTestStore(databases, databaseId);
    await seed(store, {
      environments: ['development', 'staging'],
      deploymentsEach: 2,
    });
    const logger = mockServices.logger.mock();
    const metrics = new Metrics(metricsServiceMock.mock());
    const begun: string[] = [];
    let tellOfTwo = () => {};
    const toldOfTwo = new Promise<void>(resolve => {
      tellOfTwo = resolve;
    });
    // Runs that end only when their worker stops.
    const run = async (
      _subject: unknown,
      { deploymentId }: { deploymentId: string },
      { signal }: { signal: AbortSignal },
    ): Promise<RunOutcome> => {
      begun.push(deploymentId);
      if (begun.length === 2) tellOfTwo();
      await new Promise(resolve => {
        signal.addEventListener('abort', resolve);
      });
      return { status: 'interrupted', message: 'The worker was stopped.' };
    };
    const worker = new DeploymentWorker(
      {
        store,
        planner: Object.assign(Object.create(Planner.prototype), { run }),
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
        wakeups: new Wakeups(),
        notifier: { tell: () => {} },
        changes: new ApplicationChanges(mockServices.events.mock(), logger),
        health: new HealthObserver(store, new Targets([]), {}),
        images: new ImageObserver(store, new Targets([])),
        faults: new FaultLog(logger, metrics),
        metrics,
        logger,
        limits: {},
      },
      { enabled: true, concurrency: 4, plans: 1, leaseMs: 20_000, pollMs: 10 },
      'stopping',
    );
    worker.start();
    await toldOfTwo;
    await worker.stop();

    const rows = await knex('deployments')
      .select('status')
      .orderBy(['environment_id', 'number']);
    expect(rows.map(({ status }) => status)).toEqual([
      'running',
      'queued',
      'running',
      'queued',
    ]);
    const leases = await knex('environments').select('lease_until');
    expect(leases).toEqual([{ lease_until: null }, { lease_until: null }]);
    expect(begun).toHaveLength(2);
    await knex.destroy();
  },
);
