import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { connect, Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { ProcessEnd, ProcessOrder } from './order';
import { beginFile, endFile, logFile, socketFile } from './place';
import { supervisorFile } from './supervisor';

/** How long a supervisor may take to be there; a busy machine starts processes slowly. */
const START_MS = 30_000;
const LOOK_MS = 20;
/** Who greets does so at once, on a busy machine soon. */
const FROZEN_MS = 5_000;
/** So much of the output is in memory at once, however much there is to catch up with. */
const READ_BYTES = 256 * 1024;

/** What a program has said, as it is in its log. */
class Output {
  readonly #decoder = new StringDecoder('utf8');
  #read = 0;

  constructor(
    private readonly folder: string,
    private readonly hear: (text: string) => void,
  ) {}

  /** What was not told before. */
  async tell(): Promise<void> {
    const file = await open(logFile(this.folder)).catch(() => undefined);
    if (!file) return;
    try {
      const text = Buffer.alloc(READ_BYTES);
      for (;;) {
        const { bytesRead } = await file.read(text, 0, READ_BYTES, this.#read);
        if (bytesRead === 0) return;
        this.#read += bytesRead;
        this.hear(this.#decoder.write(text.subarray(0, bytesRead)));
      }
    } finally {
      await file.close();
    }
  }
}

/**
 * A program that runs for one operation of a driver, with a supervisor that outlives this process: when
 * this process is gone, the program is asked to stop and how it ended is kept.
 */
export class SupervisedProcess {
  /** @throws never: an end that cannot be known is none, ask `recoverProcess`. */
  readonly ended: Promise<ProcessEnd | undefined>;
  readonly #output: Output;

  private constructor(
    private readonly folder: string,
    /** None where it has ended before anybody could connect. */
    private readonly socket: Socket | undefined,
    onOutput: (text: string) => void,
  ) {
    this.#output = new Output(folder, onOutput);
    socket?.on('error', () => {});
    this.ended = this.#follow();
  }

  /**
   * @param folder - of this program alone; made here. What the program shall leave behind goes in it too
   * @param onOutput - told what it says, as it comes; may hold secrets
   * @throws Error when the supervisor cannot be started, or something was begun in this folder before
   */
  static async start(
    folder: string,
    order: ProcessOrder,
    onOutput: (text: string) => void = () => {},
  ): Promise<SupervisedProcess> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (existsSync(beginFile(folder))) {
      throw new Error(`A program was begun in ${folder} before`);
    }
    const child = spawn(
      process.execPath,
      [
        ...transformArguments(),
        ...['-e', `require(process.argv[1]).supervise()`, supervisorFile],
      ],
      { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
    );
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', code => {
        // With 0 it has done all of its work.
        if (code !== 0)
          reject(new Error(`The supervisor ended at once (${code})`));
      });
    });
    failed.catch(() => {});
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${JSON.stringify({ folder, order })}\n`);
    child.unref();
    const socket = await Promise.race([connected(folder), failed]);
    return new SupervisedProcess(folder, socket, onOutput);
  }

  /** One that is under way on this machine; undefined when no supervisor answers. */
  static async attach(
    folder: string,
    onOutput: (text: string) => void = () => {},
  ): Promise<SupervisedProcess | undefined> {
    const socket = await dial(folder);
    return socket && new SupervisedProcess(folder, socket, onOutput);
  }

  /** Asks it to stop; what ended it is in `ended`. */
  stop(): void {
    if (this.socket?.readyState === 'open') this.socket.write('stop');
  }

  /** Looks at it no longer; it is stopped where nobody else does. */
  leave(): void {
    this.socket?.destroy();
  }

  async #follow(): Promise<ProcessEnd | undefined> {
    const closed = new Promise<void>(resolve => {
      // Not `events.once`: that rejects where a killed supervisor resets the connection.
      if (this.socket?.readyState === 'open') {
        this.socket.once('close', () => resolve());
      } else {
        resolve();
      }
    });
    let telling = this.#output.tell();
    this.socket?.on('data', () => {
      telling = telling.then(() => this.#output.tell());
    });
    await closed;
    await telling;
    await this.#output.tell();
    return readEnd(this.folder);
  }
}

/** What a program said that has ended. */
export function tellOutput(
  folder: string,
  hear: (text: string) => void,
): Promise<void> {
  return new Output(folder, hear).tell();
}

/** Undefined while it has not ended, as far as this machine knows. */
export async function readEnd(folder: string): Promise<ProcessEnd | undefined> {
  const text = await readFile(endFile(folder), 'utf8').catch(() => undefined);
  // Written by the supervisor, whole or not at all.
  return text === undefined ? undefined : JSON.parse(text);
}

async function connected(folder: string): Promise<Socket | undefined> {
  const until = performance.now() + START_MS;
  while (performance.now() < until) {
    const socket = await dial(folder);
    if (socket) return socket;
    if (await readEnd(folder)) return undefined;
    await pause(LOOK_MS);
  }
  throw new Error(`The supervisor did not answer for ${START_MS / 1000} s`);
}

/**
 * To a supervisor that greets. One that is ended just now is no longer there, but until all of it is gone
 * its socket still takes connections, and closes them. One that is there and says nothing is frozen.
 */
function dial(folder: string): Promise<Socket | undefined> {
  return new Promise(resolve => {
    const socket = connect(socketFile(folder));
    const answered = () => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      resolve(socket);
    };
    socket.once('data', answered);
    socket.setTimeout(FROZEN_MS, answered);
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
  });
}

/** A process inherits nothing of how this one transforms sources. */
function transformArguments(): string[] {
  return supervisorFile.endsWith('.ts')
    ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
    : [];
}
