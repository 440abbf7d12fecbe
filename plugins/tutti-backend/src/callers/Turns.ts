/**
 * How often the event loop turns between two pieces of work. In each turn it accepts one connection:
 * whoever asks whether this process is healthy may stand behind hundreds of others at its door.
 */
const LOOPS_BETWEEN = 8;

/**
 * Lets pieces of work begin one after the other, of each caller in their turn, and everything else of
 * this process have its time between. Work that waits only for promises (SQLite answers at once) would
 * otherwise follow work without the event loop turning at all.
 */
export class Turns {
  readonly #lines = new Map<string, (() => void)[]>();

  take(caller: string): Promise<void> {
    return new Promise(resolve => {
      const line = this.#lines.get(caller);
      if (line) {
        line.push(resolve);
        return;
      }
      this.#lines.set(caller, [resolve]);
      if (this.#lines.size === 1) {
        this.#beginAfter(1);
      }
    });
  }

  #beginAfter(loops: number): void {
    setImmediate(() => {
      if (loops > 1) {
        this.#beginAfter(loops - 1);
        return;
      }
      const [first] = this.#lines;
      if (first) {
        const [caller, line] = first;
        line.shift()?.();
        this.#lines.delete(caller);
        if (line.length > 0) {
          // Behind the others.
          this.#lines.set(caller, line);
        }
      }
      if (this.#lines.size > 0) {
        this.#beginAfter(LOOPS_BETWEEN);
      }
    });
  }
}
