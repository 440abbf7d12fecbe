import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The programs of PostgreSQL: `PG_BIN`, else where `pg_config` says that they are. */
function programs(): string {
  return (
    process.env.PG_BIN ??
    execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim()
  );
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

const DATABASE = 'backstage_plugin_tutti';

/** A server of its own with an empty database: stands for one machine. */
export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'tutti-drill-'));
    const user = unprivileged();
    if (user) chownSync(folder, user.uid, user.gid);
    const server = new PostgresServer(folder, await freePort());
    server.#run('initdb', ['-D', server.#data, '-U', 'tutti', '-A', 'trust']);
    server.#run('pg_ctl', [
      ...['-D', server.#data, '-w', '-l', join(folder, 'log')],
      ...['-o', `-p ${server.port} -h 127.0.0.1 -k ${folder}`, 'start'],
    ]);
    server.#run('createdb', [...server.#place, DATABASE]);
    return server;
  }

  get connection() {
    const { port } = this;
    return { host: '127.0.0.1', port, user: 'tutti', database: DATABASE };
  }

  /** What docs/guides/high-availability.md tells to do. */
  dump(): Buffer {
    return this.#run('pg_dump', [...this.#place, '--format=custom', DATABASE]);
  }

  restore(dump: Buffer): void {
    this.#run(
      'pg_restore',
      [...this.#place, '--no-owner', '--exit-on-error', '-d', DATABASE],
      dump,
    );
  }

  /** As if the machine was gone. */
  stop(): void {
    this.#run('pg_ctl', ['-D', this.#data, '-m', 'immediate', '-w', 'stop']);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  get #place(): string[] {
    return ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'tutti'];
  }

  #run(program: string, args: string[], input?: Buffer): Buffer {
    return execFileSync(join(programs(), program), args, {
      cwd: this.folder,
      ...unprivileged(),
      ...(input && { input }),
      maxBuffer: 2 ** 30,
      // `pg_ctl` leaves its output to the server, which would keep a pipe open.
      stdio: [
        input ? 'pipe' : 'ignore',
        program === 'pg_ctl' ? 'ignore' : 'pipe',
        program === 'pg_ctl' ? 'ignore' : 'inherit',
      ],
    });
  }
}
