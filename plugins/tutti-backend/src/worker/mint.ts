import { randomInt, randomUUID } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABET = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;
const PASSWORD_LENGTH = 32;
const SUFFIX_LENGTH = 8;

/** What `${generate.….NAME}` gives. Characters that need no quoting anywhere. */
export function mint(kind: 'password' | 'suffix' | 'uuid'): string {
  switch (kind) {
    case 'password':
      return pick(LETTERS, 1) + pick(ALPHABET, PASSWORD_LENGTH - 1);
    case 'suffix':
      // Part of Kubernetes names: lower case, beginning with a letter.
      return pick(LETTERS, 1) + pick(`${LETTERS}0123456789`, SUFFIX_LENGTH - 1);
    case 'uuid':
      return randomUUID();
    default:
      throw new Error(`Nothing is generated for '${kind satisfies never}'`);
  }
}

function pick(alphabet: string, count: number): string {
  return Array.from(
    { length: count },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
}
