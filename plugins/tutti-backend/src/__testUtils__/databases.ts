import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { Sealer, SealingKey } from '../sealing';
import { Store } from '../store';

/** Closed, and those on PostgreSQL dropped, when the test file has ended. */
const copies: Knex[] = [];

/** SQLite, and PostgreSQL where one could be started. */
export function testDatabases(): TestDatabases {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
  afterAll(dropCopies, 60_000);
  return databases;
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
  const knex = await openMigrated(databases, id);
  const key = { id: 'test', key: randomBytes(32) };
  return { knex, key, store: new Store(knex, new Sealer([key])) };
}

/**
 * A copy of the database that `testing/start.mjs` migrated: to migrate one takes longer than most tests of the
 * store.
 *
 * @throws Error on PostgreSQL where there is none.
 */
export async function openMigrated(
  databases: TestDatabases,
  id: TestDatabaseId,
): Promise<Knex> {
  if (!databases.supports(id)) {
    throw new Error(`There is no ${id} here.`);
  }
  const knex = id === 'SQLITE_3' ? copyOfSqlite() : await copyOfPostgres();
  copies.push(knex);
  return knex;
}

function copyOfSqlite(): Knex {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const content = readFileSync(made('TUTTI_TEST_SQLITE'));
  const { driver: Driver } = knex.client;
  // In memory all the same, and not empty.
  knex.client.acquireRawConnection = async () => new Driver(content);
  return knex;
}

async function copyOfPostgres(): Promise<Knex> {
  const database = `db${randomBytes(16).toString('hex')}`;
  await asAdmin(admin =>
    admin.raw('create database ?? template ??', [
      database,
      made('TUTTI_TEST_POSTGRES_TEMPLATE'),
    ]),
  );
  const { hostname, port, username, password } = server();
  return knexFactory({
    client: 'pg',
    connection: {
      host: hostname,
      port: Number(port),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database,
    },
    pool: { min: 0, max: 5 },
  });
}

async function dropCopies(): Promise<void> {
  const names: string[] = [];
  for (const knex of copies.splice(0)) {
    const { database } = knex.client.connectionSettings;
    if (database) names.push(database);
    await knex.destroy();
  }
  if (names.length === 0) return;
  await asAdmin(async admin => {
    for (const name of names) {
      await admin.raw('drop database ?? with (force)', [name]);
    }
  });
}

async function asAdmin(work: (admin: Knex) => Promise<unknown>): Promise<void> {
  const admin = knexFactory({ client: 'pg', connection: server().href });
  try {
    await work(admin);
  } finally {
    await admin.destroy();
  }
}

function server(): URL {
  return new URL(made('BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING'));
}

/** By `testing/start.mjs`, which Jest runs before all test files. */
function made(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) {
    throw new Error(`${variable} is not set: testing/start.mjs did not run.`);
  }
  return value;
}
