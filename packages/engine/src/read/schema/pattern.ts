import type * as Re2 from '@bufbuild/re2';
import { lazily } from './lazily';

/** A regular expression as people write it in a schema, ready to be asked. */
export interface Pattern {
  test(text: string): boolean;
}

// Loaded with the first pattern: most commands meet none.
const library = lazily((): typeof Re2 => require('@bufbuild/re2'));

/**
 * Patterns as most are: anchored at the beginning, characters and classes in a row, none of them
 * in a group that repeats. RE2 and JavaScript read these alike.
 */
const PLAIN =
  /^\^(?:\(\?:|\(|\)(?![*+])|\$|[\w/:@ -]|\\[.dw/]|\[\^?(?:[\w/:@.*, -]|\\[.dw/])+\]|[*+?](?![*+?]))*$/;

/** Each of these may try every length again for every length of those before it. */
const MOST_REPEATS = 2;
/** Characters up to which even that is quick. */
const SHORT = 2_000;

/**
 * A plain pattern with few repeats needs no library to be safe, as long as texts are short; the
 * library takes longer to load than all that it would judge.
 */
function plainPattern(text: string): Pattern | undefined {
  const repeats = text.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '.');
  if (!PLAIN.test(text) || repeats.split(/[*+]/).length - 1 > MOST_REPEATS) {
    return undefined;
  }
  try {
    const expression = new RegExp(text, 'u');
    const others = lazily(() => re2(text));
    return {
      test: subject =>
        subject.length <= SHORT
          ? expression.test(subject)
          : others().test(subject),
    };
  } catch {
    return undefined;
  }
}

/**
 * Whoever writes a pattern and whoever writes the text it judges are different people: with
 * backtracking, one careless `^(a+)+$` and forty letters stop a server for years. RE2 needs
 * linear time; it has no look-around and no back references, which JSON Schema advises against.
 *
 * @throws Error when it is no regular expression, or one of those
 */
export function compilePattern(pattern: string): Pattern {
  return plainPattern(pattern) ?? re2(pattern);
}

function re2(pattern: string): Pattern {
  return library().RE2JS.compile(
    // Escapes one after the other; only one spelling of JavaScript's is none of RE2's.
    pattern.replace(
      /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|[^])/g,
      (escape, four?: string, braced?: string) =>
        four || braced ? `\\x{${four ?? braced}}` : escape,
    ),
  );
}
