import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { EnvironmentType, PLAN_FORMAT } from '@tutti/engine';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Metrics } from '../metrics';
import { NO_BASIS } from '../plans';
import { Targets } from '../planning';
import { HealthObserver, Wakeups } from '../services';
import { DeploymentRecord, Store } from '../store';
import { PromotionKeeper } from './PromotionKeeper';

const databases = testDatabases();

function type(
  name: string,
  promotion?: EnvironmentType['promotion'],
): EnvironmentType {
  return {
    name,
    source: { file: 'types.yaml', line: 1 },
    rank: promotion ? 2 : 1,
    access: Object.create(null),
    approval: {
      required: false,
      quorum: 1,
      groups: [],
      self: false,
      expiresAfter: '72h',
    },
    deferredPlans: 'allow',
    verify: { gates: [], within: '1h' },
    onFailure: 'leave',
    drift: { repair: 'manual' },
    freeze: [],
    destroy: 'allow',
    ...(promotion && { promotion }),
  };
}

/** What a success leaves of its plan. */
const PLANNED: DeploymentRecord['planned'] = {
  hash: 'hash',
  target: {
    name: 'local',
    driver: 'kubernetes',
    cluster: 'sandbox',
    namespace: 'shop',
    simulated: true,
  },
  givenImages: {},
  basis: NO_BASIS,
};

const TYPES = {
  staging: type('staging'),
  production: type('production', {
    from: 'staging',
    only: false,
    automatic: true,
    gates: [],
    waves: [{ labels: { tier: 'canary' } }, { labels: {}, maxConcurrent: 1 }],
    stopOnFailure: true,
  }),
};

/** An environment from which releases come, and three to which they go; nothing runs in any. */
async function seedPlaces(store: Store) {
  const { applicationId } = await seed(store, { environments: [] });
  const places = [
    ['staging', 'staging', {}],
    ['canary', 'production', { tier: 'canary' }],
    ['eu', 'production', {}],
    ['us', 'production', {}],
  ] as const;
  for (const [name, of, labels] of places) {
    await store.environments.add({
      id: name,
      applicationId,
      name,
      type: of,
      labels,
      createdAt: 1,
      createdBy: 'user:default/guest',
    });
  }
  await store.releases.add({
    id: 'release-2',
    applicationId,
    number: 2,
    hash: 'other-hash',
    workloads: [],
    digests: {},
    images: {},
    createdAt: 1,
  });
}

async function add(
  store: Store,
  environmentId: string,
  more: Partial<DeploymentRecord> = {},
): Promise<string> {
  const number = await store.environments.nextDeploymentNumber(environmentId);
  const at = await store.now();
  const id = `${environmentId}-${number}`;
  const { status = 'succeeded', ...rest } = more;
  await store.deployments.add({
    id,
    environmentId,
    number,
    status: 'queued',
    releaseId: 'release-1',
    format: PLAN_FORMAT,
    destroys: false,
    requestedBy: 'user:default/guest',
    requestedAt: at,
    phases: [],
    failures: [],
    ...rest,
  });
  await end(store, id, status);
  return id;
}

async function end(
  store: Store,
  id: string,
  status: DeploymentRecord['status'],
): Promise<void> {
  const at = await store.now();
  await store.deployments.change(id, ['queued'], {
    status,
    startedAt: at,
    ...(status !== 'running' && { finishedAt: at }),
  });
}

function keeperOf(store: Store): PromotionKeeper {
  return new PromotionKeeper(
    {
      store,
      gates: { environmentTypes: async () => TYPES },
      health: new HealthObserver(store, new Targets([]), {}),
      wakeups: new Wakeups(),
      metrics: new Metrics(metricsServiceMock.mock()),
      logger: mockServices.logger.mock(),
    },
    0,
  );
}

/** One round of each, all at once. */
async function rounds(...keepers: PromotionKeeper[]): Promise<void> {
  keepers.forEach(keeper => keeper.look());
  await Promise.all(keepers.map(keeper => keeper.stop()));
}

describe.each(databases.eachSupportedId())('promoting on %s', databaseId => {
  let store: Store;
  let knex: Knex;

  beforeEach(async () => {
    ({ knex, store } = await openTestStore(databases, databaseId));
    await seedPlaces(store);
  });

  afterEach(() => knex.destroy());

  /** As a run would: what it promotes runs there now. */
  async function succeed(id: string): Promise<void> {
    await knex('deployments').where({ id }).update({ release_id: 'release-1' });
    await end(store, id, 'succeeded');
  }

  /** `canary #1 queued release-1`: what stands in the environments that releases go to. */
  async function standing(): Promise<string[]> {
    const found = await store.deployments.page({
      environmentIds: ['canary', 'eu', 'us'],
      limit: 100,
    });
    return found
      .map(
        ({ environmentId, number, status, input, releaseId }) =>
          `${environmentId} #${number} ${status} ${
            input?.releaseId ?? releaseId
          }`,
      )
      .sort();
  }

  it('one success is promoted once, however many replicas decide it at once', async () => {
    await add(store, 'staging');
    const replicas = Array.from({ length: 4 }, () => keeperOf(store));
    await rounds(...replicas);
    await rounds(...replicas);
    expect(await standing()).toEqual(['canary #1 queued release-1']);
    const [promotion] = await store.promotions.waiting();
    const queued = await store.deployments.get(promotion.id);
    expect(queued).toMatchObject({
      byAutomation: true,
      requestedBy: 'tutti:promotion',
      promotes: 'staging-1',
      verb: 'Promote r1 from staging',
      input: { promoteFrom: 'staging', releaseId: 'release-1' },
    });
  });

  it('what was lost between the decision and the deployment is decided again', async () => {
    await add(store, 'staging');
    const dying: Store = Object.assign(Object.create(store), {
      ofApplication: <T>(id: string, work: (tx: Store) => Promise<T>) =>
        store.ofApplication(id, async tx => {
          await work(tx);
          throw new Error('killed');
        }),
    });
    await rounds(keeperOf(dying));
    expect(await standing()).toEqual([]);
    await rounds(keeperOf(store));
    expect(await standing()).toEqual(['canary #1 queued release-1']);
  });

  it('the index alone keeps a second promotion of one success out', async () => {
    await add(store, 'canary', { promotes: 'staging-1', status: 'failed' });
    // What SQLite throws is an error of the realm that loaded it first.
    const isRefused = await add(store, 'canary', {
      promotes: 'staging-1',
    }).then(
      () => false,
      () => true,
    );
    expect(isRefused).toBe(true);
    await add(store, 'eu', { promotes: 'staging-1' });
  });

  it('waves go one after another, and one environment at a time where a wave says so', async () => {
    const keeper = keeperOf(store);
    await add(store, 'staging');
    await rounds(keeper);
    const [canary] = await store.promotions.waiting();
    await succeed(canary.id);
    await rounds(keeper);
    await rounds(keeper);
    expect(await standing()).toEqual([
      'canary #1 succeeded release-1',
      'eu #1 queued release-1',
    ]);
    const [eu] = await store.promotions.waiting();
    await succeed(eu.id);
    await rounds(keeper);
    expect(await standing()).toEqual([
      'canary #1 succeeded release-1',
      'eu #1 succeeded release-1',
      'us #1 queued release-1',
    ]);
  });

  it('a failure stops what has not begun, until the release succeeds there', async () => {
    const keeper = keeperOf(store);
    await add(store, 'staging');
    await rounds(keeper);
    const [canary] = await store.promotions.waiting();
    await end(store, canary.id, 'failed');
    await rounds(keeper);
    expect(await standing()).toEqual(['canary #1 failed release-1']);
    await add(store, 'canary');
    await rounds(keeper);
    expect(await standing()).toEqual([
      'canary #1 failed release-1',
      'canary #2 succeeded release-1',
      'eu #1 queued release-1',
    ]);
  });

  it('a newer release takes the place of one that waits', async () => {
    const keeper = keeperOf(store);
    await add(store, 'staging');
    await rounds(keeper);
    await add(store, 'staging', { releaseId: 'release-2' });
    await rounds(keeper);
    expect(await standing()).toEqual([
      'canary #1 superseded release-1',
      'canary #2 queued release-2',
    ]);
  });

  it('a rollback withdraws what waits, and is not promoted itself', async () => {
    const keeper = keeperOf(store);
    await add(store, 'staging');
    await rounds(keeper);
    const [canary] = await store.promotions.waiting();
    await succeed(canary.id);
    await add(store, 'staging', { releaseId: 'release-2' });
    await rounds(keeper);
    const restores = { number: 1, revision: 'p' };
    await add(store, 'staging', {
      planned: { ...PLANNED, basis: { ...NO_BASIS, restores } },
    });
    await rounds(keeper);
    await rounds(keeper);
    expect(await standing()).toEqual([
      'canary #1 succeeded release-1',
      'canary #2 superseded release-2',
    ]);
    const withdrawn = await store.deployments.get(
      (
        await store.deployments.page({ environmentIds: ['canary'], limit: 1 })
      )[0].id,
    );
    expect(withdrawn?.failures).toEqual([
      {
        address: 'plan',
        code: 'PromotionWithdrawn',
        message:
          '#3 rolled staging back: what it promotes is not what last succeeded there.',
      },
    ]);
  });

  it('what is only restarted is the same release: it is not promoted a second time', async () => {
    const keeper = keeperOf(store);
    await add(store, 'staging');
    await rounds(keeper);
    const [canary] = await store.promotions.waiting();
    await end(store, canary.id, 'failed');
    await add(store, 'staging');
    await rounds(keeper);
    expect(await standing()).toEqual(['canary #1 failed release-1']);
  });
});
