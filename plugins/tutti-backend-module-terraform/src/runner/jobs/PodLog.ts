import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { Lines } from '../Lines';
import { JobCluster } from './JobCluster';

/** A log that cannot be read is no reason to end a work. */
const ATTEMPTS = 5;
const AGAIN_MS = 1_000;
/** The end of a log may still be on its way when the pod has ended. */
const LAST_MS = 15_000;

/** What the program of a pod says, from its begin, each line once. */
export class PodLog {
  readonly #lines: Lines;
  readonly #decoder = new StringDecoder('utf8');
  readonly #stop = new AbortController();
  #toldBytes = 0;
  #reading?: Promise<void>;

  constructor(
    private readonly cluster: Pick<JobCluster, 'log'>,
    tell: (line: string) => void,
  ) {
    this.#lines = new Lines(tell);
  }

  /** The pod's program has begun. */
  follow(pod: string): void {
    this.#reading ??= this.#read(pod);
  }

  /** Resolves when all was told, the program having ended, or when it cannot be had. */
  async whole(pod: string): Promise<void> {
    this.follow(pod);
    const end = new AbortController();
    await Promise.race([
      this.#reading,
      pause(LAST_MS, undefined, { signal: end.signal }).catch(() => {}),
    ]);
    end.abort();
  }

  stop(): void {
    this.#stop.abort();
  }

  async #read(pod: string): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        await this.#readOn(pod);
        break;
      } catch {
        if (this.#stop.signal.aborted) return;
        await pause(AGAIN_MS);
      }
    }
    this.#lines.add(this.#decoder.end());
    this.#lines.end();
  }

  async #readOn(pod: string): Promise<void> {
    const chunks = await this.cluster.log(pod, this.#stop.signal);
    if (!chunks) return;
    let skip = this.#toldBytes;
    for await (const chunk of chunks) {
      const fresh = chunk.subarray(Math.min(skip, chunk.length));
      skip -= chunk.length - fresh.length;
      this.#toldBytes += fresh.length;
      this.#lines.add(this.#decoder.write(fresh));
    }
  }
}
