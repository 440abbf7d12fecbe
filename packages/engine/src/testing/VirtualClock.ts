import { Clock } from '../model';

/** Time that passes only while everybody sleeps: tests with minutes in them take milliseconds. */
export class VirtualClock implements Clock {
  #now = Date.parse('2030-01-01T00:00:00Z');
  readonly #sleepers: { at: number; wake: () => void }[] = [];
  #turning = false;

  now(): number {
    return this.#now;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const sleeper = { at: this.#now + milliseconds, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener(
        'abort',
        () => {
          const index = this.#sleepers.indexOf(sleeper);
          if (index >= 0) {
            this.#sleepers.splice(index, 1);
          }
          resolve();
        },
        { once: true },
      );
      this.#turn();
    });
  }

  /** Wakes the first sleeper once nothing else is left to do. */
  #turn(): void {
    if (this.#turning) {
      return;
    }
    this.#turning = true;
    setImmediate(() => {
      this.#turning = false;
      this.#sleepers.sort((a, b) => a.at - b.at);
      const first = this.#sleepers.shift();
      if (first) {
        this.#now = Math.max(this.#now, first.at);
        first.wake();
        this.#turn();
      }
    });
  }
}
