import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed, seedDeployment } from '../__testUtils__/records';
import { Gates } from '../line';
import { ActivePlatform } from '../platform';
import { Wakeups } from '../services';
import { DeploymentRecord, moveClock, PreviewRecord, Store } from '../store';
import { PreviewKeeper } from './PreviewKeeper';

const databases = testDatabases();
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const ENVIRONMENT = 'env-pr-1';

/** Nothing else of a platform is looked at. */
const platform: ActivePlatform = Object.assign(
  Object.create(ActivePlatform.prototype),
  {
    find: async () => ({
      environmentTypes: {
        preview: {
          name: 'preview',
          lifetime: '3d',
          idle: '2h',
          freeze: [],
        },
      },
    }),
  },
);

describe.each(databases.eachSupportedId())('two keepers on %s', databaseId => {
  let store: Store;
  let knex: Knex;
  let keepers: PreviewKeeper[];
  let cancelled: string[];
  let removed: string[];

  beforeEach(async () => {
    ({ store, knex } = await openTestStore(databases, databaseId));
    await seed(store, { environments: ['pr-1'] });
    await knex('environments').update({ type: 'preview' });
    cancelled = [];
    removed = [];
    keepers = [1, 2].map(
      () =>
        new PreviewKeeper(
          {
            store,
            platform,
            gates: new Gates(store, platform),
            deployments: {
              async cancel(id) {
                cancelled.push(id);
                await store.deployments.change(
                  id,
                  ['queued', 'running', 'verifying'],
                  { status: 'cancelled', finishedAt: await store.now() },
                );
                // Nobody reads what it answers.
                return Object.create(null);
              },
            },
            environments: {
              async remove({ environment }) {
                removed.push(environment);
                await store.environments.remove(ENVIRONMENT);
              },
            },
            credentials: async () => mockCredentials.service(),
            wakeups: new Wakeups(),
            logger: mockServices.logger.mock(),
          },
          1_000,
        ),
    );
  });

  const bothLook = () => Promise.all(keepers.map(keeper => keeper.look()));

  async function addPreview(more: Partial<PreviewRecord> = {}) {
    const now = await store.now();
    await store.previews.add({
      environmentId: ENVIRONMENT,
      applicationId: 'app-1',
      key: 'pr-1',
      base: 'development',
      releaseId: 'release-1',
      digest: 'd',
      valueNames: [],
      askedAt: now,
      askedBy: 'external:ci',
      usedAt: now,
      ...more,
    });
  }

  /** A deployment that ended now. */
  async function succeed(number: number): Promise<void> {
    const id = await seedDeployment(store, ENVIRONMENT, number);
    await store.environments.nextDeploymentNumber(ENVIRONMENT);
    await store.deployments.change(id, ['queued'], {
      status: 'succeeded',
      startedAt: await store.now(),
      finishedAt: await store.now(),
    });
  }

  const unfinished = (): Promise<DeploymentRecord[]> =>
    store.deployments.unfinishedIn(ENVIRONMENT);
  const preview = () => store.previews.find('app-1', 'pr-1');

  it('pause what nobody used, once', async () => {
    await addPreview();
    await succeed(1);
    moveClock(knex, 2 * HOUR - 60_000);
    await bothLook();
    expect(await unfinished()).toEqual([]);
    moveClock(knex, 2 * 60_000);
    await bothLook();
    expect(await unfinished()).toMatchObject([
      {
        verb: 'Pause',
        input: { pause: true },
        requestedBy: 'tutti:previews',
        byAutomation: true,
      },
    ]);
  });

  it.each([
    ['somebody looked at', () => store.previews.look(ENVIRONMENT)],
    ['something was deployed in', () => succeed(2)],
    [
      'something is under way in',
      async () => {
        await seedDeployment(store, ENVIRONMENT, 2);
        await store.environments.nextDeploymentNumber(ENVIRONMENT);
      },
    ],
  ])('leave awake what %s', async (_, use) => {
    await addPreview();
    await succeed(1);
    moveClock(knex, HOUR + HOUR / 2);
    await use();
    const before = await unfinished();
    moveClock(knex, HOUR);
    await bothLook();
    expect(await unfinished()).toEqual(before);
  });

  it('do not pause what never ran', async () => {
    await addPreview();
    moveClock(knex, 3 * HOUR);
    await bothLook();
    expect(await unfinished()).toEqual([]);
  });

  it('end what was not asked for again in its lifetime, and destroy it once', async () => {
    await addPreview();
    await succeed(1);
    await store.workloadStates.save(ENVIRONMENT, {
      workload: 'web',
      lifecycle: 'ready',
      completedJobs: [],
    });
    moveClock(knex, 3 * DAY - HOUR);
    const asked = await preview();
    if (asked) {
      await store.previews.save({ ...asked, askedAt: await store.now() });
    }
    moveClock(knex, 2 * HOUR);
    await bothLook();
    expect((await preview())?.closing).toBeUndefined();
    moveClock(knex, 3 * DAY);
    await bothLook();
    await bothLook();
    const [destruction, ...others] = await unfinished();
    expect(others).toEqual([]);
    expect(destruction).toMatchObject({
      verb: 'Destroy',
      destroys: true,
      input: { destroy: true, consent: [] },
      requestedBy: 'tutti:previews',
    });
    expect(await preview()).toMatchObject({
      closing: {
        by: 'tutti:previews',
        why: 'expired',
        destroyedBy: destruction.id,
      },
    });
  });

  it('try again what could not be destroyed, later and later, and say why', async () => {
    await addPreview({
      closing: {
        by: 'external:ci',
        at: 1,
        why: 'closed',
        attempts: 0,
        nextAt: 1,
      },
    });
    await store.workloadStates.save(ENVIRONMENT, {
      workload: 'web',
      lifecycle: 'ready',
      completedJobs: [],
    });
    const fail = async () => {
      await bothLook();
      const [destruction] = await unfinished();
      await store.deployments.change(destruction.id, ['queued'], {
        status: 'failed',
        finishedAt: await store.now(),
        failures: [{ address: 'plan', code: 'X', message: 'It is away.' }],
      });
      moveClock(knex, 2_000);
      await bothLook();
      expect(await unfinished()).toEqual([]);
    };
    await fail();
    expect((await preview())?.closing).toMatchObject({
      attempts: 1,
      failure: 'It is away.',
    });
    moveClock(knex, 58_000);
    await bothLook();
    expect(await unfinished()).toEqual([]);
    moveClock(knex, 60_000);
    await fail();
    expect((await preview())?.closing).toMatchObject({ attempts: 2 });
  });

  it('cancel what runs, and then forget what nothing is left of', async () => {
    await addPreview({
      closing: {
        by: 'external:ci',
        at: 1,
        why: 'closed',
        attempts: 0,
        nextAt: 1,
      },
    });
    const id = await seedDeployment(store, ENVIRONMENT, 1);
    await keepers[0].look();
    expect(cancelled).toEqual([id]);
    await bothLook();
    expect(await preview()).toBeUndefined();
    expect(new Set(removed)).toEqual(new Set(['pr-1']));
  });
});
