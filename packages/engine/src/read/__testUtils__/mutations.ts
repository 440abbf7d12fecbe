import fc from 'fast-check';

/** What breaks readers: YAML's own signs, numbers and keys with a meaning, half placeholders, odd characters. */
const TOKENS = [
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '!!float ',
  '!!str ',
  '!custom ',
  '? ',
  ': ',
  '- ',
  '- - - - ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '|\n',
  '>-\n',
  '#',
  '%YAML 1.2\n',
  '%TAG ! tag:x,2000:\n',
  '\n---\n',
  '\n...\n',
  '\t',
  '\n',
  '\r',
  '  ',
  '${',
  '$$',
  '$${',
  '${}',
  '${.}',
  '${resources.',
  '${metadata.name.x}',
  '${resources.db.a\\.b}',
  '\\',
  'null',
  '~',
  'true',
  '-1',
  '0644',
  '0o8',
  '.inf',
  '-.nan',
  '1e999',
  '123456789012345678901234567890',
  '2024-01-01',
  '__proto__: ',
  'constructor: ',
  'toString: {}',
  'hasOwnProperty: 1',
  'kind: ',
  'spec: ',
  'apiVersion: score.dev/v1b1\n',
  'apiVersion: tutti.dev/v1alpha1\n',
  '\u0000',
  '\u0007',
  '\uFEFF',
  '\u2028',
  '\uD800',
  'é',
  '🥁',
];

/** An edit of a text: places are fractions of its length, so that it fits any text. */
type Edit = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });

function at(text: string, fraction: number): number {
  return Math.floor(fraction * text.length);
}

function onLine(
  text: string,
  fraction: number,
  change: (line: string) => string,
): string {
  const lines = text.split('\n');
  const index = Math.min(Math.floor(fraction * lines.length), lines.length - 1);
  lines[index] = change(lines[index]);
  return lines.join('\n');
}

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...TOKENS)).map(([where, token]): Edit => {
    return text =>
      text.slice(0, at(text, where)) + token + text.slice(at(text, where));
  }),
  fc.tuple(place, fc.nat(40)).map(([where, length]): Edit => {
    return text =>
      text.slice(0, at(text, where)) + text.slice(at(text, where) + length);
  }),
  fc.tuple(place, place, fc.nat(300)).map(([from, to, length]): Edit => {
    return text => {
      const cut = text.slice(at(text, from), at(text, from) + length);
      return text.slice(0, at(text, to)) + cut + text.slice(at(text, to));
    };
  }),
  fc.tuple(place, fc.constantFrom(...TOKENS)).map(([where, token]): Edit => {
    return text =>
      onLine(text, where, line => line.replace(/:.*$/, `: ${token}`));
  }),
  fc.tuple(place, fc.nat(8)).map(([where, indent]): Edit => {
    return text =>
      onLine(text, where, line => ' '.repeat(indent) + line.trimStart());
  }),
  fc.tuple(place, fc.constantFrom(...TOKENS)).map(([where, token]): Edit => {
    return text =>
      onLine(text, where, line => line.replace(/^(\s*)[^:]*/, `$1${token}`));
  }),
  fc.tuple(place, fc.nat(50)).map(([where, times]): Edit => {
    return text =>
      onLine(text, where, line => `${line}\n`.repeat(times + 1).trimEnd());
  }),
  place.map(
    (where): Edit =>
      text =>
        text.slice(0, at(text, where)),
  ),
  fc.constantFrom<Edit>(
    text => `\uFEFF${text}`,
    text => text.replaceAll('\n', '\r\n'),
  ),
  // As a reader gets bytes that are no UTF-8.
  fc.tuple(place, fc.integer({ min: 0x80, max: 0xff })).map(
    ([where, byte]): Edit =>
      text => {
        const bytes = Buffer.from(text);
        if (bytes.length > 0) {
          bytes[Math.min(at(text, where), bytes.length - 1)] = byte;
        }
        return bytes.toString('utf8');
      },
  ),
);

/** One of these texts, changed in one to eight places. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(edit, { minLength: 1, maxLength: 8 }),
    )
    .map(([text, edits]) =>
      edits.reduce((current, change) => change(current), text),
    );
}
