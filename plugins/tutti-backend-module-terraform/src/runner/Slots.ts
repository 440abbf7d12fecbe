/** So many at once; the others wait in line. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Gives what gives the slot back; undefined when the signal aborted first. */
  async take(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (this.#free > 0) this.#free -= 1;
    else if (!(await this.#wait(signal))) return undefined;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }

  #wait(signal: AbortSignal): Promise<boolean> {
    return new Promise(resolve => {
      const entry = {
        enter: () => {
          signal.removeEventListener('abort', entry.leave);
          resolve(true);
        },
        leave: () => {
          this.#waiting.splice(this.#waiting.indexOf(entry.enter), 1);
          resolve(false);
        },
      };
      this.#waiting.push(entry.enter);
      signal.addEventListener('abort', entry.leave, { once: true });
    });
  }
}
