import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import {
  clock,
  databaseKind,
  inTransaction,
  moveClock,
  openDatabase,
} from './database';

const databases = testDatabases();
const WEEK = 7 * 24 * 60 * 60 * 1000;

describe.each(databases.eachSupportedId())('the clock on %s', databaseId => {
  it('moves for a test, in transactions and comparisons too, and for no other database', async () => {
    const { knex, store } = await openTestStore(databases, databaseId);
    const other = await openTestStore(databases, databaseId);
    const before = await store.now();
    moveClock(knex, WEEK);
    const after = await store.now();
    expect(after - before).toBeGreaterThanOrEqual(WEEK);
    expect(after - before).toBeLessThan(WEEK + 60_000);
    await store.transaction(async tx => {
      expect(await tx.now()).toBeGreaterThanOrEqual(after);
    });
    expect((await other.store.now()) - before).toBeLessThan(60_000);

    await seed(store, { deploymentsEach: 1 });
    const claim = await store.leases.claim('a', WEEK, 99);
    expect(await store.leases.claim('b', WEEK, 99)).toBeUndefined();
    moveClock(knex, WEEK + 1);
    expect(await store.leases.claim('b', WEEK, 99)).toMatchObject({
      deploymentId: claim?.deploymentId,
      takeovers: 1,
    });
    const [{ asNumber }] = await knex.select({ asNumber: clock(knex) });
    expect(Number.isSafeInteger(Number(asNumber))).toBe(true);
    await knex.destroy();
    await other.knex.destroy();
  });
});

it('keeps a database file to its owner', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-database-'));
  const filename = join(folder, 'tutti.sqlite');
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  await openDatabase({ getClient: async () => knex });
  expect((await stat(filename)).mode & 0o777).toBe(0o600);
  expect(databaseKind(knex)).toBe('file');
  await knex.destroy();
  await rm(folder, { recursive: true });
});

describe('a transaction on SQLite', () => {
  let folder: string;
  let knex: Knex;
  let other: Knex;
  const open = () =>
    knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'tutti.sqlite') },
      useNullAsDefault: true,
    });
  const rows = (at: Knex): Promise<string[]> =>
    at('things').orderBy('name').pluck('name');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-database-'));
    knex = open();
    other = open();
    await knex.raw('create table things (name text, content blob)');
  });

  afterEach(async () => {
    await knex.destroy();
    await other.destroy();
    await rm(folder, { recursive: true });
  });

  it('that finds the disk full says so, keeps nothing, and the next one is whole', async () => {
    const [{ page_count: pages }] = await knex.raw('pragma page_count');
    await knex.raw(`pragma max_page_count = ${pages}`);
    const lost = inTransaction(knex, async tx => {
      await tx('things').insert({ name: 'small' });
      await tx.raw("insert into things values ('large', zeroblob(100000))");
    });
    await expect(lost).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await knex.raw('pragma max_page_count = 1000');
    await inTransaction(knex, tx => tx('things').insert({ name: 'next' }));
    expect(await rows(other)).toEqual(['next']);
  });

  it('that may not commit while another process reads is rolled back, and the next one is whole', async () => {
    await knex.raw('pragma busy_timeout = 0');
    const reading = await other.transaction();
    expect(await rows(reading)).toEqual([]);
    const refused = inTransaction(knex, tx =>
      tx('things').insert({ name: 'refused' }),
    );
    await expect(refused).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    await reading.commit();
    await inTransaction(knex, tx => tx('things').insert({ name: 'next' }));
    expect(await rows(other)).toEqual(['next']);
  });

  it('inside another one is a part of it', async () => {
    const undone = inTransaction(knex, async tx => {
      await inTransaction(tx, inner =>
        inner('things').insert({ name: 'inner' }),
      );
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await rows(other)).toEqual([]);
  });
});

it.each([
  ['as text', ':memory:'],
  ['as an object', { filename: ':memory:' }],
  [
    'as the function that Backstage gives under yarn start',
    Object.assign(async () => ({ filename: ':memory:' }), {
      filename: ':memory:',
    }),
  ],
])('knows a database in memory that is given %s', async (_, connection) => {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection,
    useNullAsDefault: true,
  });
  await openDatabase({ getClient: async () => knex });
  expect(databaseKind(knex)).toBe('memory');
  await knex.destroy();
});
