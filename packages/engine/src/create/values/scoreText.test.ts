import { JsonObject, Secret, Unknown, Value } from '../../model';
import { reveal } from './inspect';
import { mask } from './masks';
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
  const { code, message, hint } = result.problem;
  return `${code} | ${message} | ${hint}`;
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
    [
      '${}',
      'InvalidPlaceholder | ${} cannot be filled: there is no "" here. | There are: metadata, resources. Write $${…} if the text is meant as it stands.',
    ],
    [
      '${context.environment}',
      'InvalidPlaceholder | ${context.environment} cannot be filled: there is no "context" here. | There are: metadata, resources. Write $${…} if the text is meant as it stands.',
    ],
    [
      '${ metadata.name }',
      'InvalidPlaceholder | ${ metadata.name } cannot be filled: there is no " metadata" here. | Did you mean "metadata"? Write $${…} if the text is meant as it stands.',
    ],
    [
      '${metadata}',
      'InvalidPlaceholder | ${metadata} cannot be filled: a key of metadata is needed. | There are: debug, list, name, nothing, replicas, team, with.dot.',
    ],
    [
      '${metadata.team.boss}',
      'UnknownPlaceholder | ${metadata.team.boss} cannot be filled: metadata.team has no "boss". | There are: lead, z-last.',
    ],
    [
      '${metadata.name.first}',
      'InvalidPlaceholder | ${metadata.name.first} cannot be filled: metadata.name is a text and has no "first". | Write $${…} if the text is meant as it stands.',
    ],
    [
      '${metadata.list.0}',
      'InvalidPlaceholder | ${metadata.list.0} cannot be filled: metadata.list is a list and has no "0". | Write $${…} if the text is meant as it stands.',
    ],
    [
      '${metadata.replicas.x}',
      'InvalidPlaceholder | ${metadata.replicas.x} cannot be filled: metadata.replicas is a number and has no "x". | Write $${…} if the text is meant as it stands.',
    ],
    [
      '${metadata.debug.x}',
      'InvalidPlaceholder | ${metadata.debug.x} cannot be filled: metadata.debug is true or false and has no "x". | Write $${…} if the text is meant as it stands.',
    ],
    [
      '${metadata.nothing.at}',
      'InvalidPlaceholder | ${metadata.nothing.at} cannot be filled: metadata.nothing is null and has no "at". | Write $${…} if the text is meant as it stands.',
    ],
    [
      '${metadata.constructor}',
      'UnknownPlaceholder | ${metadata.constructor} cannot be filled: metadata has no "constructor". | There are: debug, list, name, nothing, replicas, team, with.dot.',
    ],
    [
      '${resources}',
      'InvalidPlaceholder | ${resources} cannot be filled: the name of a resource is needed. | There are: db, disk.',
    ],
    [
      '${resources.cache.host}',
      'UnknownPlaceholder | ${resources.cache.host} cannot be filled: there is no resource "cache". | There are: db, disk.',
    ],
    [
      '${resources.dsik.host}',
      'UnknownPlaceholder | ${resources.dsik.host} cannot be filled: there is no resource "dsik". | Did you mean "disk"?',
    ],
    [
      '${resources.toString.host}',
      'UnknownPlaceholder | ${resources.toString.host} cannot be filled: there is no resource "toString". | There are: db, disk.',
    ],
    [
      '${resources.db.hots}',
      'UnknownPlaceholder | ${resources.db.hots} cannot be filled: resources.db has no "hots". | Did you mean "host"?',
    ],
    [
      '${resources.db.nothing}',
      'UnknownPlaceholder | ${resources.db.nothing} cannot be filled: resources.db has no "nothing". | There are: host, password, port, size, status, tls, token, url.',
    ],
    [
      '${resources.db}',
      'InvalidPlaceholder | ${resources.db} cannot be filled: an output of the resource is needed. | Only the source of a volume names the resource alone.',
    ],
    [
      '${a${metadata.name}}',
      'InvalidPlaceholder | ${a…} cannot be filled: there is no "a…" here. | Did you mean "metadata"? Write $${…} if the text is meant as it stands.',
    ],
  ])('%s', (text, message) => {
    expect(problem(text)).toBe(message);
  });

  it('a shell default that was meant for a shell is not repeated', () => {
    expect(problem('${PASSWORD:-hunter2}')).not.toContain('hunter2');
  });

  it('a secret map does not tell its keys', () => {
    expect(problem('${resources.db.tls.key}')).toBe(
      'UnknownPlaceholder | ${resources.db.tls.key} cannot be filled: resources.db.tls is secret and has no "key". | Write $${…} if the text is meant as it stands.',
    );
  });

  it('a resource without outputs', () => {
    expect(
      problem('${resources.r.url}', { metadata, resources: { r: {} } }),
    ).toContain('${resources.r.url} cannot be filled: resources.r is empty.');
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
      'resources.db.url is a text and has no "host"',
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
      'there is no resource "disc"',
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
      secret: { masked: 'secret' },
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
