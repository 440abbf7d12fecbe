import { TooManyRequests } from '../services/errors';

const MINUTE_MS = 60_000;

/**
 * How many requests each caller may send in a minute to this process: a bucket that fills evenly, so that
 * who was quiet may send many at once.
 */
export class Pace {
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws TooManyRequests with the time after which one more is good. */
  take(caller: string): void {
    const { perMinute } = this;
    const now = this.now();
    const { left: before, at } = this.#buckets.get(caller) ?? {
      left: perMinute,
      at: now,
    };
    const left = Math.min(
      perMinute,
      before + ((now - at) / MINUTE_MS) * perMinute,
    );
    if (left < 1) {
      const seconds = Math.ceil(((1 - left) / perMinute) * 60);
      throw new TooManyRequests(
        `A machine may send ${perMinute} requests in a minute (tutti.perCaller.perMinute). Try again in ${seconds} s.`,
        seconds,
      );
    }
    // Whoever was last seen longest ago is first: their buckets are full again, and need not be known.
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { left: left - 1, at: now });
    for (const [name, bucket] of this.#buckets) {
      if (now - bucket.at < MINUTE_MS) break;
      this.#buckets.delete(name);
    }
  }
}
