import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Beside stdin, stdout and stderr: where a child says that it is there. */
const READY = 3;

/** A process of ours that writes JSON to a pipe of its own when it is there, and ends with this one. */
export class Child<Ready> {
  #ready?: Ready;

  private constructor(
    readonly name: string,
    private readonly process: ChildProcess,
    private readonly log: string,
  ) {}

  /**
   * @param file - Of this folder, without `.ts`.
   * @param logs - Folder in which its output is kept.
   * @param preload - Modules that it loads before anything else, in each of its threads.
   */
  static async start<Ready>(options: {
    name: string;
    file: string;
    logs: string;
    input: unknown;
    preload?: string[];
    env?: Record<string, string>;
  }): Promise<Child<Ready>> {
    const preload = [
      ...(options.preload ?? []),
      join(__dirname, '../../testing/keptTransform.cjs'),
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ];
    const log = join(options.logs, `${options.name}.log`);
    // Written by the child itself: what thousands of deployments log is no work of this process.
    const output = openSync(log, 'w');
    const started = spawn(
      process.execPath,
      [
        ...preload.flatMap(file => ['--require', file]),
        join(__dirname, `${options.file}.ts`),
      ],
      {
        env: {
          ...process.env,
          NODE_OPTIONS: '--no-deprecation',
          // To start is most of what a killed worker costs.
          NODE_COMPILE_CACHE: join(tmpdir(), 'tutti-chaos-compiled'),
          TUTTI_CHAOS: JSON.stringify(options.input),
          ...options.env,
        },
        stdio: ['pipe', output, output, 'pipe'],
      },
    );
    closeSync(output);
    const child = new Child<Ready>(options.name, started, log);
    child.#ready = await child.#heard();
    return child;
  }

  /** What it said when it was there. */
  get ready(): Ready {
    if (this.#ready === undefined) {
      throw new Error(`${this.name} is not ready.`);
    }
    return this.#ready;
  }

  get output(): string {
    return readFileSync(this.log, 'utf8');
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  freeze(): void {
    this.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.process.kill('SIGCONT');
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.isAlive) {
      const exit = once(this.process, 'exit');
      this.process.kill(signal);
      await exit;
    }
  }

  #heard(): Promise<Ready> {
    return new Promise((resolve, reject) => {
      let told = '';
      this.process.once('exit', () =>
        reject(new Error(`${this.name} did not start:\n${this.output}`)),
      );
      this.process.stdio[READY]?.on('data', (text: Buffer) => {
        told += text.toString('utf8');
        if (told.endsWith('\n')) {
          resolve(JSON.parse(told));
        }
      });
    });
  }
}

/** In a child: what it was told. It ends when whoever started it is gone. */
export function readInput<Input>(): Input {
  process.stdin.once('end', () => process.exit(0)).resume();
  return JSON.parse(process.env.TUTTI_CHAOS ?? '');
}

/** In a child. */
export function sayReady(what: unknown): void {
  writeSync(READY, `${JSON.stringify(what)}\n`);
}

/** In a child. */
export function failToStart(error: Error): void {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
