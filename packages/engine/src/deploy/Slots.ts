interface Waiting {
  order: number;
  resume(): void;
}

/** Of one that has waited for the world: what is left of it is little. */
const ENDING = -1;
/** Of one that begins. */
const BEGINNING = 0;

/**
 * How many steps are at work at once. A step that only waits for the world gives its slot to another one, and
 * between its waves to those that are not that far: so the configuration of all comes before what pods start from.
 */
export class Slots {
  #free: number;
  /** By order; of the same one, first come first. */
  readonly #waiting: Waiting[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when a slot is free that nobody of a lower order waits for. */
  async take(order = BEGINNING): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>(resume => {
      const after = this.#waiting.findIndex(other => other.order > order);
      this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, {
        order,
        resume,
      });
    });
  }

  giveBack(): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resume();
    } else {
      this.#free++;
    }
  }

  /**
   * Lets those go first who wait with a lower order.
   *
   * @param order - 0: as one that begins
   */
  async yield(order: number): Promise<void> {
    const [first] = this.#waiting;
    if (first && first.order < order) {
      this.giveBack();
      await this.take(order);
    }
  }

  /** Waits for something without a slot, and has one again afterwards. */
  async without<T>(wait: () => Promise<T>): Promise<T> {
    this.giveBack();
    try {
      return await wait();
    } finally {
      await this.take(ENDING);
    }
  }
}
