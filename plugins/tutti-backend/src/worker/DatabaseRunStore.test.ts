import { mockServices } from '@backstage/backend-test-utils';
import { PLAN_FORMAT } from '@tutti/engine';
import { runStoreContract } from '@tutti/engine/testing';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { DatabaseRunStore } from './DatabaseRunStore';
import { Lease } from './Lease';

const databases = testDatabases();
const TARGET = {
  name: 'sandbox',
  driver: 'kubernetes',
  cluster: 'sandbox',
  namespace: 'shop',
};

describe.each(databases.eachSupportedId())('%s as a RunStore', databaseId => {
  const leases: Lease[] = [];
  let close = async () => {};

  afterEach(async () => {
    leases.splice(0).forEach(lease => lease.stop());
    await close();
  });

  runStoreContract(async () => {
    const { knex, store } = await openTestStore(databases, databaseId);
    close = () => knex.destroy();
    const { environmentIds } = await seed(store, { deploymentsEach: 1 });
    return {
      async claim() {
        // As if whoever had it had been silent for too long.
        await knex('environments').update({ lease_until: 1 });
        const claim = await store.leases.claim('test', 60_000, PLAN_FORMAT);
        if (!claim) {
          throw new Error('Nothing was claimed');
        }
        const lease = new Lease(
          store,
          claim,
          60_000,
          mockServices.logger.mock(),
          performance.now(),
        );
        leases.push(lease);
        return new DatabaseRunStore(store, lease, TARGET, () => {});
      },
      generated: () => store.generatedValues.of(environmentIds[0]),
    };
  });
});
