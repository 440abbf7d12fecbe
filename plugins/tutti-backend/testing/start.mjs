import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import knexFactory from 'knex';
import startPostgres, { VARIABLE } from './startPostgres.mjs';

const at = path => fileURLToPath(new URL(path, import.meta.url));
const directory = at('../migrations');
// Each run has its own: another one may have other sources.
const run = `${process.pid}_${Date.now()}`;

/**
 * What all test files share: a PostgreSQL, migrated databases to copy (`src/__testUtils__/databases.ts`), and the
 * engine's thread as one file (`nodeTransform.cjs`).
 */
export default async function start() {
  await mkdir(at('../.cache'), { recursive: true });
  await forgetLostRuns();
  await Promise.all([
    buildEngineThread(),
    migrateSqlite(),
    startPostgres().then(migratePostgres),
  ]);
}

/** One that was killed removed nothing. */
async function forgetLostRuns() {
  for (const name of await readdir(at('../.cache'))) {
    const pid = /^(?:engineThread|migrated)_(\d+)_/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(at(`../.cache/${name}`), { force: true });
    }
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's.
    return error.code === 'EPERM';
  }
}

async function buildEngineThread() {
  const file = at(`../.cache/engineThread_${run}.cjs`);
  await build({
    entryPoints: [at('../src/threads/engineThread.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    // Errors go by their names.
    keepNames: true,
    external: ['@kubernetes/client-node', 'better-sqlite3', 'knex', 'pg'],
    logLevel: 'error',
  });
  process.env.TUTTI_TEST_ENGINE_THREAD = file;
}

async function migrateSqlite() {
  const file = at(`../.cache/migrated_${run}.sqlite`);
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  try {
    await knex.migrate.latest({ directory });
    const connection = await knex.client.acquireConnection();
    await writeFile(file, connection.serialize());
    await knex.client.releaseConnection(connection);
  } finally {
    await knex.destroy();
  }
  process.env.TUTTI_TEST_SQLITE = file;
}

async function migratePostgres() {
  const server = process.env[VARIABLE];
  if (!server) {
    return;
  }
  const name = `tutti_migrated_${run}`;
  const admin = knexFactory({ client: 'pg', connection: server });
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    await admin.raw('create database ??', [name]);
    const knex = knexFactory({ client: 'pg', connection: url.href });
    try {
      await knex.migrate.latest({ directory });
    } finally {
      await knex.destroy();
    }
    // Nobody may be in it while it is copied, PostgreSQL's own cleaners among them.
    await admin.raw('alter database ?? with allow_connections false', [name]);
  } finally {
    await admin.destroy();
  }
  process.env.TUTTI_TEST_POSTGRES_TEMPLATE = name;
}
