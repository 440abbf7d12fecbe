import { SealingKey } from '../sealing';
import { Store } from '../store';

/**
 * Seals everything anew that another key than the first one sealed, says what it did, and whether
 * the others can go.
 *
 * @param keys - as in the configuration: the first seals, all open
 * @returns whether nothing is left that needs another key than the first
 * @throws Error where something does not open: the message names the key that is missing
 */
export async function resealAll(
  store: Store,
  keys: [SealingKey, ...SealingKey[]],
  say: (line: string) => void,
): Promise<boolean> {
  const [current, ...others] = keys.map(({ id }) => `'${id}'`);
  say(
    others.length === 0
      ? `Sealed with ${current}; no other key opens.`
      : `Sealed with ${current}; opened with ${others.join(', ')} too.`,
  );
  for (const { column, count } of await store.outdatedSeals()) {
    say(`${column}: ${count} sealed with another key`);
  }
  const count = await store.reseal(resealed =>
    say(`${resealed.column}: ${resealed.count} sealed anew`),
  );
  const left = await store.outdatedSeals();
  if (left.length > 0) {
    const number = left.reduce((sum, each) => sum + each.count, 0);
    say(
      `${number} were sealed with another key meanwhile: a replica still has that one first in tutti.sealing.keys. Put ${current} first everywhere, then run this again. Drop no key.`,
    );
    return false;
  }
  say(
    `${count} sealed anew; everything is sealed with ${current}.${
      others.length === 0
        ? ''
        : ` When every replica has ${current} first in tutti.sealing.keys, ${others.join(
            ', ',
          )} can be dropped there. Backups of before still need ${
            others.length === 1 ? 'it' : 'them'
          }.`
    }`,
  );
  return true;
}
