import { TestDatabases } from '@backstage/backend-test-utils';
import { ObjectHealth, ObjectRef, Target, TargetError } from '@tutti/engine';
import { TargetDriver } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import { openTestStore } from '../../__testUtils__/databases';
import { seed } from '../../__testUtils__/records';
import { Targets } from '../../planning';
import { EnvironmentRecord, Store } from '../../store';
import { HealthObserver } from './HealthObserver';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const refuse = () => Promise.reject(new Error('not asked for'));

/** A target whose health is answered by the test. */
function answering(
  health: Target['health'],
  survey?: TargetDriver['survey'],
): TargetDriver {
  const target: Target = {
    cluster: 'sandbox',
    namespace: 'shop',
    driver: 'kubernetes',
    simulated: true,
    isNamespaced: refuse,
    observe: refuse,
    apply: refuse,
    stamp: refuse,
    release: refuse,
    remove: refuse,
    health,
  };
  return {
    name: 'kubernetes',
    clusters: () => [],
    open: async () => target,
    ...(survey && { survey }),
  };
}

describe('HealthObserver', () => {
  let store: Store;
  let environment: EnvironmentRecord;
  const ref = {
    apiVersion: 'v1',
    kind: 'Service',
    namespace: 'shop',
    name: 'a',
  };

  beforeEach(async () => {
    ({ store } = await openTestStore(databases, 'SQLITE_3'));
    const { environmentIds } = await seed(store);
    await store.environments.bindTarget(environmentIds[0], {
      name: 'local',
      driver: 'kubernetes',
      cluster: 'sandbox',
      namespace: 'shop',
    });
    await store.objects.save(environmentIds[0], {
      target: 'sandbox',
      ref,
      owner: 'workload#web',
      applied: {},
      state: 'present',
    });
    [environment] = await store.environments.get(environmentIds);
  });

  const observer = (health: () => Promise<ObjectHealth[]>) =>
    new HealthObserver(store, new Targets([answering(health)]), {});

  it('asks once for everybody who asks at the same time', async () => {
    let asked = 0;
    const health = observer(async () => {
      asked++;
      return [{ ref, status: 'healthy', message: 'there' }];
    });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => health.observe(environment, 1_000)),
    );
    expect(answers[4]?.objects).toEqual([
      { ref, status: 'healthy', message: 'there', owner: 'workload#web' },
    ]);
    expect(await health.observe(environment, 1_000)).toBe(answers[0]);
    expect(asked).toBe(1);
  });

  it('never makes anybody wait for a silent cluster; the answer is there for the next one', async () => {
    let answer: (health: ObjectHealth[]) => void = () => {};
    const health = observer(
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    expect(await health.observe(environment, 50)).toBeUndefined();
    answer([{ ref, status: 'healthy', message: 'there' }]);
    expect((await health.observe(environment, 1_000))?.objects).toHaveLength(1);
  });

  it('keeps what it knew, beside the reason why it does not know now', async () => {
    let fails = false;
    const health = observer(async () => {
      if (fails) {
        throw new TargetError('connection refused', 'unavailable', true);
      }
      return [{ ref, status: 'healthy', message: 'there' }];
    });
    await health.observe(environment, 1_000);
    fails = true;
    health.outdate(environment.id);
    expect(await health.observe(environment, 1_000)).toMatchObject({
      error: 'connection refused',
      objects: [{ status: 'healthy' }],
    });
  });
});

describe('a list of environments', () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e'];
  const serviceOf = (namespace: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    namespace,
    name: 'web',
  });
  const namespaceOf = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    name,
  });
  const healthOf = (
    ref: ObjectRef,
    status: ObjectHealth['status'] = 'healthy',
  ): ObjectHealth => ({ ref, status, message: status });

  let store: Store;
  let knex: Knex;
  let environments: EnvironmentRecord[];
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    ({ store, knex } = await openTestStore(databases, 'SQLITE_3'));
    const { environmentIds } = await seed(store, { environments: NAMES });
    for (const [index, id] of environmentIds.entries()) {
      const namespace = NAMES[index];
      await store.environments.bindTarget(id, {
        name: 'local',
        driver: 'kubernetes',
        cluster: 'sandbox',
        namespace,
      });
      const refs: ObjectRef[] = [namespaceOf(namespace), serviceOf(namespace)];
      for (const ref of refs) {
        await store.objects.save(id, {
          target: 'sandbox',
          ref,
          owner: ref.namespace ? 'workload#web' : 'environment',
          applied: {},
          state: 'present',
        });
      }
    }
    environments = await store.environments.get(environmentIds);
  });

  const observer = (survey: TargetDriver['survey']) =>
    new HealthObserver(
      store,
      new Targets([
        answering(async refs => {
          const [{ namespace = '' }] = refs.filter(each => each.namespace);
          asked.push(namespace);
          return refs.map(ref => healthOf(ref));
        }, survey),
      ]),
      {},
    );

  it('costs one survey of its cluster; those that are not well are asked why', async () => {
    const surveyed: unknown[] = [];
    const health = observer(async (cluster, kinds) => {
      surveyed.push([cluster, kinds]);
      return NAMES.filter(name => name !== 'd').map(name =>
        healthOf(serviceOf(name), name === 'b' ? 'failed' : 'healthy'),
      );
    });
    const seen = await health.observeAll(environments, 5_000);
    expect(surveyed).toEqual([
      ['sandbox', [{ apiVersion: 'v1', kind: 'Service' }]],
    ]);
    // What is not well, and what is not there.
    expect(asked.sort()).toEqual(['b', 'd']);
    expect(seen.get('env-a')?.objects).toEqual([
      {
        ...healthOf(namespaceOf('a')),
        message: 'present',
        owner: 'environment',
      },
      { ...healthOf(serviceOf('a')), owner: 'workload#web' },
    ]);
    // Everybody who asks for some time now is served with that.
    await health.observeAll(environments, 5_000);
    expect(surveyed).toHaveLength(1);
    // One that was deployed to is asked for itself.
    health.outdate('env-c');
    await health.observeAll(environments, 5_000);
    expect(asked.sort()).toEqual(['b', 'c', 'd']);
    expect(surveyed).toHaveLength(1);
  });

  it('is not told of what another driver delivers to the same cluster', async () => {
    await knex('environments')
      .where({ id: 'env-e' })
      .update({
        target: JSON.stringify({
          name: 'by-git',
          driver: 'git',
          cluster: 'sandbox',
          namespace: 'e',
        }),
      });
    const health = observer(async () =>
      NAMES.map(name => healthOf(serviceOf(name))),
    );
    const [byGit] = await store.environments.get(['env-e']);
    await health.observeAll(environments.slice(0, 4), 5_000);
    // Nothing is known of it: its own driver is asked, which is not installed here.
    expect(await health.observe(byGit, 5_000)).toMatchObject({
      objects: [],
      error: expect.stringContaining("driver 'git'"),
    });
  });

  it.each<[string, TargetDriver['survey']]>([
    ['cannot look at a cluster', undefined],
    [
      'may not list over all namespaces',
      async () => {
        throw new TargetError('forbidden', 'forbidden', false);
      },
    ],
  ])('is asked one by one where the driver %s', async (_, survey) => {
    const health = observer(survey);
    const seen = await health.observeAll(environments, 5_000);
    expect(seen.size).toBe(NAMES.length);
    expect(asked.sort()).toEqual(NAMES);
  });
});
