/** For those who wait for one kind of thing. */
export class Bell {
  readonly #waiting = new Set<() => void>();
  #happened = 0;

  /** Taken before looking; what happens after it ends the wait at once. */
  get mark(): number {
    return this.#happened;
  }

  ring(): void {
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
    let forget = () => {};
    await new Promise<void>(resolve => {
      const wake = () => resolve();
      const timer = setTimeout(wake, milliseconds);
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
      forget = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
      };
    });
    forget();
  }
}

/**
 * Tells others in this process that something happened, so that they look at once instead of
 * at their next turn. What happens in another replica is found by looking.
 */
export class Wakeups {
  /** Something was asked for, ended or is to be cancelled: there may be work, or an answer. */
  readonly work = new Bell();
  /** A plan was asked for, or there is room to make one. */
  readonly plans = new Bell();
  /** Events were stored. */
  readonly events = new Bell();
  /** There is something to tell people. */
  readonly notices = new Bell();

  notify(): void {
    this.work.ring();
    this.events.ring();
  }
}
