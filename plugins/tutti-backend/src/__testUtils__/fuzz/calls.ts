import fc from 'fast-check';
import { Operation, Parameter, Schema } from './operations';

/** A request as it goes over the wire. */
export interface Call {
  method: string;
  /** Encoded, with its query. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What is there, by the name of the field that takes it: half of the calls get that far. */
export type Known = Record<string, string[]>;

/** Names that JavaScript knows, halves of characters, numbers of another kind, other languages. */
const ODD = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfff',
  '\ufeff',
  '\u202eevil',
  'e\u0301\u0301',
  '👩‍👩‍👧‍👦',
  'ＳＨＯＰ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '..',
  '../../etc/passwd',
  "' OR 1=1 --",
  '${resources.db.password}',
  '-1',
  '0',
  '1e999',
  'NaN',
  '9223372036854775808',
  '999999999999999999999999',
  'null',
  '[object Object]',
  Buffer.from('99999999999999999999:x').toString('base64url'),
  Buffer.from('999999999999999:x').toString('base64url'),
  Buffer.from('{"a":').toString('base64url'),
  `group:default/${'x'.repeat(180)}`,
  'x'.repeat(10_000),
];

/** Not encoded any better by whoever sends it. */
const ODD_SEGMENTS = ['%', '%zz', '%ED%A0%80', '%00', '..%2f..', '%2e%2e'];

/** Stands in a body for what `JSON.stringify` should not have to write. */
const HOLE = '@hole@';
const FILLINGS = [
  ...[50, 101, 3_000, 100_000].flatMap(depth => [
    '['.repeat(depth) + ']'.repeat(depth),
    `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  ]),
  `[${'1,'.repeat(200_000)}1]`,
  `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join()}}`,
  `"${'x'.repeat(1_500_000)}"`,
  `"${'\\ud800'.repeat(1_000)}"`,
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '1e400',
  '-0',
  '[{"a":',
];

export function callsOf(
  operation: Operation,
  known: Known,
): fc.Arbitrary<Call> {
  const { method, path, parameters, body } = operation;
  const inPath = parameters.filter(parameter => parameter.in === 'path');
  const inQuery = parameters.filter(parameter => parameter.in === 'query');
  return fc.record({
    method: fc.constant(method),
    path: fc
      .tuple(
        fc.tuple(...inPath.map(parameter => segment(parameter, known))),
        query(inQuery, known),
      )
      .map(([segments, search]) => {
        const filled = inPath.reduce(
          (text, { name }, index) =>
            text.replace(`{${name}}`, () => segments[index]),
          path,
        );
        return search ? `${filled}?${search}` : filled;
      }),
    headers: fc.oneof(
      { weight: 5, arbitrary: fc.constant({}) },
      fc.constantFrom<Record<string, string>>(
        { 'Idempotency-Key': 'constructor' },
        { 'Idempotency-Key': `${'é'.repeat(5_000)}` },
        { 'Content-Type': 'text/plain' },
        { 'Content-Type': 'application/json; charset=utf-7' },
        { 'Content-Encoding': 'gzip' },
      ),
    ),
    ...(body && { body: bodies(body, known) }),
  });
}

function segment({ name }: Parameter, known: Known): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: texts(name, known).map(encoded) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_SEGMENTS) },
  );
}

function query(parameters: Parameter[], known: Known): fc.Arbitrary<string> {
  const given = parameters.map(({ name, required, schema }) =>
    fc.option(
      // Nobody waits here: how long a poll may take is its own right.
      (name === 'wait'
        ? fc.constantFrom('0', '0.01', '-1', 'x', '1e9')
        : scalarText(name, schema, known)
      ).chain(value =>
        fc.constantFrom(
          `${name}=${encoded(value)}`,
          `${name}=${encoded(value)}`,
          `${name}=${encoded(value)}&${name}=2`,
          `${name}[constructor]=${encoded(value)}`,
        ),
      ),
      { nil: '', freq: required ? 20 : 2 },
    ),
  );
  const besides = fc.constantFrom(
    '',
    '',
    '',
    '__proto__[a]=1',
    'nope=1',
    '%=%',
  );
  return fc
    .tuple(...given, besides)
    .map(parts => parts.filter(Boolean).join('&'));
}

function scalarText(
  name: string,
  schema: Schema,
  known: Known,
): fc.Arbitrary<string> {
  const values = schema.enum?.map(String) ?? [];
  return values.length > 0
    ? fc.oneof(fc.constantFrom(...values), texts(name, known))
    : texts(name, known);
}

function texts(name: string, known: Known): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(known[name] ?? ODD)) },
    { weight: 3, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

/** Mostly a good body with one thing wrong: what is wrong everywhere is refused at the first. */
function bodies(schema: Schema, known: Known): fc.Arbitrary<string> {
  const good = valid('', schema, known);
  const written = good.map(value => JSON.stringify(value));
  return fc.oneof(
    { weight: 4, arbitrary: written },
    { weight: 6, arbitrary: good.chain(damaged) },
    { weight: 1, arbitrary: fc.constantFrom(...FILLINGS, '', 'null', '"a"') },
    { weight: 1, arbitrary: written.map(text => text.slice(0, -1)) },
    { weight: 1, arbitrary: fc.json() },
  );
}

/** The same with one field left out, another or of another kind. */
function damaged(value: unknown): fc.Arbitrary<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fc.constantFrom(...FILLINGS);
  }
  const keys = [...Object.keys(value), 'nope', '__proto__', 'constructor'];
  const put = (key: string, item: unknown) =>
    JSON.stringify(
      Object.fromEntries([
        ...Object.entries(value).filter(([present]) => present !== key),
        [key, item],
      ]),
    );
  return fc
    .tuple(
      fc.constantFrom(...keys),
      fc.oneof(
        fc.constantFrom(...FILLINGS).map(filling => ({ filling })),
        fc
          .oneof(
            fc.constantFrom(undefined, null, 7, [], {}),
            fc.constantFrom(...ODD),
          )
          .map(item => ({ item })),
      ),
    )
    .map(([key, other]) =>
      'filling' in other
        ? put(key, HOLE).replace(`"${HOLE}"`, () => other.filling)
        : put(key, other.item),
    );
}

function valid(
  name: string,
  schema: Schema,
  known: Known,
): fc.Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    return fc.oneof(...options.map(option => valid(name, option, known)));
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  switch (schema.type) {
    case 'object':
      return validObject(schema, known);
    case 'array':
      return fc.array(valid(name, schema.items ?? {}, known), { maxLength: 3 });
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'integer':
      return fc.oneof(fc.integer(), fc.double());
    case 'string':
      return texts(name, known);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

function validObject(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { properties, additionalProperties, required = [] } = schema;
  if (properties) {
    return fc.record(
      Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [
          key,
          valid(key, inner, known),
        ]),
      ),
      { requiredKeys: required },
    );
  }
  const inner =
    typeof additionalProperties === 'object' ? additionalProperties : {};
  return fc.dictionary(texts('key', known), valid('', inner, known), {
    maxKeys: 3,
  });
}

/** Byte by byte: `encodeURIComponent` refuses halves of characters. */
function encoded(text: string): string {
  return Array.from(Buffer.from(text), byte =>
    /[\w.-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}
