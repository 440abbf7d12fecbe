import { InputError } from '@backstage/errors';

export const MAX_DEPTH = 100;
/** Images and consents of the largest application there may be, and room beside them. */
export const MAX_VALUES = 10_000;
export const TOO_DEEP = `a request may be ${MAX_DEPTH} levels deep at most.`;
export const TOO_MANY = `a request may hold ${MAX_VALUES} values at most.`;
/** Half of a pair: no character, and PostgreSQL keeps none of them in JSON. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * Refuses what nobody means, before anything looks at the meaning: validation and storage are
 * not made for it, and take seconds or fail. Takes as long as there are values, at most as long as
 * there may be.
 *
 * @throws InputError that names the place
 */
export function checkInput(input: object): void {
  const path: string[] = [];
  let values = 0;

  function refuse(why: string): never {
    throw new InputError(`${shown(path)}: ${why}`);
  }

  function checkText(text: string, what: string): void {
    if (text.includes('\u0000')) {
      refuse(`${what} may not contain NUL.`);
    }
    if (HALF_CHARACTER.test(text)) {
      refuse(`${what} may not contain half of a surrogate pair.`);
    }
  }

  function check(value: unknown): void {
    values += 1;
    if (values > MAX_VALUES) {
      refuse(TOO_MANY);
    }
    if (typeof value === 'string') {
      checkText(value, 'a text');
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      // It would be kept as nothing.
      refuse('a number this large cannot be kept.');
    } else if (typeof value === 'object' && value !== null) {
      if (path.length > MAX_DEPTH) {
        refuse(TOO_DEEP);
      }
      const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
      for (const key of keys) {
        path.push(String(key));
        checkText(String(key), 'a key');
        check(Reflect.get(value, key));
        path.pop();
      }
    }
  }

  check(input);
}

/** `body.images.web`, however long or deep it is. */
function shown(path: string[]): string {
  const [first = 'request', ...rest] = path
    .slice(0, 6)
    .map(key => (key.length > 64 ? `${key.slice(0, 64)}…` : key));
  return [first, ...rest, ...(path.length > 6 ? ['…'] : [])].join('.');
}
