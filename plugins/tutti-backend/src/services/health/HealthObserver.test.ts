import { TestDatabases } from '@backstage/backend-test-utils';
import { ObjectHealth, Target, TargetError } from '@tutti/engine';
import { TargetDriver } from '@tutti/plugin-tutti-node';
import { openTestStore } from '../../__testUtils__/databases';
import { seed } from '../../__testUtils__/records';
import { Targets } from '../../planning';
import { EnvironmentRecord, Store } from '../../store';
import { HealthObserver } from './HealthObserver';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const refuse = () => Promise.reject(new Error('not asked for'));

/** A target whose health is answered by the test. */
function answering(health: () => Promise<ObjectHealth[]>): TargetDriver {
  const target: Target = {
    cluster: 'sandbox',
    namespace: 'shop',
    driver: 'kubernetes',
    simulated: true,
    isNamespaced: refuse,
    observe: refuse,
    apply: refuse,
    stamp: refuse,
    remove: refuse,
    health,
  };
  return { name: 'kubernetes', clusters: () => [], open: async () => target };
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
