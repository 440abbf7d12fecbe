import type { Environment, Stream } from './streams';

/** Who waits shorter than this does not want to be told. */
const QUIET_MS = 500;
const BETWEEN_MS = 100;
const WIDTH = 80;

export interface Count {
  done: number;
  of: number;
  what: string;
}

/**
 * One line that is written over and gone at the end. Nothing without a terminal, and nothing in CI,
 * whose logs keep every version of it.
 */
export class ProgressLine {
  readonly #live: boolean;
  readonly #begin: number;
  #last = { phase: '', time: 0 };
  #shown = false;

  /** @param now - milliseconds of a clock that only goes forward */
  constructor(
    private readonly stream: Stream,
    environment: Environment,
    // Not `performance`, which takes longer to load than most commands take.
    private readonly now: () => number = () =>
      Number(process.hrtime.bigint() / 1_000_000n),
  ) {
    this.#live =
      stream.isTTY === true && !environment.CI && environment.TERM !== 'dumb';
    this.#begin = now();
  }

  /** `planning …`, or with a count `reading 412 of 1000 files …` */
  show(phase: string, count?: Count): void {
    const time = this.now();
    const { phase: last, time: before } = this.#last;
    const isDue = phase !== last || time - before >= BETWEEN_MS;
    if (!this.#live || time - this.#begin < QUIET_MS || !isDue) {
      return;
    }
    const text = count
      ? `${phase} ${count.done} of ${count.of} ${count.what} …`
      : `${phase} …`;
    // A terminal that nobody gave a size says 0.
    const width = (this.stream.columns || WIDTH) - 1;
    this.stream.write(`\r\u001b[K${text.slice(0, width)}`);
    this.#last = { phase, time };
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) {
      this.stream.write('\r\u001b[K');
      this.#shown = false;
    }
  }
}
