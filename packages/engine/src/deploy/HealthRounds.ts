import { Clock, ObjectHealth, ObjectRef, Target, TargetError } from '../model';
import { Watch } from './Watch';

interface Question {
  refs: ObjectRef[];
  resolve(healths: ObjectHealth[]): void;
  reject(error: unknown): void;
}

/**
 * The health of what the steps of one run wait for: the target is asked about all of it at once, and no
 * more often than it shall be. A hundred steps cost what one does.
 */
export class HealthRounds {
  #waiting: Question[] = [];
  #turning = false;
  #lastAt = -Infinity;

  constructor(
    private readonly target: Pick<Target, 'health'>,
    private readonly watch: Pick<Watch, 'call' | 'sleep'>,
    private readonly clock: Pick<Clock, 'now'>,
    /** From the begin of one round to the next. */
    private readonly pollMs: number,
  ) {}

  /**
   * What the next round says.
   *
   * @returns in the order of `refs`
   * @throws TargetError, Cancelled, Interrupted
   */
  ask(refs: ObjectRef[]): Promise<ObjectHealth[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ refs, resolve, reject });
      if (!this.#turning) {
        void this.#turn();
      }
    });
  }

  async #turn(): Promise<void> {
    this.#turning = true;
    while (this.#waiting.length > 0) {
      const paused = await this.#pause();
      const questions = this.#waiting;
      this.#waiting = [];
      if (paused instanceof Error) {
        questions.forEach(({ reject }) => reject(paused));
      } else {
        await this.#answer(questions);
      }
    }
    this.#turning = false;
  }

  /** @returns why nothing is asked any more */
  async #pause(): Promise<Error | undefined> {
    const leftMs = this.#lastAt + this.pollMs - this.clock.now();
    if (leftMs <= 0) {
      return undefined;
    }
    return this.watch.sleep(leftMs).then(
      () => undefined,
      (error: Error) => error,
    );
  }

  async #answer(questions: Question[]): Promise<void> {
    this.#lastAt = this.clock.now();
    try {
      const healths = await this.target.health(
        questions.flatMap(({ refs }) => refs),
        this.watch.call(),
      );
      let from = 0;
      for (const { refs, resolve } of questions) {
        resolve(healths.slice(from, from + refs.length));
        from += refs.length;
      }
    } catch (error) {
      if (questions.length > 1 && isAboutOne(error)) {
        for (const question of questions) {
          await this.#answer([question]);
        }
        return;
      }
      questions.forEach(({ reject }) => reject(error));
    }
  }
}

/** A missing right, say: the other steps have nothing to do with it. */
function isAboutOne(error: unknown): boolean {
  return error instanceof TargetError && !error.retryable;
}
