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

/** Of SQLite, unless it is in memory. */
function fileOf(db: Database): string | undefined {
  const connection: unknown = db.client.config.connection;
  const filename: unknown =
    typeof connection === 'object' && connection !== null
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

/** All or nothing. */
export function inTransaction<T>(
  db: Database,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async tx => {
    if (isPostgres(tx)) {
      await tx.raw(
        `set local idle_in_transaction_session_timeout = ${IDLE_TRANSACTION_MS}`,
      );
    }
    return work(tx);
  });
}

/** Until the transaction ends, whoever else asks waits. Rows that refer to it may be written. */
export async function holdRow(
  tx: Database,
  table: 'applications' | 'platform_pointer',
  id: string | number,
): Promise<void> {
  // SQLite has one connection: its transactions wait for each other anyway.
  if (isPostgres(tx)) {
    await tx(table).where({ id }).forNoKeyUpdate().select('id');
  }
}

/** The database's clock in milliseconds, as an expression: the only clock that leases obey. */
export function clock(db: Database): Knex.Raw {
  return db.raw(
    isPostgres(db)
      ? '(extract(epoch from clock_timestamp()) * 1000)::bigint'
      : "cast(unixepoch('subsec') * 1000 as integer)",
  );
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

/** JSON that this store wrote itself. */
export function parse<T>(text: string): T {
  return JSON.parse(text);
}
