import { JsonValue, isObject } from '../../model';
import {
  examplePlatformFiles,
  exampleScoreFiles,
} from '../__testUtils__/examples';
import { Path } from '../path';
import { readYaml } from './documents';

function valuesOf(text: string): JsonValue[] {
  const { documents, problems } = readYaml(text, 'file.yaml');
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value);
}

function toldOf(text: string): string[] {
  return readYaml(text, 'file.yaml').problems.map(
    ({ line, column, code, path }) =>
      [`${line}:${column}`, code, path].filter(Boolean).join(' '),
  );
}

describe('values', () => {
  it.each<[string, JsonValue]>([
    ['text', 'text'],
    ['yes', 'yes'],
    ['2024-01-01', '2024-01-01'],
    ['1:30', '1:30'],
    ['1_000', '1_000'],
    ['true', true],
    ['~', null],
    ['5432', 5432],
    ['-1', -1],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['0x1F', 31],
    ['0o17', 15],
    ['0b11', 3],
    // As Go's reader and Kubernetes have it.
    ['0644', 420],
    ['-017', -15],
    ['089', 89],
    ['9007199254740991', 9007199254740991],
    ["'0644'", '0644'],
    ['"a\\nb"', 'a\nb'],
    ['grün 🥁', 'grün 🥁'],
  ])('%s', (text, value) => {
    expect(valuesOf(`a: ${text}`)).toEqual([{ a: value }]);
  });

  it('aliases and merge keys are copies of their own', () => {
    const [value] = valuesOf(
      'base: &b { x: 1, y: [2] }\nsame: *b\nmore: { <<: *b, x: 3 }',
    );
    expect(value).toEqual({
      base: { x: 1, y: [2] },
      same: { x: 1, y: [2] },
      more: { x: 3, y: [2] },
    });
    expect(isObject(value) && value.base !== value.same).toBe(true);
  });

  it('keys are texts, whatever they look like', () => {
    expect(valuesOf('8080: a\ntrue: b\n? c\n: d\nconstructor: e')).toEqual([
      { '8080': 'a', true: 'b', c: 'd', constructor: 'e' },
    ]);
  });
});

describe('documents', () => {
  it.each<[string, string, [line: number, value: JsonValue][]]>([
    ['one', 'a: 1', [[1, { a: 1 }]]],
    ['none', '', []],
    ['comments only', '# a\n\n# b\n', []],
    ['markers only', '---\n---\n', []],
    ['null', 'null', []],
    ['a mark of the byte order', '\uFEFFa: 1', [[1, { a: 1 }]]],
    ['a marker first', '---\na: 1\n', [[2, { a: 1 }]]],
    ['a marker with content', '--- { a: 1 }\n', [[1, { a: 1 }]]],
    ['a comment first', '# c\n\na: 1\n', [[3, { a: 1 }]]],
    [
      'several',
      'a: 1\n---\n# c\nb: 2\n---\n\n---\nc: 3\n',
      [
        [1, { a: 1 }],
        [4, { b: 2 }],
        [8, { c: 3 }],
      ],
    ],
    ['directives', '%YAML 1.2\n# c\n---\na: 1\n', [[4, { a: 1 }]]],
    [
      'an end mark',
      'a: 1\n...\n---\nb: 2\n',
      [
        [1, { a: 1 }],
        [4, { b: 2 }],
      ],
    ],
    [
      'lines that only begin like a marker',
      'a: |\n  ---\n---b: 2\n',
      [[1, { a: '---\n', '---b': 2 }]],
    ],
    [
      'carriage returns',
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        [1, { a: 1 }],
        [3, { b: 2 }],
      ],
    ],
  ])('%s', (_, text, expected) => {
    const { documents, problems } = readYaml(text, 'file.yaml');
    expect(problems).toEqual([]);
    expect(documents.map(({ line, value }) => [line, value])).toEqual(expected);
  });

  it('a broken one does not hide the others', () => {
    const { documents, problems, isBroken } = readYaml(
      'a: 1\n---\nb: [\n---\nc: 3\n---\nd: "x\n',
      'file.yaml',
    );
    expect(isBroken).toBe(true);
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(problems.map(({ code, line }) => [code, line])).toEqual(
      expect.arrayContaining([
        ['YamlSyntax', 4],
        ['YamlSyntax', 8],
      ]),
    );
  });
});

describe('what is no valid YAML', () => {
  it.each([
    ['a tab', 'a:\n\tb: 1\n', '2:1 YamlSyntax'],
    ['an unclosed list', 'a: [1\n', '2:1 YamlSyntax'],
    ['an unclosed text', 'a: "b\n', '2:1 YamlSyntax'],
    ['a colon in a text', 'a: b: c\n', '1:4 YamlSyntax'],
    ['an unknown alias', 'a: *b\n', '1:6 YamlSyntax'],
    ['a tag', 'a: !secret b\n', '1:13 YamlSyntax'],
    ['a zero byte', 'a: \0\n', '1:4 YamlSyntax'],
    [
      'the same key twice',
      'a: 1\nb: { c: 1, c: 2 }\na: 2\n',
      '2:12 DuplicateKey b.c',
    ],
    ['the prototype', 'a: { __proto__: 1 }', '1:6 ForbiddenKey a.__proto__'],
    ['infinity', 'a: [.inf]', '1:5 NumberNotKept a[0]'],
    ['a number that is not one', 'a: .nan', '1:4 NumberNotKept a'],
    ['a number beyond 2^53', 'a: 9007199254740993', '1:4 NumberNotKept a'],
  ])('%s', (_, text, expected) => {
    expect(toldOf(text)).toContain(expected);
  });

  it('all of it at once', () => {
    expect(toldOf('a: [1\nb: "x" y\nc: 1\n').length).toBeGreaterThan(1);
    expect(toldOf('a: 1\na: 2\na: 3\nb: 1\nb: 2\n')).toEqual([
      '2:1 DuplicateKey a',
      '3:1 DuplicateKey a',
      '5:1 DuplicateKey b',
    ]);
  });

  it('says the lines of the file, not of the document', () => {
    expect(readYaml('x: 1\n---\na: 1\na: 2\n', 'f').problems).toMatchObject([
      {
        line: 4,
        message:
          'The key "a" stands here a second time; the first is in line 3.',
      },
    ]);
  });

  it('does not quote what it holds', () => {
    const { problems } = readYaml('a: "b" hunter2\nc: [1\nhunter2\n', 'f');
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('limits', () => {
  const aliases = (count: number) =>
    `a: &a { x: 1 }\nb: [${'*a, '.repeat(count)}]`;
  const texts = (count: number) => `a: &a x\nb: [${'*a, '.repeat(count)}]`;

  it.each([
    ['1 MiB', `a: ${'x'.repeat(1024 * 1024 - 3)}`],
    ['100 expanded aliases', aliases(100)],
    ['100 expanded aliases of texts', texts(100)],
    ['90 levels', `${'['.repeat(90)}${']'.repeat(90)}`],
    ['1,000 documents', `${'a: 1\n---\n'.repeat(999)}a: 1`],
    [
      '10,000 keys',
      Array.from({ length: 10_000 }, (_, i) => `k${i}: 1`).join('\n'),
    ],
  ])('%s are read', (_, text) => {
    expect(toldOf(text)).toEqual([]);
  });

  it.each([
    ['more than 1 MiB', `a: ${'x'.repeat(1024 * 1024)}`, 'TooLarge'],
    ['1 MiB in fewer characters', `a: ${'é'.repeat(600 * 1024)}`, 'TooLarge'],
    ['101 expanded aliases', aliases(101), 'TooManyAliases'],
    ['101 expanded aliases of texts', texts(101), 'TooManyAliases'],
    [
      'aliases that multiply',
      `a: &a [1]\nb: &b [${'*a, '.repeat(9)}]\nc: [${'*b, '.repeat(11)}]`,
      'TooManyAliases',
    ],
    [
      '100 aliases of a long text',
      `a: &a ${'x'.repeat(100_000)}\nb: [${'*a, '.repeat(90)}]`,
      'TooLarge',
    ],
    ['101 levels', `${'['.repeat(101)}${']'.repeat(101)}`, 'TooDeep'],
    ['1,001 documents', `${'a: 1\n---\n'.repeat(1000)}a: 1`, 'TooLarge'],
    ['100,001 values', `[${'1,'.repeat(100_000)}]`, 'TooLarge'],
  ])('%s are refused', (_, text, code) => {
    expect(readYaml(text, 'f').problems.map(problem => problem.code)).toEqual([
      code,
    ]);
  });
});

describe('places', () => {
  function isText(value: unknown): value is string {
    return typeof value === 'string';
  }

  /** Every key and every value of a tree. */
  function* pathsOf(
    value: JsonValue,
    path: Path,
  ): Generator<[Path, JsonValue]> {
    yield [path, value];
    const entries = Array.isArray(value)
      ? value.map((item, index): [number, JsonValue] => [index, item])
      : Object.entries(isObject(value) ? value : {});
    for (const [key, child] of entries) {
      yield* pathsOf(child, [...path, key]);
    }
  }

  const nasty = `# comment
- # behind a dash
  - { a: 1, "b c": [x, {d: e}] }
  - [f: g, h]
  -
  - ? i
    : j
- &anchor
  k: # behind a colon
    l
  'm': !!str n
  "o\\"p": |
    q
  r: >-

    s
  t:
  u: *anchor
-
  - - v
    - w: x
      y: z
- - [ ]
- {}
`;

  it.each([
    ...[...exampleScoreFiles(), ...examplePlatformFiles()].map(
      ({ file, text }) => [file, text],
    ),
    ['every way to write things', nasty],
  ])('of all keys and values: %s', (_, text) => {
    const lines = text.split('\n');
    const found: string[] = [];
    for (const { value, locate } of readYaml(text, 'f').documents) {
      for (const [path, child] of pathsOf(value, [])) {
        const key = path[path.length - 1];
        // Of a value in a list only a text shows where it stands.
        const expected = [key, child].find(isText) ?? '';
        const { line, column } = locate(path, { key: typeof key === 'string' });
        const mark = lines[line - 1].slice(column - 1);
        // The text of a block begins below its mark.
        const written = mark === '|' ? lines[line].trim() : mark;
        const there = written.replace(/["'\\]/g, '');
        if (!there.startsWith(expected.replace(/["'\\]/g, '').split('\n')[0])) {
          found.push(`${path.join('/')} is not at ${line}:${column}: ${there}`);
        }
      }
    }
    expect(found).toEqual([]);
  });

  it('the nearest above for what is not there', () => {
    const [{ locate }] = readYaml('a:\n  b: 1\nc: [x]\n', 'f').documents;
    expect(locate(['a', 'x', 'y'])).toEqual({ line: 1, column: 1 });
    expect(locate(['c', 5])).toEqual({ line: 3, column: 1 });
    expect(locate(['nowhere'])).toEqual({ line: 1, column: 1 });
    expect(locate([])).toEqual({ line: 1, column: 1 });
  });

  it('inside a value', () => {
    const [{ locate }] = readYaml(
      'a:\n  b: |\n    one\n    two',
      'f',
    ).documents;
    expect(locate(['a', 'b'], { inside: 'two' })).toEqual({
      line: 4,
      column: 5,
    });
  });
});
