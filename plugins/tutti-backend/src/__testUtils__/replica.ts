import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

/** A worker of the same portal in a process of its own. */
export class Replica {
  #output = '';

  private constructor(private readonly child: ChildProcess) {
    const keep = (text: Buffer) => {
      this.#output += text.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  static async start(config: JsonObject, knex: Knex): Promise<Replica> {
    const { host, port, user, database, password } =
      knex.client.connectionSettings;
    // The password does not enumerate.
    const connection = { host, port, user, database, password };
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'replicaProcess.ts'),
      ],
      {
        env: {
          ...process.env,
          NODE_OPTIONS: '--no-deprecation',
          TUTTI_REPLICA: JSON.stringify({ config, connection }),
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    const replica = new Replica(child);
    const ended = once(child, 'exit').then(() => {
      throw new Error(`A replica did not start:\n${replica.#output}`);
    });
    await Promise.race([ended, replica.#isUp()]);
    ended.catch(() => {});
    return replica;
  }

  get output(): string {
    return this.#output;
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exit = once(this.child, 'exit');
      this.child.kill(signal);
      await exit;
    }
  }

  async #isUp(): Promise<void> {
    while (!this.#output.includes('replica is up')) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
