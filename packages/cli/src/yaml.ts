import { DEFAULT_SCHEMA, dump, Type } from 'js-yaml';

/** Digits, signs, points, underscores, colons, exponents, `0x`, `0o`, `0b`, times and dates. */
const LIKE_A_NUMBER =
  /^[-+.]?[0-9.][-+0-9_.,:eEtTzZoObB \t]*$|^[-+]?0x[0-9a-f_]+$|^[-+]?\.?(?:inf|nan)$/i;

/** `=` is a type of YAML 1.1, and some of its readers stop at it. */
const LIKE_SOMETHING_ELSE = /^(?:=|<<|~|null|true|false|yes|no|on|off|y|n)$/i;

/**
 * Texts that one of the readers in use takes for something else: YAML 1.1 (PyYAML, Ruby) knows
 * `yes`, `1:30`, `1_000` and dates, YAML 1.2 `0o7`, Go's reader `0b1` and `1_0`. All of them get
 * quotes, some more than would be needed.
 */
const QUOTED = new Type('tag:tutti.dev,2026:quoted', {
  kind: 'scalar',
  resolve: (text: unknown) =>
    typeof text === 'string' &&
    (LIKE_A_NUMBER.test(text) || LIKE_SOMETHING_ELSE.test(text)),
});

const SCHEMA = DEFAULT_SCHEMA.extend({ implicit: [QUOTED] });

/** YAML that every reader reads alike, one document without a marker. */
export function yaml(data: unknown): string {
  return dump(data, { schema: SCHEMA, lineWidth: -1, noRefs: true });
}
