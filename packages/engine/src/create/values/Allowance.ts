import { Problem, Secret, Unknown, Value, isValueObject } from '../../model';

/** Characters; a Kubernetes object holds about as many. */
export const FILLED_LIMIT = 4 * 2 ** 20;

/** What a number, a list or a map counts besides what is in it. */
const ITEM = 8;

/**
 * How much may still be filled into one thing. Outputs go into inputs, which are outputs again:
 * thirty definitions that each say the one before twice would fill the memory of any machine.
 */
export class Allowance {
  #left: number;

  constructor(characters = FILLED_LIMIT) {
    this.#left = characters;
  }

  /** Whether the value still fits; it is looked at no further than that. */
  takes(value: Value): boolean {
    this.#take(value);
    return this.#left >= 0;
  }

  #take(value: Value): void {
    this.#left -= ITEM;
    if (typeof value === 'string') {
      this.#left -= value.length;
    } else if (value instanceof Secret) {
      this.#take(value.reveal());
    } else if (value instanceof Unknown) {
      this.#left -= value.from.length;
    } else if (Array.isArray(value)) {
      for (const item of value) {
        if (this.#left < 0) return;
        this.#take(item);
      }
    } else if (isValueObject(value)) {
      for (const key of Object.keys(value)) {
        if (this.#left < 0) return;
        this.#left -= key.length;
        this.#take(value[key]);
      }
    }
  }
}

export function tooLarge(): Problem {
  return {
    severity: 'error',
    code: 'ValueTooLarge',
    message: `This would hold more than ${
      FILLED_LIMIT / 2 ** 20
    } MiB once it is filled.`,
    hint: 'Probably values are put into one another again and again; a Kubernetes object holds 1 MiB at most.',
  };
}
