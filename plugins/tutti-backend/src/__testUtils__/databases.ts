import { randomBytes } from 'node:crypto';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Sealer, SealingKey } from '../sealing';
import { openDatabase, Store } from '../store';

/** SQLite, and PostgreSQL where one could be started. */
export function testDatabases(): TestDatabases {
  return TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
}

export interface TestStore {
  knex: Knex;
  key: SealingKey;
  store: Store;
}

/** A migrated database of its own. */
export async function openTestStore(
  databases: TestDatabases,
  id: TestDatabaseId,
): Promise<TestStore> {
  const knex = await databases.init(id);
  await openDatabase({ getClient: async () => knex });
  const key = { id: 'test', key: randomBytes(32) };
  return { knex, key, store: new Store(knex, new Sealer([key])) };
}
