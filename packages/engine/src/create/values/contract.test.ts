import { JsonSchema, Secret, Unknown, Value } from '../../model';
import { resourceType } from '../../match/__fixtures__/platform';
import { checkOutputs, checkParams, plannedOutputs } from './contract';
import { mask } from './masks';

const postgres = resourceType({
  name: 'postgres',
  outputs: {
    type: 'object',
    required: ['host', 'port', 'password'],
    additionalProperties: false,
    properties: {
      host: { type: 'string' },
      port: { type: 'integer' },
      password: { type: 'string', minLength: 8, 'x-secret': true },
      pool: {
        type: 'object',
        properties: {
          size: { type: 'integer' },
          key: { type: 'string', 'x-secret': true },
        },
      },
      replicas: {
        type: 'array',
        items: {
          type: 'object',
          properties: { token: { 'x-secret': true }, url: {} },
        },
      },
      anything: {},
    },
  },
});

const good = { host: 'pg', port: 5432, password: 'hunter2hunter2' };

function outputs(given: Record<string, Value>) {
  const checked = checkOutputs(postgres, given, {
    address: 'postgres.default#a',
  });
  return checked.ok ? checked.value : checked.problems;
}

describe('planned outputs', () => {
  it('are Unknown with the type and secrecy of the contract', () => {
    expect(plannedOutputs(postgres, {}, 'db')).toEqual({
      host: new Unknown('string', false, 'db.host'),
      port: new Unknown('integer', false, 'db.port'),
      password: new Unknown('string', true, 'db.password'),
      pool: new Unknown('object', true, 'db.pool'),
      replicas: new Unknown('array', true, 'db.replicas'),
      anything: new Unknown('any', false, 'db.anything'),
    });
  });

  it('are known where the driver knows them, secret where the contract says so', () => {
    const planned = plannedOutputs(
      postgres,
      { host: 'pg', password: 'hunter2hunter2', pool: { size: 3, key: 'k' } },
      'db',
    );
    expect(planned.host).toBe('pg');
    expect(planned.password).toBeInstanceOf(Secret);
    expect(planned.port).toEqual(new Unknown('integer', false, 'db.port'));
    expect(mask(planned.pool)).toEqual({ size: 3, key: { masked: 'secret' } });
  });

  it('a driver cannot make a secret output open by not knowing it yet', () => {
    const open = new Unknown('string', false, 'objects');
    expect(plannedOutputs(postgres, { password: open }, 'db').password).toEqual(
      new Unknown('string', true, 'objects'),
    );
  });

  it('a secret map that is known in part is unknown as a whole, and names what is missing', () => {
    const type = resourceType({
      name: 't',
      outputs: {
        properties: { conn: { type: 'object', 'x-secret': true } },
      },
    });
    const conn = {
      user: 'u',
      host: new Unknown('string', false, 'a.host'),
      ports: [new Unknown('integer', false, 'b.port')],
    };
    expect(plannedOutputs(type, { conn }, 'x').conn).toEqual(
      new Unknown('object', true, 'a.host, b.port'),
    );
  });
});

describe('outputs of a driver', () => {
  it('come back with secrets as secrets, at any depth', () => {
    expect(
      mask(
        outputs({
          ...good,
          pool: { size: 3, key: 'k' },
          replicas: [{ token: 't', url: 'u' }],
        }) as Value,
      ),
    ).toEqual({
      host: 'pg',
      port: 5432,
      password: { masked: 'secret' },
      pool: { size: 3, key: { masked: 'secret' } },
      replicas: [{ token: { masked: 'secret' }, url: 'u' }],
    });
  });

  it.each<[string, Record<string, Value>, string[]]>([
    [
      'nothing',
      {},
      ['"host" is missing.', '"port" is missing.', '"password" is missing.'],
    ],
    [
      'a wrong type',
      { ...good, port: '5432' },
      ['port: This must be a whole number.'],
    ],
    [
      'one too many',
      { ...good, hots: 'x' },
      ['hots: "hots" is not a key that can stand here.'],
    ],
    [
      'a bad secret',
      { ...good, password: 'short' },
      ['password: This secret does not fit the schema.'],
    ],
    [
      'a bad secret given as such',
      { ...good, password: new Secret(1) },
      ['password: This secret does not fit the schema.'],
    ],
    [
      'deep',
      { ...good, pool: { size: 'x' } },
      ['pool.size: This must be a whole number.'],
    ],
    [
      'in a list',
      { ...good, replicas: [{}, 'x'] },
      ['replicas[1]: This must be a mapping.'],
    ],
    [
      'unknown is not judged',
      { ...good, port: new Unknown('any', false, 'x') },
      [],
    ],
    [
      'an unknown of the right type',
      {
        ...good,
        port: new Unknown('integer', false, 'x'),
        host: new Unknown('string', false, 'x'),
        pool: new Unknown('object', false, 'x'),
        password: new Unknown('string', true, 'x'),
      },
      [],
    ],
    [
      'an unknown of a wrong type',
      { ...good, port: new Unknown('string', false, 'x') },
      ['port: This must be a whole number.'],
    ],
    [
      'unknown beside wrong',
      { host: new Unknown('any', false, 'x'), port: true },
      ['"password" is missing.', 'port: This must be a whole number.'],
    ],
  ])('%s', (_, given, messages) => {
    const checked = checkOutputs(postgres, given, {});
    expect(checked.problems.map(({ message }) => message)).toEqual(
      messages.map(
        message => `The outputs do not fit resource type postgres. ${message}`,
      ),
    );
    expect(checked.ok).toBe(messages.length === 0);
  });

  it('never show the content, not even of what is only declared secret', () => {
    const text = JSON.stringify(
      outputs({ ...good, password: 'canary1', host: 17, port: 'canary2' }),
    );
    expect(text).toContain('InvalidOutputs');
    expect(text).not.toContain('canary');
  });

  it.each<[string, JsonSchema]>([
    ['a reference', { $ref: '#/$defs/text' }],
    ['all of', { allOf: [{ type: 'string' }, { 'x-secret': true }] }],
    [
      'one branch',
      { anyOf: [{ type: 'integer' }, { type: 'string', 'x-secret': true }] },
    ],
    [
      'a map of any keys',
      { type: 'object', additionalProperties: { 'x-secret': true } },
    ],
    [
      'keys by pattern',
      { type: 'object', patternProperties: { '^k': { 'x-secret': true } } },
    ],
  ])('a secret behind %s stays secret', (_, schema) => {
    const type = resourceType({
      name: 't',
      outputs: {
        type: 'object',
        properties: { out: schema },
        $defs: { text: { type: 'string', 'x-secret': true } },
      },
    });
    const isMap = schema.type === 'object';
    const checked = checkOutputs(
      type,
      { out: isMap ? { key: 'canary' } : 'canary' },
      {},
    );
    if (!checked.ok) throw new Error(checked.problems[0].message);
    expect(JSON.stringify(checked.value)).not.toContain('canary');
    expect(plannedOutputs(type, {}, 'x').out).toMatchObject({ secret: true });
  });

  it('a schema that refers to itself has an end', () => {
    const type = resourceType({
      name: 't',
      outputs: {
        type: 'object',
        properties: { tree: { $ref: '#/$defs/tree' } },
        $defs: {
          tree: {
            type: 'object',
            properties: { next: { $ref: '#/$defs/tree' } },
          },
        },
      },
    });
    expect(plannedOutputs(type, {}, 'x').tree).toEqual(
      new Unknown('object', false, 'x.tree'),
    );
    expect(checkOutputs(type, { tree: { next: { next: {} } } }, {}).ok).toBe(
      true,
    );
  });

  it('two types may carry one id', () => {
    const [one, two] = ['string', 'integer'].map(type =>
      resourceType({
        name: type,
        outputs: {
          $id: 'https://example.com/outputs',
          properties: { out: { type } },
        },
      }),
    );
    expect(checkOutputs(one, { out: 'x' }, {}).ok).toBe(true);
    expect(checkOutputs(two, { out: 1 }, {}).ok).toBe(true);
    expect(checkOutputs(two, { out: 'x' }, {}).ok).toBe(false);
  });

  it('a schema that is none is a problem, not a crash', () => {
    const type = resourceType({ name: 't', outputs: { type: 'nonsense' } });
    const checked = checkOutputs(type, {}, {});
    expect(checked.problems[0].message).toContain('The schema itself is wrong');
  });
});

describe('params', () => {
  const route = resourceType({
    name: 'route',
    params: {
      type: 'object',
      required: ['host'],
      additionalProperties: false,
      properties: {
        host: { type: 'string' },
        port: { type: 'integer', default: 80 },
        tls: {
          type: 'object',
          default: {},
          properties: { version: { enum: ['1.2', '1.3'], default: '1.3' } },
        },
        rules: {
          type: 'array',
          items: { properties: { path: { default: '/' } } },
        },
      },
    },
  });

  it('are completed by defaults at every depth', () => {
    const checked = checkParams(
      route,
      { host: 'h', rules: [{}, { path: '/a' }] },
      {},
    );
    expect(checked).toEqual({
      ok: true,
      problems: [],
      value: {
        host: 'h',
        port: 80,
        tls: { version: '1.3' },
        rules: [{ path: '/' }, { path: '/a' }],
      },
    });
  });

  it('what is given stays, false and null too', () => {
    const type = resourceType({
      name: 't',
      params: {
        properties: {
          a: { default: 1 },
          b: { default: true },
          c: { default: 2 },
        },
      },
    });
    const checked = checkParams(type, { a: 0, b: false, c: null }, {});
    expect(checked.ok && checked.value).toEqual({ a: 0, b: false, c: null });
  });

  it('a default of one branch is none', () => {
    const type = resourceType({
      name: 't',
      params: { anyOf: [{ properties: { a: { default: 1 } } }, {}] },
    });
    const checked = checkParams(type, {}, {});
    expect(checked.ok && checked.value).toEqual({});
  });

  it('name the place and the way out', () => {
    const checked = checkParams(
      route,
      { port: 'x', tls: { version: '1.1' }, hots: 1 },
      { file: 'score.yaml', path: 'resources.r.params' },
    );
    expect(checked.problems).toEqual([
      expect.objectContaining({
        code: 'InvalidParams',
        file: 'score.yaml',
        path: 'resources.r.params',
        message:
          'The params do not fit resource type route. "host" is missing.',
      }),
      expect.objectContaining({
        path: 'resources.r.params.hots',
        hint: 'Did you mean "host"?',
      }),
      expect.objectContaining({ path: 'resources.r.params.port' }),
      expect.objectContaining({ path: 'resources.r.params.tls.version' }),
    ]);
  });

  it.each<[string, JsonSchema]>([
    [
      'anyOf',
      { anyOf: [{ required: ['x'] }, { properties: { a: { const: 1 } } }] },
    ],
    [
      'oneOf',
      { oneOf: [{ properties: { a: { const: 1 } } }, { required: ['x'] }] },
    ],
    [
      'if',
      {
        if: { properties: { a: { const: 1 } } },
        then: {},
        else: { required: ['x'] },
      },
    ],
    ['not', { not: { properties: { a: { type: 'null' } } } }],
    ['dependent keys', { properties: { a: { type: 'string' } } }],
  ])('an unknown is no reason to refuse under %s', (_, params) => {
    const type = resourceType({ name: 't', params });
    for (const kind of ['any', 'string'] as const) {
      const unknown = { a: new Unknown(kind, false, 'later') };
      expect(checkParams(type, unknown, {}).problems).toEqual([]);
    }
  });
});

describe('schemas that refer to themselves', () => {
  const recursive = (parts: JsonSchema) =>
    resourceType({ name: 'tree', params: { type: 'object', ...parts } });

  it('judge at every depth', () => {
    const type = recursive({ additionalProperties: { $ref: '#' } });
    expect(checkParams(type, { a: { b: {} } }, {}).ok).toBe(true);
    expect(checkParams(type, { a: { b: 1 } }, {}).ok).toBe(false);
  });

  it('a default that holds itself ends', () => {
    const type = recursive({
      properties: { a: { default: {}, allOf: [{ $ref: '#' }] } },
    });
    expect(checkParams(type, {}, {}).ok).toBe(true);
  });
});
