import fc from 'fast-check';
import { JsonValue, isObject } from '../../model';
import { Path } from '../path';
import { valueAt } from '../tree';
import { readYaml } from '../yaml';

/**
 * Edits of what a file says, not of its letters: most texts are good YAML afterwards, and go deeper
 * into the engine than those with a broken letter.
 */

const LONG = 'x'.repeat(300);

/** Names that mean something to JavaScript or to us, or are wrong as names. */
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'length',
  'default',
  'environment',
  'base-workload',
  '@',
  '*',
  'a.b/c',
  'a b',
  '',
  LONG,
];

/** Values that fit nowhere, or nearly everywhere. */
const VALUES: JsonValue[] = [
  ...NAMES,
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[]],
  [null],
  [{ name: 'a' }, { name: 'a' }],
  { name: 'a' },
  { $patch: 'delete' },
  '${',
  '$${context.application}',
  '${context.application}',
  '${context.owner}',
  '${resource.name}',
  '${resource.uid}${resource.uid}',
  '${resources.db.host}',
  '${resources.db}',
  '${resources.db.password}',
  '${resources.constructor.name}',
  '${params.__proto__}',
  '${params}',
  '${collect.all.address}',
  '${values.constructor}',
  '${secrets.TOKEN}',
  '${platform.secrets.PRODUCTION_DATABASE_PASSWORD}',
  '${workload.name}',
  '${workloads.web.service.ports.http.port}',
  '${generate.password.app}',
  '${generate.password.__proto__}',
  '${metadata.name}',
  '${metadata.annotations}',
  '.',
  '/a/../b',
  '#/$defs/a',
  '^(a+)+$',
  '(((((((((((((((((((((((((((((((((',
  'workload.containers.all(c, c.image.matches("^(a+)+$"))',
  '1 / 0 == 1',
  'size(object) > 0',
  { $ref: '#' },
  { anyOf: [{ type: 'string' }, { $ref: '#/anyOf/0' }] },
  { type: 'string', pattern: '^(a|a)*$', 'x-secret': true },
];

function pathsOf(value: JsonValue, path: Path = []): Path[] {
  if (Array.isArray(value)) {
    return [
      path,
      ...value.flatMap((item, index) => pathsOf(item, [...path, index])),
    ];
  }
  return isObject(value)
    ? [
        path,
        ...Object.entries(value).flatMap(([key, item]) =>
          pathsOf(item, [...path, key]),
        ),
      ]
    : [path];
}

/** A copy with another value there; `undefined` takes the member away. */
function withAt(
  value: JsonValue,
  [key, ...rest]: Path,
  change: JsonValue | undefined,
): JsonValue | undefined {
  if (key === undefined) return change;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const changed = index === key ? withAt(item, rest, change) : item;
      return changed === undefined ? [] : [changed];
    });
  }
  return isObject(value)
    ? // Members, not an assignment: `__proto__` is a name like any other.
      Object.fromEntries(
        Object.entries(value).flatMap(([name, item]) => {
          const changed = name === key ? withAt(item, rest, change) : item;
          return changed === undefined ? [] : [[name, changed]];
        }),
      )
    : value;
}

function withMember(
  value: JsonValue | undefined,
  name: string,
  item: JsonValue,
) {
  return isObject(value)
    ? Object.fromEntries([...Object.entries(value), [name, item]])
    : value;
}

/** Places are fractions of all there are, so that an edit fits any document. */
interface Edit {
  verb: 'put' | 'copy' | 'drop' | 'add' | 'rename';
  at: number;
  from: number;
  name: string;
  value: JsonValue;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  verb: fc.constantFrom('put', 'put', 'copy', 'drop', 'add', 'rename'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  from: fc.double({ min: 0, max: 0.999, noNaN: true }),
  name: fc.constantFrom(...NAMES),
  value: fc.constantFrom(...VALUES),
});

function edited(
  document: JsonValue,
  { verb, at, from, name, value }: Edit,
): JsonValue {
  const paths = pathsOf(document);
  const path = paths[Math.floor(at * paths.length)];
  const last = path.at(-1);
  switch (verb) {
    case 'put':
      return withAt(document, path, value) ?? null;
    case 'copy': {
      const source = paths[Math.floor(from * paths.length)];
      return withAt(document, path, valueAt(document, source)) ?? null;
    }
    case 'drop':
      return withAt(document, path, undefined) ?? null;
    case 'add': {
      const there = valueAt(document, path);
      return (
        withAt(
          document,
          path,
          Array.isArray(there)
            ? [...there, value]
            : withMember(there, name, value),
        ) ?? null
      );
    }
    default: {
      const parent = path.slice(0, -1);
      const there = valueAt(document, parent);
      return typeof last === 'string' && isObject(there)
        ? withAt(
            document,
            parent,
            Object.fromEntries(
              Object.entries(there).map(([key, item]) => [
                key === last ? name : key,
                item,
              ]),
            ),
          ) ?? null
        : document;
    }
  }
}

/** The documents of one of these texts, changed in one to four places. */
export function rearranged(texts: readonly string[]): fc.Arbitrary<string> {
  const all = texts.map(text =>
    readYaml(text, 'seed.yaml').documents.map(({ value }) => value),
  );
  return fc
    .record({
      documents: fc.constantFrom(...all),
      which: fc.double({ min: 0, max: 0.999, noNaN: true }),
      edits: fc.oneof(
        { weight: 3, arbitrary: fc.tuple(edit) },
        {
          weight: 1,
          arbitrary: fc.array(edit, { minLength: 2, maxLength: 4 }),
        },
      ),
    })
    .map(({ documents, which, edits }) => {
      const chosen = Math.floor(which * documents.length);
      return documents
        .map((document, index) =>
          JSON.stringify(
            index === chosen
              ? edits.reduce<JsonValue>(edited, document)
              : document,
            null,
            1,
          ),
        )
        .join('\n---\n');
    });
}
