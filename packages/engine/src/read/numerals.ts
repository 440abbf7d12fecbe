import type { JsonValue, NumeralPlace } from '../model';
import { Finding } from './report';
import { withValueAt } from './tree';

/** A rule that a value breaks, and where. */
interface BrokenRule {
  path: string;
  message: string;
}

/**
 * Whether only a number may stand there: then its digits do not matter. Where a text is allowed as
 * well, `3.10` may be meant as one.
 *
 * @param judge - what is wrong with a value, by the contract of the place
 */
export function wantsNumber(
  judge: (value: JsonValue) => BrokenRule[],
  root: JsonValue,
  { path, written }: NumeralPlace,
): boolean {
  const before = new Set(judge(root).map(ruleKey));
  return judge(withValueAt(root, path, written)).some(
    rule => !before.has(ruleKey(rule)),
  );
}

function ruleKey({ path, message }: BrokenRule): string {
  return JSON.stringify([path, message]);
}

/** The digits are not quoted: they may be a secret. */
export function numeralFinding(path: NumeralPlace['path']): Finding & {
  hint: string;
} {
  return {
    path,
    code: 'NumberNotKept',
    message:
      'This number may become part of a text, and as text it would not be what is written here.',
    hint: 'Put it in quotes if its digits matter, as in a version; else write it as it is printed, such as 3.1, 1000 or 420.',
  };
}
