import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { EnvironmentRecord, Store } from '../store';
import { reserveNamespace } from './reservations';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'the namespace of an environment, on %s',
  databaseId => {
    let store: Store;
    let first: EnvironmentRecord;
    let second: EnvironmentRecord;

    const reserve = async (
      environment: EnvironmentRecord,
      namespace: string,
      cluster = 'eu',
    ) =>
      (
        await reserveNamespace(store, environment, {
          name: 'local',
          driver: 'kubernetes',
          cluster,
          namespace,
        })
      ).namespace;

    beforeEach(async () => {
      ({ store } = await openTestStore(databases, databaseId));
      const { applicationId, environmentIds } = await seed(store, {
        environments: ['live'],
      });
      await store.environments.add({
        id: '0badcafe-0000-4000-8000-000000000000',
        applicationId,
        name: 'other',
        type: 'development',
        createdAt: 1,
        createdBy: 'user:default/guest',
      });
      [first] = await store.environments.get(environmentIds);
      [second] = await store.environments.get([
        '0badcafe-0000-4000-8000-000000000000',
      ]);
    });

    it('is its own: the second that would get the same has its id behind it', async () => {
      expect(await reserve(first, 'pay-ments-live')).toBe('pay-ments-live');
      expect(await reserve(second, 'pay-ments-live')).toBe(
        'pay-ments-live-0badcafe',
      );
      // And the same again, however often it is planned.
      expect(await reserve(first, 'pay-ments-live')).toBe('pay-ments-live');
      expect(await reserve(second, 'pay-ments-live')).toBe(
        'pay-ments-live-0badcafe',
      );
    });

    it('stays a name with a suffix behind a long one', async () => {
      const long = 'a'.repeat(63);
      await reserve(first, long);
      const namespace = await reserve(second, long);
      expect(namespace).toMatch(/^a+-[0-9a-f]{8}-0badcafe$/);
      expect(namespace.length).toBeLessThanOrEqual(63);
    });

    it('is another one in another cluster', async () => {
      await reserve(first, 'shop-live', 'eu');
      expect(await reserve(second, 'shop-live', 'us')).toBe('shop-live');
    });

    it('is given back when the platform names another one before it is bound', async () => {
      await reserve(first, 'shop-live');
      expect(await reserve(first, 'shop-elsewhere')).toBe('shop-elsewhere');
      expect(await reserve(second, 'shop-live')).toBe('shop-live');
    });

    it('is one of two that ask at once', async () => {
      const both = await Promise.all([
        reserve(first, 'shop-live'),
        reserve(second, 'shop-live'),
      ]);
      expect(new Set(both).size).toBe(2);
      expect(both).toContain('shop-live');
    });
  },
);
