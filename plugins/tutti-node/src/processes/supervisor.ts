import { ChildProcess, spawn } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, Server, Socket } from 'node:net';
import { ProcessEnd, ProcessOrder } from './order';
import { beginFile, endFile, logFile, socketFile } from './place';
import { writeWhole } from './writeWhole';

/** This file, among sources and in a package alike: whoever starts a supervisor names it. */
export const supervisorFile = __filename;

/** Output beyond is dropped, with a line that says so: a program cannot fill the disk. */
const LARGEST_LOG = 64 * 1024 * 1024;
/** A backend that has not connected by then is gone. */
const CONNECT_MS = 10_000;
/** What a program started and left behind when it ended by itself has so long to end, too. */
const LEFT_BEHIND_MS = 2_000;

/**
 * A process between the backend and a program. It is a session of its own, so that ending the backend,
 * however rudely, does not end it: it then asks the program to stop, waits, ends it by force, and keeps
 * how that went and everything it wrote for whoever takes over. As long as somebody is connected to
 * its socket, the program runs.
 */
class Supervisor {
  readonly #watchers = new Set<Socket>();
  readonly #server: Server;
  #log?: number;
  #written = 0;
  #program?: ChildProcess;
  #stopping?: ProcessEnd['reason'];
  #over = false;

  constructor(
    private readonly folder: string,
    private readonly order: ProcessOrder,
  ) {
    this.#server = createServer(socket => this.#watch(socket));
  }

  run(): void {
    const socket = socketFile(this.folder);
    rmSync(socket, { force: true });
    this.#server.listen(socket, () => {
      // To whoever has started it: it may be connected to.
      process.stdout.write('.');
      this.#begin();
    });
    setTimeout(() => this.#stopUnwatched(), CONNECT_MS);
  }

  #begin(): void {
    const { command, args, cwd, env } = this.order;
    writeWhole(beginFile(this.folder), JSON.stringify({ pid: process.pid }));
    this.#log = openSync(logFile(this.folder), 'w', 0o600);
    const program = spawn(command, args, {
      cwd,
      env,
      // A group of its own: what it started itself can be ended with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#program = program;
    program.stdout?.on('data', data => this.#tell(data));
    program.stderr?.on('data', data => this.#tell(data));
    program.once('error', error =>
      this.#end({ reason: 'notStarted', message: error.message }),
    );
    program.once('exit', () =>
      setTimeout(() => this.#killGroup(), LEFT_BEHIND_MS),
    );
    // Not at `exit`: then output may still be on its way.
    program.once('close', (code, signal) =>
      this.#end({
        ...(code !== null && { code }),
        ...(signal !== null && { signal }),
        reason: this.#stopping ?? 'ended',
      }),
    );
  }

  #watch(socket: Socket): void {
    this.#watchers.add(socket);
    const leave = () => {
      this.#watchers.delete(socket);
      this.#stopUnwatched();
    };
    socket.on('error', () => {});
    socket.once('close', leave);
    socket.on('data', () => this.#stop('stopped'));
    // Whoever connected may have looked before the program said its first words, and nobody told them.
    socket.write('.');
  }

  /** Nobody is there who would hear how it ends. */
  #stopUnwatched(): void {
    if (this.#watchers.size === 0) this.#stop('orphaned');
  }

  #stop(reason: ProcessEnd['reason']): void {
    if (this.#stopping || this.#over) return;
    this.#stopping = reason;
    this.#program?.kill('SIGINT');
    setTimeout(() => this.#killGroup(), this.order.graceMs);
  }

  #killGroup(): void {
    const pid = this.#program?.pid;
    if (this.#over || pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }

  #tell(data: Buffer): void {
    if (this.#log === undefined || this.#written > LARGEST_LOG) return;
    this.#written += data.length;
    writeFileSync(this.#log, data);
    if (this.#written > LARGEST_LOG) {
      writeFileSync(this.#log, '\n[more output is not kept]\n');
    }
    // That there is more is all they need to know: they read the file.
    this.#watchers.forEach(socket => socket.write('.'));
  }

  #end(end: Omit<ProcessEnd, 'at'>): void {
    if (this.#over) return;
    this.#over = true;
    writeWhole(
      endFile(this.folder),
      JSON.stringify({ ...end, at: new Date().toISOString() }),
    );
    this.#server.close();
    this.#watchers.forEach(socket => socket.destroy());
    rmSync(socketFile(this.folder), { force: true });
    process.exit(0);
  }
}

/** The whole of a supervisor's process: an order comes in by its input, as JSON. */
export async function supervise(): Promise<void> {
  // Whatever a terminal sends to all of its processes: this one goes last.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {});
  }
  // A backend that is gone does not listen.
  process.stdout.on('error', () => {});
  let text = '';
  for await (const part of createReadStream('', { fd: 0 })) text += part;
  // A backend that ended before it had said everything wants nothing.
  if (!text.endsWith('\n')) process.exit(1);
  const { folder, order }: { folder: string; order: ProcessOrder } =
    JSON.parse(text);
  if (existsSync(beginFile(folder))) process.exit(1);
  new Supervisor(folder, order).run();
}
