/**
 * Tells others in this process that something happened, so that they look at once instead of
 * at their next turn. What happens in another replica is found by looking.
 */
export class Wakeups {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    for (const wake of this.#waiting) {
      wake();
    }
  }

  /** Until something happens, at most `milliseconds`, or until aborted. Never rejects. */
  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#waiting.add(done);
      signal?.addEventListener('abort', done);
    });
  }
}
