import { readWorkload } from './readWorkload';

function fileWith(place: string, text: string): string {
  const quoted = JSON.stringify(text);
  return `apiVersion: score.dev/v1b1
metadata: { name: web, team: { name: shop, 'a.b': x }, list: [1] }
containers:
  main:
    image: a
    ${place.replaceAll('X', () => quoted)}
resources:
  db: { type: postgres }
`;
}

function codes(place: string, text: string): string[] {
  return readWorkload(fileWith(place, text), {
    file: 'score.yaml',
  }).problems.map(({ code }) => code);
}

const VARIABLE = 'variables: { A: X }';

describe('placeholders', () => {
  it.each([
    'text',
    '$',
    '$HOME',
    '$$',
    '$${anything at all}',
    '$$$${x}',
    '${unclosed',
    '${metadata.name}',
    '${metadata.team.name}',
    '${metadata.team.a\\.b}',
    '${metadata.team}',
    '${resources.db.host}',
    '${resources.db.deep.er}',
    'a${metadata.name}b${resources.db.port}c',
  ])('can be filled: %s', text => {
    expect(codes(VARIABLE, text)).toEqual([]);
  });

  it.each([
    ['${}', 'InvalidPlaceholder'],
    ['${metadata}', 'InvalidPlaceholder'],
    ['${resources}', 'InvalidPlaceholder'],
    ['${pod.metadata.name}', 'InvalidPlaceholder'],
    ['${ metadata.name }', 'InvalidPlaceholder'],
    ['${metadata.}', 'InvalidPlaceholder'],
    ['${metadata..name}', 'InvalidPlaceholder'],
    ['${resources.db}', 'InvalidPlaceholder'],
    ['${resources.db.}', 'InvalidPlaceholder'],
    ['$$${pod.x}', 'InvalidPlaceholder'],
    ['${metadata.nmae}', 'UnknownPlaceholder'],
    ['${metadata.team.lead}', 'UnknownPlaceholder'],
    ['${metadata.name.first}', 'UnknownPlaceholder'],
    ['${metadata.list.0}', 'UnknownPlaceholder'],
    ['${metadata.constructor}', 'UnknownPlaceholder'],
    ['${resources.cache.host}', 'UnknownPlaceholder'],
  ])('cannot be filled: %s', (text, code) => {
    expect(codes(VARIABLE, text)).toEqual([code]);
  });

  it.each([
    ['variables', VARIABLE, 1],
    ['content of files', 'files: { /a: { content: X } }', 1],
    [
      'content with noExpand',
      'files: { /a: { content: X, noExpand: true } }',
      0,
    ],
    ['sources of volumes', 'volumes: { /a: { source: X } }', 1],
    ['names of variables', 'variables: { X: a }', 0],
    ['the image', 'image: X', 0],
    ['command and args', 'command: [X]\n    args: [X]', 0],
  ])('are looked for in %s: %#', (_, place, count) => {
    const text = fileWith(place, '${nowhere.x}').replace(
      place.startsWith('image') ? '    image: a\n' : '\0',
      '',
    );
    const { problems } = readWorkload(text, { file: 'score.yaml' });
    expect(problems).toHaveLength(count);
  });

  it('are looked for in params, in values at any depth, never in keys', () => {
    const { problems } = readWorkload(
      `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: a } }
resources:
  db:
    type: postgres
    params:
      \${a.key}: [{ deep: "\${b.value}" }]
    metadata: { note: "\${c.note}" }
`,
      { file: 'score.yaml' },
    );
    expect(problems.map(({ path }) => path)).toEqual([
      'resources.db.params["${a.key}"][0].deep',
    ]);
  });

  it('may name a whole resource as the source of a volume only', () => {
    expect(codes('volumes: { /a: { source: X } }', '${resources.db}')).toEqual(
      [],
    );
  });

  it('are pointed at inside a long text', () => {
    const { problems } = readWorkload(
      `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: a
    files:
      /etc/app.conf:
        content: |
          first
          second \${nowhere.x}
`,
      { file: 'score.yaml' },
    );
    expect(problems).toMatchObject([{ line: 10, column: 18 }]);
  });

  it('show no more than their name: what follows may be a password', () => {
    const { problems } = readWorkload(
      fileWith(VARIABLE, '${PASSWORD:-hunter2}'),
      { file: 'score.yaml' },
    );
    expect(problems[0].message).toContain('${PASSWORD…}');
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});
