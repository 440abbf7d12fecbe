import { told } from '../__testUtils__/told';
import { readWorkload } from './readWorkload';

const BASE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: a
    args: [one, two]
    variables: { A: base, B: base, a.b: dotted }
resources:
  db: { type: postgres, params: { size: small } }
`;

function read(overrides: string[], set: string[] = []) {
  return readWorkload(BASE, {
    file: 'score.yaml',
    overrides: overrides.map((text, index) => ({
      file: `override-${index}.yaml`,
      text,
    })),
    set,
  });
}

function main(result: ReturnType<typeof read>) {
  if (!result.ok) {
    throw new Error(told(result).join(', '));
  }
  const { image, args, variables } = result.value.containers.main;
  return { image, args, variables };
}

describe('override files', () => {
  it('merge maps, replace lists and values, delete by null', () => {
    const override = `
containers:
  main:
    args: [three]
    variables: { A: null, B: over, C: new }
resources: null
`;
    const result = read([override]);
    expect(main(result)).toEqual({
      image: 'a',
      args: ['three'],
      variables: { B: 'over', C: 'new', 'a.b': 'dotted' },
    });
    expect(result.ok && result.value.resources).toEqual({});
  });

  it('apply in their order', () => {
    const image = (name: string) => `containers: { main: { image: ${name} } }`;
    expect(main(read([image('b'), image('c')])).image).toBe('c');
  });

  it('leave no null behind in a map that they bring', () => {
    const result = read(['metadata: { more: { a: null, b: 1 } }']);
    expect(result.ok && result.value.metadata.more).toEqual({ b: 1 });
  });

  it('are named where they broke something, and the base where it did', () => {
    const result = read([
      `containers:
  main:
    image: 5
    variables:
      A: 1
`,
      'containers: { main: { ports: [] } }',
    ]);
    expect(
      result.problems.map(({ file, line, path }) => [file, line, path]),
    ).toEqual([
      ['override-0.yaml', 3, 'containers.main.image'],
      ['override-0.yaml', 5, 'containers.main.variables.A'],
      ['override-1.yaml', 1, 'containers.main.ports'],
    ]);
  });

  it('are upgraded like the file itself', () => {
    const result = read([
      'containers: { main: { files: [{ target: /a, content: b }] } }',
    ]);
    expect(told(result)).toEqual(['1:23 (OldSpelling) containers.main.files']);
    expect(result.ok && result.value.containers.main.files['/a']).toEqual({
      content: { text: 'b' },
      noExpand: false,
    });
  });

  it.each([
    ['broken YAML', 'a: [', 'YamlSyntax'],
    ['a list', '[]', 'NotAMapping'],
    ['nothing', '', 'EmptyDocument'],
  ])('must be a mapping, not %s', (_, text, code) => {
    const { problems } = read([text]);
    expect(problems).toMatchObject([{ file: 'override-0.yaml', code }]);
  });

  it.each(['[]', 'a: 1\n---\nb: 2'])(
    'are not asked to be whole Score files: %s',
    text => {
      const [{ message }] = read([text]).problems;
      expect(message).not.toContain('apiVersion');
      expect(message).not.toContain('A Score file');
    },
  );
});

describe('path=value', () => {
  it.each([
    ['a value', 'containers.main.image=b', { image: 'b' }],
    ['a YAML value', 'containers.main.args=[x, "1"]', { args: ['x', '1'] }],
    [
      'an item by its index',
      'containers.main.args.1=zwei',
      { args: ['one', 'zwei'] },
    ],
    [
      'a new item by -1',
      'containers.main.args.-1=three',
      { args: ['one', 'two', 'three'] },
    ],
    [
      'a new item by the next index',
      'containers.main.args.2=three',
      { args: ['one', 'two', 'three'] },
    ],
    ['nothing: an item goes', 'containers.main.args.0=', { args: ['two'] }],
    ['nothing: a key goes', 'containers.main.args=', { args: undefined }],
    ['nothing where nothing is', 'containers.main.command.0=', {}],
    ['a value with "="', 'containers.main.image=a=b', { image: 'a=b' }],
    [
      'a key with a dot',
      'containers.main.variables.a\\.b=x',
      { variables: { A: 'base', B: 'base', 'a.b': 'x' } },
    ],
    [
      'a key with a backslash',
      'containers.main.variables.a\\\\b=x',
      { variables: { A: 'base', B: 'base', 'a.b': 'dotted', 'a\\b': 'x' } },
    ],
    [
      'a key with "="',
      'containers.main.variables={ A: x }',
      { variables: { A: 'x' } },
    ],
  ])('sets %s', (_, assignment, expected) => {
    const { args, ...before } = main(read([]));
    const { args: changed, ...after } = main(read([], [assignment]));
    expect({ args: changed, ...after }).toEqual({
      args,
      ...before,
      ...expected,
    });
  });

  it('makes the maps on the way', () => {
    const result = read([], ['service.ports.web.port=80']);
    expect(result.ok && result.value.service.ports.web.port).toBe(80);
  });

  it('begins the list that -1 appends to', () => {
    const set = [
      'containers.main.command.-1=run',
      'containers.main.command.-1=all',
    ];
    const result = read([], set);
    expect(result.ok && result.value.containers.main.command).toEqual([
      'run',
      'all',
    ]);
  });

  it('comes after the override files, in its order', () => {
    const image = 'containers: { main: { image: file } }';
    const set = ['containers.main.image=b', 'containers.main.image=c'];
    expect(main(read([image], set)).image).toBe('c');
  });

  it.each([
    ['no "="', 'containers.main.image'],
    ['no path', '=x'],
    ['an empty key', 'containers..image=x'],
    ['a trailing dot', 'containers.main.=x'],
    ['a value that is no YAML', 'containers.main.image=[x'],
    ['two documents', 'containers.main.image=a\n---\nb'],
    ['a key in a text', 'containers.main.image.tag=x'],
    ['a word in a list', 'containers.main.args.last=x'],
    ['an index behind the end', 'containers.main.args.3=x'],
    ['deleting behind the end', 'containers.main.args.2='],
    ['the prototype', '__proto__.x=1'],
  ])('refuses %s', (_, assignment) => {
    const { ok, problems } = read([], [assignment]);
    expect(ok).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(['InvalidOverride']);
  });

  it('is named, and its value is not shown, when it broke something', () => {
    const { problems } = read([], ['containers.main.variables.A=[hunter2]']);
    expect(problems).toMatchObject([
      {
        path: 'containers.main.variables.A',
        message:
          'This must be a text. (Set by the override containers.main.variables.A.)',
      },
    ]);
    expect(problems[0].line).toBeUndefined();
  });
});
