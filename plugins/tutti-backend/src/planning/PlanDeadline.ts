/**
 * When a plan gives up. Whoever waits for a tool of its own says so (`Driver.planTimeoutMs`), and has so much
 * more: while one of those is at work, the time of the plan stands still.
 */
export class PlanDeadline {
  readonly #ended = new AbortController();
  #leftMs: number;
  #since = performance.now();
  #atWork = 0;
  #timer?: NodeJS.Timeout;

  constructor(timeoutMs: number) {
    this.#leftMs = timeoutMs;
    this.#go();
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** @throws whatever the work throws; its signal aborts after the time it may take. */
  async during<T>(
    timeoutMs: number,
    work: (limit: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.#atWork === 0) {
      clearTimeout(this.#timer);
      this.#leftMs -= performance.now() - this.#since;
    }
    this.#atWork += 1;
    try {
      return await work(AbortSignal.timeout(timeoutMs));
    } finally {
      this.#atWork -= 1;
      if (this.#atWork === 0) this.#go();
    }
  }

  /** The plan is made, or is not: nobody waits any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#atWork += 1;
  }

  #go(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(
      () =>
        this.#ended.abort(
          new DOMException('The plan took too long', 'TimeoutError'),
        ),
      Math.max(this.#leftMs, 0),
    );
  }
}
