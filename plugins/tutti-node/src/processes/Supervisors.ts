import { ChildProcessByStdio, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { ProcessOrder } from './order';
import { supervisorFile } from './supervisor';

/** A supervisor that nobody needed for so long is ended. */
const IDLE_MS = 60_000;

/** A process that becomes the supervisor of one program when it is told which. */
export class SupervisorProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  /** It takes connections. */
  readonly listening: Promise<void>;
  /** Rejects when it has ended without having done its work. */
  readonly failed: Promise<never>;

  constructor() {
    const child = spawn(
      process.execPath,
      [
        ...transformArguments(),
        ...['-e', `require(process.argv[1]).supervise()`, supervisorFile],
      ],
      { detached: true, stdio: ['pipe', 'pipe', 'ignore'] },
    );
    this.#child = child;
    this.failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', code => {
        // With 0 it has done all of its work.
        if (code !== 0)
          reject(new Error(`The supervisor ended at once (${code})`));
      });
    });
    this.failed.catch(() => {});
    this.listening = new Promise(resolve =>
      child.stdout.once('data', () => resolve()),
    );
    child.stdin.on('error', () => {});
    child.stdout.on('error', () => {});
    // It outlives this process, which does not live for it.
    child.unref();
    for (const stream of [child.stdin, child.stdout]) {
      if (stream instanceof Socket) stream.unref();
    }
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** It is told what it is for. */
  begin(folder: string, order: ProcessOrder): void {
    this.#child.stdin.end(`${JSON.stringify({ folder, order })}\n`);
  }

  /** One without an order ends itself. */
  dismiss(): void {
    this.#child.stdin.destroy();
  }
}

/**
 * Supervisors of one backend. One can be started before it is known what for: a process of Node needs longer to
 * start than many a program to run.
 */
export class Supervisors {
  #waiting?: { supervisor: SupervisorProcess; idle: NodeJS.Timeout };

  /** Soon one will be needed. */
  prepare(): void {
    if (this.#waiting && !this.#waiting.supervisor.hasEnded) return;
    this.dismiss();
    const idle = setTimeout(() => this.dismiss(), IDLE_MS);
    idle.unref();
    this.#waiting = { supervisor: new SupervisorProcess(), idle };
  }

  /** The one that waits, or a new one. */
  take(): SupervisorProcess {
    const waiting = this.#waiting?.supervisor;
    if (!waiting || waiting.hasEnded) return new SupervisorProcess();
    clearTimeout(this.#waiting?.idle);
    this.#waiting = undefined;
    return waiting;
  }

  /** None waits any more. */
  dismiss(): void {
    clearTimeout(this.#waiting?.idle);
    this.#waiting?.supervisor.dismiss();
    this.#waiting = undefined;
  }
}

/** A process inherits nothing of how this one transforms sources. */
function transformArguments(): string[] {
  return supervisorFile.endsWith('.ts')
    ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
    : [];
}
