import { Store } from '../store';

/** More in one transaction would keep the first of them waiting. */
const MOST_TOGETHER = 32;

interface Waiting {
  /** @returns what tells whoever waits, once it is committed */
  make(store: Store): Promise<() => void>;
  fail(error: unknown): void;
}

/**
 * Writes that come while another one is under way are made together, in the next transaction: steps of a run
 * write at the same time, and each waits for its own write to be committed. Where one of them fails, each is
 * made by itself.
 */
export class GroupedWrites {
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(
    private readonly commit: <T>(
      work: (store: Store) => Promise<T>,
    ) => Promise<T>,
  ) {}

  /** Resolves when it is committed. @throws what the work throws, or the commit */
  write<T>(work: (store: Store) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        async make(store) {
          const written = await work(store);
          return () => resolve(written);
        },
        fail: reject,
      });
      if (!this.#isWriting) {
        this.#writeOn();
      }
    });
  }

  /** Never rejects. */
  async #writeOn(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0, MOST_TOGETHER);
      try {
        await this.#make(together);
      } catch (error) {
        await this.#makeEach(together, error);
      }
    }
    this.#isWriting = false;
  }

  async #makeEach(writes: Waiting[], error: unknown): Promise<void> {
    if (writes.length === 1) {
      writes[0].fail(error);
      return;
    }
    for (const write of writes) {
      await this.#make([write]).catch(write.fail);
    }
  }

  async #make(writes: Waiting[]): Promise<void> {
    const told = await this.commit(async store => {
      const tellers: (() => void)[] = [];
      for (const { make } of writes) {
        tellers.push(await make(store));
      }
      return tellers;
    });
    told.forEach(tell => tell());
  }
}
