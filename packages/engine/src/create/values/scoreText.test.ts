import { JsonObject, Secret, Unknown, Value } from '../../model';
import { mask, reveal } from './inspect';
import { ScoreScope, fillScoreText, fillScoreValue } from './scoreText';

const metadata: JsonObject = {
  name: 'web',
  replicas: 3,
  debug: false,
  nothing: null,
  list: ['a', 1],
  'with.dot': 'dotted',
  team: { 'z-last': 1, lead: 'ada' },
};

const scope: ScoreScope = {
  metadata,
  resources: {
    db: {
      host: 'pg.internal',
      port: 5432,
      password: new Secret('hunter2'),
      tls: new Secret({ ca: 'CERT', depth: 2 }),
      url: new Unknown('string', false, 'db.url'),
      token: new Unknown('string', true, 'db.token'),
      size: new Unknown('integer', false, 'db.size'),
      status: new Unknown('object', false, 'db.status'),
    },
    disk: { source: { emptyDir: {} } },
  },
};

function filled(text: string): Value {
  const result = fillScoreText(text, scope);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function problem(text: string, within: ScoreScope = scope): string {
  const result = fillScoreText(text, within);
  if (result.ok) throw new Error(`filled: ${JSON.stringify(result.value)}`);
  expect(result.problem.code).toBe('UnknownPlaceholder');
  return result.problem.message;
}

describe('the grammar', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['$abc', '$abc'],
    ['$', '$'],
    ['$$', '$'],
    ['$$$', '$$'],
    ['a$$b', 'a$b'],
    ['$(POD_NAME)', '$(POD_NAME)'],
    ['$${metadata.name}', '${metadata.name}'],
    ['$$${metadata.name}', '$web'],
    ['$$$${metadata.name}', '$${metadata.name}'],
    ['$${a$$b}', '${a$$b}'],
    ['$${a${metadata.name}}', '${a${metadata.name}}'],
    ['${metadata.name}', 'web'],
    ['<${metadata.name}>', '<web>'],
    ['${metadata.name}${metadata.name}', 'webweb'],
    ['${metadata.name', '${metadata.name'],
    ['$${metadata.name', '${metadata.name'],
    ['} ${metadata.name}', '} web'],
    ['{${metadata.name}}', '{web}'],
    ['${metadata.with\\.dot}', 'dotted'],
    ['${metadata.team.lead}', 'ada'],
    ['ünïcödé ${metadata.name} 🍓', 'ünïcödé web 🍓'],
  ])('%j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it.each([
    ['a number', '${metadata.replicas}', '3'],
    ['a truth value', '${metadata.debug}', 'false'],
    ['null', '${metadata.nothing}', 'null'],
    ['a list', '${metadata.list}', '["a",1]'],
    ['a map, keys sorted', '${metadata.team}', '{"lead":"ada","z-last":1}'],
    ['an output', '${resources.db.port}', '5432'],
    ['a map among text', 'x=${metadata.team}', 'x={"lead":"ada","z-last":1}'],
  ])('%s is JSON text', (_, text, expected) => {
    expect(filled(text)).toBe(expected);
  });
});

describe('what cannot be filled says what exists', () => {
  it.each([
    ['${}', '${}: only metadata and resources can be used here, not "".'],
    [
      '${context.environment}',
      '${context.environment}: only metadata and resources can be used here, not "context".',
    ],
    [
      '${ metadata.name }',
      '${ metadata.name }: only metadata and resources can be used here, not " metadata".',
    ],
    ['${metadata}', '${metadata}: a key of metadata is needed.'],
    [
      '${metadata.team.boss}',
      '${metadata.team.boss}: metadata.team has no boss; there are: lead, z-last.',
    ],
    [
      '${metadata.name.first}',
      '${metadata.name.first}: metadata.name is a string and has no first.',
    ],
    [
      '${metadata.list.0}',
      '${metadata.list.0}: metadata.list is a list and has no 0.',
    ],
    [
      '${metadata.nothing.at}',
      '${metadata.nothing.at}: metadata.nothing is null and has no at.',
    ],
    [
      '${metadata.constructor}',
      '${metadata.constructor}: metadata has no constructor; there are: debug, list, name, nothing, replicas, team, with.dot.',
    ],
    [
      '${resources}',
      '${resources}: the name of a resource is needed; there are: db, disk.',
    ],
    [
      '${resources.cache.host}',
      '${resources.cache.host}: there is no resource cache; there are: db, disk.',
    ],
    [
      '${resources.toString.host}',
      '${resources.toString.host}: there is no resource toString; there are: db, disk.',
    ],
    [
      '${resources.db.hots}',
      '${resources.db.hots}: resources.db has no hots; there are: host, password, port, size, status, tls, token, url.',
    ],
    [
      '${resources.db}',
      '${resources.db}: an output of the resource is needed; only the source of a volume names the resource alone.',
    ],
    [
      '${a${metadata.name}}',
      '${a…}: only metadata and resources can be used here, not "a…".',
    ],
  ])('%s', (text, message) => {
    expect(problem(text)).toBe(message);
  });

  it('a shell default that was meant for a shell is not repeated', () => {
    expect(problem('${PASSWORD:-hunter2}')).not.toContain('hunter2');
  });

  it('a secret map does not tell its keys', () => {
    const message = problem('${resources.db.tls.key}');
    expect(message).toContain('resources.db.tls is secret and has no key');
    expect(message).not.toContain('ca');
  });

  it('a long list is cut', () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`k${index + 100}`, 1]),
    );
    const message = problem('${metadata.nope}', { ...scope, metadata: many });
    expect(message).toContain('k100, k101');
    expect(message).toContain('k129 and 70 more.');
  });

  it('a resource without outputs', () => {
    expect(
      problem('${resources.r.url}', { metadata, resources: { r: {} } }),
    ).toBe(
      '${resources.r.url}: resources.r has no url; there is nothing in it.',
    );
  });
});

describe('secrets', () => {
  it.each([
    ['${resources.db.password}', 'hunter2'],
    [
      'pg://u:${resources.db.password}@${resources.db.host}',
      'pg://u:hunter2@pg.internal',
    ],
    ['${resources.db.tls.depth}', '2'],
    ['${resources.db.tls}', '{"ca":"CERT","depth":2}'],
  ])('%s is secret as a whole', (text, content) => {
    const value = filled(text);
    expect(value).toBeInstanceOf(Secret);
    expect(reveal(value)).toBe(content);
    expect(String(value)).toBe('(secret)');
  });
});

describe('what is known after apply', () => {
  it.each([
    ['${resources.db.url}', false, 'db.url'],
    ['a ${resources.db.size} b', false, 'db.size'],
    ['${resources.db.status.ready}', false, 'db.status.ready'],
    ['${resources.db.token}', true, 'db.token'],
    ['${resources.db.url}${resources.db.size}', false, 'db.url, db.size'],
    ['${resources.db.password}${resources.db.url}', true, 'db.url'],
  ])('%s is unknown text', (text, secret, from) => {
    expect(filled(text)).toEqual(new Unknown('string', secret, from));
  });

  it('a scalar has no keys, then as little as now', () => {
    expect(problem('${resources.db.url.host}')).toContain(
      'resources.db.url is a string and has no host',
    );
  });
});

describe('a resource named alone', () => {
  const volumes: ScoreScope = {
    ...scope,
    whole: name => ({ name, emptyDir: {} }),
  };

  it('is what the scope says, where it says something', () => {
    expect(fillScoreText('${resources.disk}', volumes)).toEqual({
      ok: true,
      value: { name: 'disk', emptyDir: {} },
    });
  });

  it('is JSON among other text', () => {
    expect(fillScoreText('x${resources.disk}', volumes)).toEqual({
      ok: true,
      value: 'x{"emptyDir":{},"name":"disk"}',
    });
  });

  it('must be declared', () => {
    expect(problem('${resources.disc}', volumes)).toContain(
      'there is no resource disc',
    );
  });
});

describe('params', () => {
  it('are filled in maps and lists, never in keys', () => {
    const { value, problems } = fillScoreValue(
      {
        host: '${resources.db.host}',
        '${metadata.name}': 'a key',
        ports: [80, '${resources.db.port}'],
        deep: { name: '${metadata.name}', on: true },
        secret: '${resources.db.password}',
      },
      scope,
    );
    expect(problems).toEqual([]);
    expect(mask(value)).toEqual({
      host: 'pg.internal',
      '${metadata.name}': 'a key',
      ports: [80, '5432'],
      deep: { name: 'web', on: true },
      secret: '(secret)',
    });
  });

  it('name every place that is wrong, and leave it as it was', () => {
    const { value, problems } = fillScoreValue(
      { a: ['${nope}'], 'b.c': { d: '${metadata.nope}' } },
      scope,
    );
    expect(problems.map(({ path }) => path)).toEqual(['a[0]', '["b.c"].d']);
    expect(value).toEqual({ a: ['${nope}'], 'b.c': { d: '${metadata.nope}' } });
  });
});
