import { rm } from 'node:fs/promises';
import process from 'node:process';
import knexFactory from 'knex';
import { VARIABLE } from './startPostgres.mjs';
import stopPostgres from './stopPostgres.mjs';

/** Stops and removes what `start.mjs` started and made. */
export default async function stop() {
  const {
    TUTTI_TEST_ENGINE_THREAD: thread,
    TUTTI_TEST_SQLITE: sqlite,
    TUTTI_TEST_POSTGRES_TEMPLATE: template,
  } = process.env;
  for (const file of [thread, sqlite]) {
    if (file) await rm(file, { force: true });
  }
  // Where the environment named a server, it stays.
  if (template) {
    const admin = knexFactory({
      client: 'pg',
      connection: process.env[VARIABLE],
    });
    await admin.raw('drop database if exists ??', [template]);
    await admin.destroy();
  }
  await stopPostgres();
}
