import { randomInt, randomUUID } from 'node:crypto';
import { GeneratedKind } from '@tutti/engine';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABET = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;
const PASSWORD_LENGTH = 32;
const SUFFIX_LENGTH = 8;

/** What `${generate.<kind>.NAME}` gives. Characters that need no quoting anywhere. */
export function mint(kind: GeneratedKind): string {
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

/** Which kind a value is that was minted: the lengths differ. Anything else is kept as a password. */
export function kindOf(minted: string): GeneratedKind {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(minted)) {
    return 'uuid';
  }
  return minted.length === SUFFIX_LENGTH ? 'suffix' : 'password';
}

function pick(alphabet: string, count: number): string {
  return Array.from(
    { length: count },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
}
