import { JsonValue, Secret, Unknown, Value } from '../../model';
import { Parts } from '../../placeholders';
import { fillPlatformValue } from './platformValue';
import { reveal } from './inspect';

const scope: Partial<Parts> = {
  context: {
    application: 'shop',
    environment: 'blue',
    environmentType: 'production',
    release: 'r1',
  },
  params: {
    version: '16',
    replicas: 2,
    tags: ['a', 'b'],
    secret: new Secret('s3'),
    'with.dot': 1,
  },
  resources: {
    instance: {
      host: 'pg.internal',
      port: 5432,
      conn: { user: 'ada' },
      password: new Secret('hunter2'),
      uri: new Unknown('string', true, 'instance.uri'),
      url: new Unknown('string', false, 'instance.url'),
    },
  },
  values: { LEVEL: 'info' },
  secrets: { KEY: new Secret('k3y') },
};

function filled(value: JsonValue, within: Partial<Parts> = scope): Value {
  const { value: result, problems } = fillPlatformValue(value, within);
  expect(problems).toEqual([]);
  return result;
}

function messages(value: JsonValue, within: Partial<Parts> = scope): string[] {
  return fillPlatformValue(value, within).problems.map(
    ({ message }) => message,
  );
}

describe('the grammar', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['$', '$'],
    ['$$', '$$'],
    ['$(POD)', '$(POD)'],
    ['$${params.version}', '${params.version}'],
    ['$$${params.version}', '$${params.version}'],
    ['a $${ b', 'a ${ b'],
    ['$${x} ${params.version}', '${x} 16'],
    ['v${params.version}-${context.environment}', 'v16-blue'],
    ['${params.with\\.dot}!', '1!'],
    ['${params.tags}!', '["a","b"]!'],
  ])('%j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it.each<[string, Value]>([
    ['${params.replicas}', 2],
    ['${params.tags}', ['a', 'b']],
    ['${resources.instance.conn}', { user: 'ada' }],
    ['${params.with\\.dot}', 1],
  ])('%s alone keeps its type', (text, expected) => {
    expect(filled(text)).toEqual(expected);
  });

  it('fills maps and lists', () => {
    expect(
      filled({
        a: ['${params.version}', { b: '${params.replicas}' }],
        c: null,
      }),
    ).toEqual({ a: ['16', { b: 2 }], c: null });
  });

  it.each([
    ['a ${params.version', 'A "${" has no "}" behind it.'],
    ['$$${params', undefined],
  ])('%j: %s', (text, message) => {
    expect(messages(text)).toEqual(message === undefined ? [] : [message]);
  });

  it('every problem is named with its place, and the text stays', () => {
    const { value, problems } = fillPlatformValue(
      { a: ['${nope.a} ${params.nope}'], b: '${values.LEVEL}' },
      scope,
    );
    expect(problems.map(({ path }) => path)).toEqual(['a[0]', 'a[0]']);
    expect(value).toEqual({ a: ['${nope.a} ${params.nope}'], b: 'info' });
  });
});

it.each<[string, Value]>([
  ['${resources.instance.url}', new Unknown('string', false, 'instance.url')],
  ['${resources.instance.uri}', new Unknown('string', true, 'instance.uri')],
  [
    'a${resources.instance.url}${secrets.KEY}',
    new Unknown('string', true, 'instance.url'),
  ],
  [
    'p${text(resources.instance.uri)}',
    new Unknown('string', true, 'text(instance.uri)'),
  ],
  ['${text(params.replicas)}', '2'],
])('%s is %j', (text, expected) => {
  expect(filled(text)).toEqual(expected);
});

it('text that touched a secret is secret', () => {
  const value = filled('x-${resources.instance.password}-${secrets.KEY}');
  expect(value).toBeInstanceOf(Secret);
  expect(reveal(value)).toBe('x-hunter2-k3y');
});
