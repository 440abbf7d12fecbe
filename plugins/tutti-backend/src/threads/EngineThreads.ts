import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Crossing } from './Crossing';
import { Outcome, Task, threadFile, work } from './engineThread';
import { JobName, Jobs } from './jobs';

export interface ThreadLimits {
  /** Threads at once; more jobs wait. */
  most: number;
  /** Megabytes of heap of one thread. */
  memoryMb: number;
  /** Milliseconds a thread may compute without a pause; waiting for others does not count. */
  computeMs: number;
}

/** A job asked for more than a thread may have. The message says which limit, for people. */
export class JobTooLarge extends Error {
  readonly name = 'JobTooLarge';
}

/**
 * The engine in threads of its own: whatever a tenant's files ask of it, the thread that answers
 * requests, renews leases and says that this replica is healthy has its time for that.
 */
export class EngineThreads {
  readonly #pool: Piscina<Task, Outcome>;

  constructor(private readonly limits: ThreadLimits) {
    this.#pool = new Piscina({
      filename: threadFile,
      // By reference, so that a build keeps what no other code here calls.
      name: work.name,
      ...threadArguments(),
      minThreads: 1,
      maxThreads: limits.most,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    });
    // A thread that ends with no job in it is nobody's failure: the next job gets another one. Unheard,
    // the event would end this process.
    this.#pool.on('error', () => {});
  }

  /**
   * @throws JobTooLarge when the thread was ended for its time or memory; otherwise what the job throws.
   */
  async run<Name extends JobName>(
    job: Name,
    ask: Jobs[Name]['ask'],
  ): Promise<Jobs[Name]['answer']> {
    const { port1: here, port2: there } = new MessageChannel();
    const crossing = new Crossing(here);
    const over = new AbortController();
    let wasSilent = false;
    const watching = setInterval(() => {
      crossing.ping();
      const silent = crossing.silentMs > this.limits.computeMs;
      // Twice: after a pause of this thread its answers may wait to be heard.
      if (silent && wasSilent) {
        over.abort();
      }
      wasSilent = silent;
    }, this.limits.computeMs / 10);
    try {
      const outcome = await this.#pool.run(
        { job, ask: crossing.write(ask), port: there },
        { transferList: [there], signal: over.signal },
      );
      if ('error' in outcome) {
        throw crossing.restore(outcome.error);
      }
      // Written by `engineThread` as the answer of this job.
      return crossing.restore(outcome.value) as Jobs[Name]['answer'];
    } catch (error) {
      throw this.#tooLarge(error, over.signal) ?? error;
    } finally {
      clearInterval(watching);
      crossing.close();
    }
  }

  async stop(): Promise<void> {
    await this.#pool.destroy();
  }

  #tooLarge(error: unknown, over: AbortSignal): JobTooLarge | undefined {
    if (over.aborted) {
      return new JobTooLarge(
        `It took more than ${
          this.limits.computeMs / 1000
        } seconds of computing and was stopped`,
      );
    }
    return error instanceof Error &&
      'code' in error &&
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? new JobTooLarge(
          `It took more than ${this.limits.memoryMb} MB of memory and was stopped`,
        )
      : undefined;
  }
}

/** A thread inherits how this process transforms sources; Jest does it in a way of its own. */
function threadArguments(): { execArgv?: string[] } {
  return threadFile.endsWith('.ts') &&
    !process.execArgv.some(argument => argument.includes('nodeTransform'))
    ? {
        execArgv: [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
      }
    : {};
}
