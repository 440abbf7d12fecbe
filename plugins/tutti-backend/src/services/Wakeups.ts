/**
 * Tells others in this process that something happened, so that they look at once instead of
 * at their next turn. What happens in another replica is found by looking.
 */
export class Wakeups {
  readonly #waiting = new Set<() => void>();
  #happened = 0;

  /** Taken before looking; what happens after it ends the wait at once. */
  get mark(): number {
    return this.#happened;
  }

  notify(): void {
    this.#happened++;
    for (const wake of this.#waiting) {
      wake();
    }
  }

  /**
   * Until something happens after `mark`, at most `milliseconds`, or until aborted. Never
   * rejects.
   */
  async wait(
    mark: number,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<void> {
    if (signal?.aborted || this.#happened !== mark) {
      return;
    }
    await new Promise<void>(resolve => {
      const ended = new AbortController();
      const done = () => {
        ended.abort();
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      ended.signal.addEventListener('abort', () => clearTimeout(timer));
      this.#waiting.add(done);
      signal?.addEventListener('abort', done, { signal: ended.signal });
    });
  }
}
