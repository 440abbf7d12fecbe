import { YamlToken, yamlTokens } from './yamlTokens';

const kinds = (line: string) =>
  yamlTokens(line)
    .filter(token => token.kind !== 'plain')
    .map((token): [YamlToken['kind'], string] => [token.kind, token.text]);

it.each<[string, [YamlToken['kind'], string][]]>([
  ['name: web', [['key', 'name']]],
  ['  - name: web', [['key', 'name']]],
  [
    '    image: .   # later',
    [
      ['key', 'image'],
      ['comment', ' # later'],
    ],
  ],
  ['# all of it', [['comment', '# all of it']]],
  ['url: http://a.b/c#d', [['key', 'url']]],
  [
    '"a: b": "c # d"',
    [
      ['key', '"a: b"'],
      ['text', '"c # d"'],
    ],
  ],
  [
    'HOST: ${resources.db.host}:${resources.db.port}',
    [
      ['key', 'HOST'],
      ['placeholder', '${resources.db.host}'],
      ['placeholder', '${resources.db.port}'],
    ],
  ],
  [
    'HOST: "${resources.db.host}"',
    [
      ['key', 'HOST'],
      ['placeholder', '"${resources.db.host}"'],
    ],
  ],
  ['just text', []],
  ['', []],
])('%s', (line, expected) => {
  expect(kinds(line)).toEqual(expected);
  expect(
    yamlTokens(line)
      .map(token => token.text)
      .join(''),
  ).toBe(line);
});
