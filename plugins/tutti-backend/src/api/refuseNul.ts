import { InputError } from '@backstage/errors';

const NUL = '\u0000';

/**
 * A NUL stands in no text that people mean, and PostgreSQL keeps none. Without recursion: who
 * sends it decides how deep.
 *
 * @throws InputError that names the place
 */
export function refuseNul(input: object): void {
  const open: { value: unknown; path: string }[] = [{ value: input, path: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') {
      if (value.includes(NUL)) {
        throw new InputError(`${path}: a text may not contain NUL.`);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key.includes(NUL)) {
          throw new InputError(`${path}: a key may not contain NUL.`);
        }
        open.push({ value: inner, path: path ? `${path}.${key}` : key });
      }
    }
  }
}
