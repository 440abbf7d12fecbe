/** How many steps are at work at once. A step that only waits for the world gives its slot to another one. */
export class Slots {
  #free: number;
  /** They have begun: they come before what is new. */
  readonly #returning: (() => void)[] = [];
  #freed: () => void = () => {};

  constructor(count: number) {
    this.#free = count;
  }

  /** False when all are taken. */
  tryTake(): boolean {
    if (this.#free === 0) {
      return false;
    }
    this.#free--;
    return true;
  }

  giveBack(): void {
    const next = this.#returning.shift();
    if (next) {
      next();
      return;
    }
    this.#free++;
    this.#freed();
  }

  /** Resolves when one is given back that nobody else has waited for. */
  freed(): Promise<void> {
    return new Promise(resolve => {
      this.#freed = resolve;
    });
  }

  /** Waits for something without a slot, and has one again afterwards. */
  async without<T>(wait: () => Promise<T>): Promise<T> {
    this.giveBack();
    try {
      return await wait();
    } finally {
      if (!this.tryTake()) {
        await new Promise<void>(resolve => this.#returning.push(resolve));
      }
    }
  }
}
