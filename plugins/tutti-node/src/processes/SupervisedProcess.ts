import { existsSync } from 'node:fs';
import { FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { connect, Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { ProcessEnd, ProcessOrder } from './order';
import { beginFile, endFile, logFile, socketFile } from './place';
import { SupervisorProcess, Supervisors } from './Supervisors';

/** How long a supervisor may take to be there; a busy machine starts processes slowly. */
const START_MS = 30_000;
const LOOK_MS = 20;
/** Who greets does so at once, on a busy machine soon. */
const FROZEN_MS = 5_000;
/** So much of the output is in memory at once, however much there is to catch up with. */
const READ_BYTES = 64 * 1024;

/** What a program has said, as it is in its log. */
class Output {
  readonly #decoder = new StringDecoder('utf8');
  readonly #text = Buffer.alloc(READ_BYTES);
  #file?: FileHandle;
  #read = 0;
  #telling?: Promise<void>;
  #isMore = false;

  constructor(
    private readonly folder: string,
    private readonly hear: (text: string) => void,
  ) {}

  /** What was not told before. A program says many small things: who asks while it is told waits for the same. */
  tell(): Promise<void> {
    this.#isMore = true;
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
    return this.#telling;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #tellAll(): Promise<void> {
    while (this.#isMore) {
      this.#isMore = false;
      this.#file ??= await open(logFile(this.folder)).catch(() => undefined);
      if (this.#file) await this.#tellOf(this.#file);
    }
  }

  async #tellOf(file: FileHandle): Promise<void> {
    for (;;) {
      const { bytesRead } = await file.read(
        this.#text,
        0,
        READ_BYTES,
        this.#read,
      );
      this.#read += bytesRead;
      if (bytesRead > 0) {
        this.hear(this.#decoder.write(this.#text.subarray(0, bytesRead)));
      }
      if (bytesRead < READ_BYTES) return;
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
   * @param supervisors - where one may wait already
   * @throws Error when the supervisor cannot be started, or something was begun in this folder before
   */
  static async start(
    folder: string,
    order: ProcessOrder,
    onOutput: (text: string) => void = () => {},
    supervisors: Pick<Supervisors, 'take'> = new Supervisors(),
  ): Promise<SupervisedProcess> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (existsSync(beginFile(folder))) {
      throw new Error(`A program was begun in ${folder} before`);
    }
    const supervisor = supervisors.take();
    const begin = async (by: SupervisorProcess) => {
      by.begin(folder, order);
      return Promise.race([connected(folder, by), by.failed]);
    };
    const socket = await begin(supervisor).catch(error => {
      // One that waited may have been ended before it heard of anything.
      if (supervisor.hasEnded && !existsSync(beginFile(folder))) {
        return begin(new SupervisorProcess());
      }
      throw error;
    });
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
    // Whether it can be told is heard below.
    const tell = () => this.#output.tell().catch(() => {});
    tell();
    this.socket?.on('data', tell);
    await closed;
    try {
      await this.#output.tell();
    } finally {
      await this.#output.close();
    }
    return readEnd(this.folder);
  }
}

/** What a program said that has ended. */
export async function tellOutput(
  folder: string,
  hear: (text: string) => void,
): Promise<void> {
  const output = new Output(folder, hear);
  try {
    await output.tell();
  } finally {
    await output.close();
  }
}

/** Undefined while it has not ended, as far as this machine knows. */
export async function readEnd(folder: string): Promise<ProcessEnd | undefined> {
  const text = await readFile(endFile(folder), 'utf8').catch(() => undefined);
  // Written by the supervisor, whole or not at all.
  return text === undefined ? undefined : JSON.parse(text);
}

async function connected(
  folder: string,
  supervisor: SupervisorProcess,
): Promise<Socket | undefined> {
  const until = performance.now() + START_MS;
  let isHeard = false;
  const heard = supervisor.listening.then(() => {
    isHeard = true;
  });
  while (performance.now() < until) {
    const { hasEnded } = supervisor;
    const socket = await dial(folder);
    if (socket) return socket;
    if (await readEnd(folder)) return undefined;
    if (hasEnded) break;
    // What it says is only there to be quicker than the next look.
    await (isHeard ? pause(LOOK_MS) : Promise.race([heard, pause(LOOK_MS)]));
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
