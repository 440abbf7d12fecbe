/**
 * Breaks Score and platform files and takes each through everything that happens before a run, until
 * one of them makes the engine throw, take longer than a second, show a secret, or need more than
 * 512 MiB:
 *
 *     yarn workspace @tutti/engine fuzz [runs] [seed] [from]
 *
 * The same seed gives the same files; `from` goes on where an earlier call was stopped.
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { CHUNK, Told } from './told';

const MEMORY_LIMIT = 512 * 2 ** 20;
/** Makes the collector work before the process has all that the machine gives. */
const HEAP_LIMIT_MIB = 192;
/** Generous: the limit of a second is one of processor time, and this machine may be busy. */
const HANGS_AFTER = 60_000;
const TELL_EVERY = 5_000;

const runs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const from = Number(process.argv[4] ?? 0);

const ends: Record<string, number> = {};
let broken = 0;
let slowest: Told['slowest'] = { milliseconds: 0, index: from };

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

/** The most this process ever had, bytes. */
function peak(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** A worker, so that a hang can be ended. Gives the place to go on at. */
function some(start: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(__dirname, 'worker.ts'), {
      workerData: { seed, start, end: runs },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MIB },
    });
    let next = start;
    /** Somewhere in the files from `next` on; those are left out then. */
    const breaks = (promise: string) => {
      broken += 1;
      say(JSON.stringify({ seed, from: next, promises: [promise] }));
      worker.terminate().then(() => resolve(next + CHUNK), reject);
    };
    const hangs = () => breaks('hangs');
    let timer = setTimeout(hangs, HANGS_AFTER);
    worker.on('message', (told: Told) => {
      clearTimeout(timer);
      timer = setTimeout(hangs, HANGS_AFTER);
      for (const { index, promises, file, text } of told.broken) {
        broken += 1;
        say(JSON.stringify({ seed, from: index, promises, file, text }));
      }
      for (const [end, count] of Object.entries(told.ends)) {
        ends[end] = (ends[end] ?? 0) + count;
      }
      if (told.slowest.milliseconds > slowest.milliseconds) {
        slowest = told.slowest;
      }
      next = told.next;
      if (next % TELL_EVERY === 0) {
        say(
          `${next} of ${runs} from seed ${seed}: ${broken} broke a promise; at most ${mebibytes(
            peak(),
          )} MiB`,
        );
      }
    });
    worker.on('error', error => {
      clearTimeout(timer);
      breaks(`stopped the worker: ${error.message}`);
    });
    worker.on('exit', () => {
      clearTimeout(timer);
      resolve(next);
    });
  });
}

async function main(): Promise<void> {
  say(`seed ${seed}, from ${from} to ${runs}`);
  for (let next = from; next < runs; ) {
    next = await some(next);
  }
  if (peak() > MEMORY_LIMIT) {
    broken += 1;
  }
  say(
    [
      ...Object.entries(ends)
        .sort()
        .map(([end, count]) => `${end}: ${count}`),
      `broke a promise: ${broken}`,
      `slowest: ${Math.round(slowest.milliseconds)} ms of processor time (${
        slowest.index
      })`,
      `memory: at most ${mebibytes(peak())} MiB`,
    ].join('\n'),
  );
  process.exitCode = broken > 0 ? 1 : 0;
}

main();
