import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import knexFactory, { Knex } from 'knex';

const PACKAGE = '@tutti/plugin-tutti-backend';
const RECORDINGS = resolvePackagePath(PACKAGE, 'testing/upgrade');
export const MIGRATIONS = resolvePackagePath(PACKAGE, 'migrations');

/** What a recording says about itself (`testing/upgrade/record.ts`). */
interface Facts {
  /** Config below `tutti`, without places. */
  tutti: {
    platform: JsonObject;
    sealing: { keys: { id: string; key: string }[] };
  };
  secrets: Record<'application' | 'environment', Record<string, string>>;
  /** Ids of deployments. */
  succeeded: string[];
  active: string;
  queued: string;
  /** Texts of platform files and Score files, by path. */
  sources: Record<string, string>;
}

/** A database of an older version as it was left, with the cluster and the files of then. */
export interface Recording extends Omit<Facts, 'sources'> {
  knex: Knex;
  /** The platform revision in use. */
  revision: string;
  /** Folder for a sandbox. */
  cluster: string;
  /** Config for a portal that goes on from there. */
  config: JsonObject;
  remove(): Promise<void>;
}

export async function openRecording(
  databases: TestDatabases,
  commit: string,
  id: TestDatabaseId,
): Promise<Recording> {
  const recorded = async (file: string) =>
    gunzipSync(await readFile(join(RECORDINGS, commit, id, `${file}.gz`)));
  const folder = await mkdtemp(join(tmpdir(), 'tutti-recording-'));
  const { sources, ...facts }: Facts = JSON.parse(
    (await recorded('recording.json')).toString('utf8'),
  );
  await write(
    join(folder, 'cluster/snapshot.json'),
    await recorded('cluster.json'),
  );
  for (const [path, text] of Object.entries(sources)) {
    await write(join(folder, 'sources', path), text);
  }
  const knex =
    id === 'SQLITE_3'
      ? await openSqlite(folder, await recorded('database.sqlite'))
      : await fillPostgres(
          await databases.init(id),
          (await recorded('database.sql')).toString('utf8'),
        );
  const { active: revision } = await knex('platform_pointer').first();
  return {
    ...facts,
    knex,
    revision,
    cluster: join(folder, 'cluster'),
    config: {
      ...facts.tutti,
      platform: {
        ...facts.tutti.platform,
        sources: ['platform', 'applications', 'lab'].map(name => ({
          folder: join(folder, 'sources', name),
        })),
      },
    },
    async remove() {
      await knex.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

async function openSqlite(folder: string, content: Buffer): Promise<Knex> {
  const filename = join(folder, 'database.sqlite');
  await write(filename, content);
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  await knex.raw('pragma foreign_keys = on');
  return knex;
}

/** Rows into the tables that the first migration makes. */
async function fillPostgres(knex: Knex, sql: string): Promise<Knex> {
  await knex.migrate.up({ directory: MIGRATIONS });
  // Past knex, which would take question marks in texts for parameters.
  const connection = await knex.client.acquireConnection();
  try {
    await connection.query(sql);
    await connection.query('reset session_replication_role');
  } finally {
    await knex.client.releaseConnection(connection);
  }
  return knex;
}

async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
