import { setTimeout as pause } from 'node:timers/promises';

/** One look serves all who wait for the next: how many they are costs nothing. */
export class SharedLook<T> {
  #next?: Promise<T>;

  constructor(
    private readonly look: () => Promise<T>,
    private readonly everyMs: number,
  ) {}

  /** A look that begins after now. */
  next(): Promise<T> {
    this.#next ??= pause(this.everyMs).then(() => {
      this.#next = undefined;
      return this.look();
    });
    return this.#next;
  }
}
