import { TooManyRequests } from '../services/errors';

interface Line {
  underWay: number;
  waiting: { start(): void; leave(): void }[];
}

/**
 * How much of one thing each caller may have under way at once in this process, so that nobody's
 * requests keep it from those of others. What is more waits in the caller's own line.
 */
export class Share {
  readonly #lines = new Map<string, Line>();

  constructor(
    private readonly options: {
      /** In the plural, for people: `plans`. */
      what: string;
      atOnce: number;
      /** How many may wait; those after them are refused. */
      waiting: number;
      /** Told to those who are refused. */
      retryAfterS: number;
    },
  ) {}

  get atOnce(): number {
    return this.options.atOnce;
  }

  /**
   * Does it when it is the caller's turn.
   *
   * @throws TooManyRequests when the line is full; the signal's reason when it aborts before the turn.
   */
  async take<Answer>(
    caller: string,
    signal: AbortSignal,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    const line = this.#lines.get(caller) ?? { underWay: 0, waiting: [] };
    this.#lines.set(caller, line);
    if (line.underWay >= this.options.atOnce) {
      await this.#turn(line, signal);
    } else {
      line.underWay += 1;
    }
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) {
        next.start();
      } else {
        line.underWay -= 1;
        if (line.underWay === 0) {
          this.#lines.delete(caller);
        }
      }
    }
  }

  /** Resolves with the place of one that has ended; one who has hung up gives it on at once. */
  #turn(line: Line, signal: AbortSignal): Promise<void> {
    const { what, atOnce, waiting, retryAfterS } = this.options;
    if (line.waiting.length >= waiting) {
      throw new TooManyRequests(
        `You have ${atOnce} ${what} under way${
          waiting > 0 ? ` and ${waiting} waiting` : ''
        }; one caller may have no more at once. Try again in ${retryAfterS} s.`,
        retryAfterS,
      );
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        line.waiting = line.waiting.filter(each => each.leave !== leave);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      line.waiting.push({
        leave,
        start() {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      });
    });
  }
}
