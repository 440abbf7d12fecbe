import { parse, parseDocument } from 'yaml';
import { edited, EditPath, EditValue } from './edit';

const TEXT = `# The front of the shop.
apiVersion: score.dev/v1b1
metadata: { name: web }

containers:
  main:
    image: "nginx:1" # pinned
    variables:
      # Where the database is.
      HOST: \${resources.db.host}
      NOTE: >
        a long
        text

      LAST: x

resources:
  db: # the only one
    type: postgres
    params: { version: '17' }

  empty:
    type: environment
`;

/** Lines that are gone, and lines that are new. */
function difference(after: string | undefined): string[] {
  const before = TEXT.split('\n');
  const lines = (after ?? 'nothing').split('\n');
  return [
    ...before.filter(line => !lines.includes(line)).map(line => `- ${line}`),
    ...lines.filter(line => !before.includes(line)).map(line => `+ ${line}`),
  ];
}

describe('an edited text', () => {
  it.each<[string, EditPath, EditValue | undefined, string[]]>([
    [
      'changes one value, beside its comment',
      ['containers', 'main', 'image'],
      'nginx:2',
      ['-     image: "nginx:1" # pinned', '+     image: nginx:2 # pinned'],
    ],
    [
      'adds a key behind the last',
      ['containers', 'main', 'variables', 'NEW'],
      '${resources.db.port}',
      ['+       NEW: ${resources.db.port}'],
    ],
    [
      'quotes what would be no text',
      ['containers', 'main', 'variables', 'LAST'],
      'true',
      ['-       LAST: x', '+       LAST: "true"'],
    ],
    [
      'makes mappings on the way',
      ['service', 'ports', 'http', 'port'],
      80,
      ['+ service:', '+   ports:', '+     http:', '+       port: 80'],
    ],
    [
      'adds inside of braces',
      ['resources', 'db', 'params', 'size'],
      3,
      [
        "-     params: { version: '17' }",
        "+     params: { version: '17', size: 3 }",
      ],
    ],
    [
      'removes a key',
      ['containers', 'main', 'variables', 'LAST'],
      undefined,
      ['-       LAST: x'],
    ],
    [
      'removes a whole resource',
      ['resources', 'empty'],
      undefined,
      ['-   empty:', '-     type: environment'],
    ],
    [
      'adds a resource',
      ['resources', 'cache'],
      { type: 'redis' },
      ['+   cache:', '+     type: redis'],
    ],
  ])('%s', (_, path, value, expected) => {
    expect(difference(edited(TEXT, path, value))).toEqual(expected);
  });

  it('removes a mapping with the last that was in it', () => {
    const text = 'a: 1\nb:\n  c:\n    d: 2\n# end\n';
    expect(edited(text, ['b', 'c', 'd'], undefined)).toBe('a: 1\n# end\n');
  });

  it('leaves a broken text alone', () => {
    expect(edited('a: [', ['a'], 'x')).toBeUndefined();
  });

  it('fills a key that has nothing yet', () => {
    expect(edited('a:\n', ['a', 'b'], 'x')).toBe('a:\n  b: x\n');
  });

  const leaves = (value: unknown, path: string[] = []): string[][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          leaves(item, [...path, key]),
        )
      : [path];

  it.each(leaves(parse(TEXT)).map(path => ({ path })))(
    'goes there and back again: $path',
    ({ path }) => {
      const document = parseDocument(TEXT);
      const before = document.getIn(path);
      const changed = edited(TEXT, path, 'other') ?? '';
      expect(parseDocument(changed).getIn(path)).toBe('other');
      const back = edited(changed, path, String(before)) ?? '';
      expect(parse(back)).toEqual(document.toJS());
      expect(changed.match(/#.*$/gm)).toEqual(TEXT.match(/#.*$/gm));
    },
  );
});
