import type * as Re2 from '@bufbuild/re2';
import { lazily } from './lazily';

/** A regular expression as people write it in a schema, ready to be asked. */
export interface Pattern {
  test(text: string): boolean;
}

// Loaded with the first pattern: most commands meet none.
const library = lazily((): typeof Re2 => require('@bufbuild/re2'));

/**
 * Whoever writes a pattern and whoever writes the text it judges are different people: with
 * backtracking, one careless `^(a+)+$` and forty letters stop a server for years. RE2 needs
 * linear time; it has no look-around and no back references, which JSON Schema advises against.
 *
 * @throws Error when it is no regular expression, or one of those
 */
export function compilePattern(pattern: string): Pattern {
  return library().RE2JS.compile(
    // Escapes one after the other; only one spelling of JavaScript's is none of RE2's.
    pattern.replace(
      /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|[^])/g,
      (escape, four?: string, braced?: string) =>
        four || braced ? `\\x{${four ?? braced}}` : escape,
    ),
  );
}
