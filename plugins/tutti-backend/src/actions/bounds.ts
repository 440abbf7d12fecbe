import { JsonValue } from '@tutti/engine';
import { withMasksSaid } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';

/** Of a sentence, or of one value. */
const LONGEST_TEXT = 500;

/** What was left out of an answer, and how to ask for it: a model reads no more than it has to. */
export const cut = z
  .array(z.string())
  .describe('What was left out, and how to ask for it');

/**
 * The first of many, and a sentence about the others where there are any.
 *
 * @param rest - what they are, and how to ask for them: `environments: name one with \`environment\``
 */
export function atMost<Item>(
  items: readonly Item[],
  most: number,
  rest: string,
): { items: Item[]; cut: string[] } {
  const left = items.length - most;
  return {
    items: items.slice(0, most),
    cut: left > 0 ? [`${left} more ${rest}.`] : [],
  };
}

export function shortened(text: string, longest = LONGEST_TEXT): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A value as a text of one line; what is secret, or known only in the run, is said, not shown. */
export function valueText(value: JsonValue): string {
  const said = withMasksSaid(value, ({ masked }) =>
    masked === 'secret' ? '(secret)' : '(known during the run)',
  );
  return shortened(typeof said === 'string' ? said : JSON.stringify(said));
}
