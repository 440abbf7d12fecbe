import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory from 'knex';
import { databaseKind, openDatabase } from './database';

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
