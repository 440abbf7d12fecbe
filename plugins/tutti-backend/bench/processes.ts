import { ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the attacked backend says of itself when it is there. */
export interface Portal {
  address: string;
  /** Of who attacks, and of somebody else. */
  authorization: string;
  innocent: string;
  /** Of the platform's sources. */
  folder: string;
}

/** Delays of an event loop in milliseconds, megabytes of the process. */
export interface LoopDelays {
  p99: number;
  max: number;
  memory: number;
}

/** In a child. What transforms sources talks to the parent too, hence the mark. */
export function say(told: unknown): void {
  process.send?.({ bench: told });
}

/** In a child: measures its event loop from one message to the next. */
export function measureLoop(
  around: {
    begin?: () => Promise<void>;
    end?: (name: string) => Promise<void>;
  } = {},
): void {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  process.on('message', async (message: unknown) => {
    if (message === 'begin') {
      await around.begin?.();
      delay.reset();
      delay.enable();
      return;
    }
    delay.disable();
    await around.end?.(String(message));
    const delays: LoopDelays = {
      p99: delay.percentile(99) / 1e6,
      max: delay.max / 1e6,
      memory: Math.round(process.memoryUsage().rss / 2 ** 20),
    };
    say(delays);
  });
}

/** Children of this process, which end with it. */
export class Children {
  readonly #all: ChildProcess[] = [];

  start(role: string, ...input: string[]): ChildProcess {
    const child = fork(path.join(__dirname, `${role}.ts`), input);
    this.#all.push(child);
    return child;
  }

  /** @throws Error when the child says nothing for so long, or ends. */
  heard<Told>(child: ChildProcess, patienceMs = 60_000): Promise<Told> {
    return new Promise((resolve, reject) => {
      const name = child.spawnargs.slice(-2).join(' ').slice(0, 120);
      const over = new AbortController();
      const fail = (what: string) => {
        over.abort();
        reject(new Error(`${what}: ${name}`));
      };
      const ended = () => fail('It has ended');
      const hear = (message: object) => {
        if ('bench' in message) {
          over.abort();
          // What this child says is what its file says it says.
          resolve(message.bench as Told);
        }
      };
      const timer = setTimeout(() => fail('It says nothing'), patienceMs);
      over.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        child.off('message', hear);
        child.off('exit', ended);
      });
      child.on('message', hear);
      child.on('exit', ended);
    });
  }

  /** Not `SIGTERM`: a process that computes does not hear it. */
  end(): void {
    this.#all.forEach(child => child.kill('SIGKILL'));
  }
}
