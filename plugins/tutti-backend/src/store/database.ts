import { chmod } from 'node:fs/promises';
import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { DatabaseKind } from '../sealing';

/** A connection, or a transaction on one. */
export type Database = Knex;

/** Connects, and brings the tables up to date unless the operator does that. */
export async function openDatabase(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
): Promise<Knex> {
  const knex = await database.getClient();
  const file = fileOf(knex);
  if (file) {
    // The first statement makes it.
    await knex.raw('select 1');
    // Names, texts and who did what are in it; SQLite gives its other files the same mode.
    await chmod(file, 0o600);
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@tutti/plugin-tutti-backend',
        'migrations',
      ),
    });
  }
  return knex;
}

export function isPostgres(db: Database): boolean {
  return db.client.config.client === 'pg';
}

export function databaseKind(db: Database): DatabaseKind {
  if (isPostgres(db)) {
    return 'server';
  }
  return fileOf(db) ? 'file' : 'memory';
}

/**
 * Of SQLite, unless it is in memory. Under `yarn start` Backstage gives a database in memory as a
 * function, which has the name all the same.
 */
function fileOf(db: Database): string | undefined {
  const connection: unknown = db.client.config.connection;
  const filename: unknown =
    (typeof connection === 'object' && connection !== null) ||
    typeof connection === 'function'
      ? Reflect.get(connection, 'filename')
      : connection;
  return typeof filename === 'string' &&
    filename !== ':memory:' &&
    !isPostgres(db)
    ? filename
    : undefined;
}

/**
 * After this, PostgreSQL ends a transaction in which nothing happens. A process that was frozen
 * would keep its row locks for ever, and whoever takes over would wait for it.
 */
const IDLE_TRANSACTION_MS = 5_000;

/**
 * All or nothing.
 *
 * @throws What stopped the work. knex alone would throw what went wrong with its rollback, where the
 *   database had ended the transaction by itself: SQLite does so on a full disk, PostgreSQL with the
 *   connection.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return inBareTransaction(db, async tx => {
    if (isPostgres(tx)) {
      await tx.select(idleLimit(tx));
    }
    return work(tx);
  });
}

/** As a column of the first statement of a transaction, on PostgreSQL. */
export function idleLimit(tx: Database): Knex.Raw {
  return tx.raw(
    `set_config('idle_in_transaction_session_timeout', '${IDLE_TRANSACTION_MS}', true)`,
  );
}

/** As `inTransaction`, for work whose first statement sets the limit itself. */
export async function inBareTransaction<T>(
  db: Database,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  const stopped: unknown[] = [];
  try {
    return await db.transaction(async tx => {
      try {
        const result = await work(tx);
        if (!isPostgres(tx) && !db.isTransaction) {
          await commitOnSqlite(tx);
        }
        return result;
      } catch (error) {
        stopped.push(error);
        throw error;
      }
    });
  } catch (error) {
    throw stopped.length > 0 ? stopped[0] : error;
  }
}

/**
 * A COMMIT that SQLite refuses, because another process reads the file just then, leaves the transaction
 * open; knex gives the connection back as it is, and no other transaction could ever begin on it.
 * One that fails in here is rolled back by knex. What knex commits then is empty.
 */
async function commitOnSqlite(tx: Knex.Transaction): Promise<void> {
  await tx.raw('commit');
  await tx.raw('begin');
}

/** Until the transaction ends, whoever else asks waits. Rows that refer to it may be written. */
export async function holdRow(
  tx: Database,
  table: 'applications' | 'environments' | 'platform_pointer',
  id: string | number,
): Promise<void> {
  // SQLite has one connection: its transactions wait for each other anyway.
  if (isPostgres(tx)) {
    await tx(table).where({ id }).forNoKeyUpdate().select('id');
  }
}

/** Milliseconds, by the config that a connection shares with its transactions. Tests alone set one. */
const clockOffsets = new WeakMap<object, number>();

/**
 * For tests: from now on the clock of this database is so much further, for everything that this
 * process does with it. Next Monday comes without waiting.
 */
export function moveClock(db: Database, milliseconds: number): void {
  const { config } = db.client;
  clockOffsets.set(config, (clockOffsets.get(config) ?? 0) + milliseconds);
}

/** The database's clock in milliseconds, as an expression: the only clock that counts. */
export function clock(db: Database): Knex.Raw {
  const now = isPostgres(db)
    ? '(extract(epoch from clock_timestamp()) * 1000)::bigint'
    : "cast(unixepoch('subsec') * 1000 as integer)";
  const offset = clockOffsets.get(db.client.config);
  return offset === undefined ? db.raw(now) : db.raw(`(${now} + ?)`, [offset]);
}

export async function readClock(db: Database): Promise<number> {
  const [row] = await db.select({ now: clock(db) });
  return Number(row.now);
}

/** PostgreSQL gives 64-bit integers as text. */
export type Milliseconds = number | string;

export function optional<T, R>(
  value: T | null | undefined,
  map: (value: T) => R,
): R | undefined {
  return value === null || value === undefined ? undefined : map(value);
}

/**
 * Between parts of a long work: SQLite answers on this thread, and what waits for it only by promises
 * would leave no time for anything else.
 */
export function letOthersIn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

/** What takes a while of each, such as to open a seal, of any number: others are let in between. */
export async function mapPatiently<Item, Result>(
  items: Item[],
  map: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(map(item));
    if (results.length % 100 === 0) {
      await letOthersIn();
    }
  }
  return results;
}

/** JSON that this store wrote itself. */
export function parse<T>(text: string): T {
  return JSON.parse(text);
}
