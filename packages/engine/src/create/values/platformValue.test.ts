import { JsonValue, Secret, Unknown, Value } from '../../model';
import { workload } from '../graph/__fixtures__/workload';
import { PlatformScope } from './platformScope';
import { fillPlatformValue } from './platformValue';
import { reveal } from './inspect';

const scope: PlatformScope = {
  context: {
    application: 'shop',
    environment: 'blue',
    environmentType: 'production',
    release: 'r1',
  },
  resource: {
    type: 'postgres',
    class: 'default',
    id: 'web.db',
    uid: 'postgres.default#web.db',
    name: 'db-x1',
    shared: false,
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
  collect: {
    topics: [
      {
        address: 'topic.default#a.t',
        id: 'a.t',
        params: { name: 'orders' },
        outputs: { arn: 'arn:a', id: 'output' },
      },
      {
        address: 'topic.default#b.t',
        id: 'b.t',
        params: { name: 'carts' },
        outputs: { arn: new Unknown('string', false, 'b.arn'), id: 'output' },
      },
    ],
    routes: [
      { address: 'route.default#web.r', id: 'web.r', params: { host: 'h' } },
    ],
    nobody: [],
  },
  values: { LEVEL: 'info', limits: { cpu: 2 } },
  secrets: { KEY: new Secret('k3y'), MAP: new Secret({ a: { b: 'c' } }) },
  platform: {
    values: { REGION: 'eu' },
    secrets: { ROOT: new Secret('r00t') },
  },
  workload: workload('web', {
    annotations: { 'example.com/team': 'a-team', plain: 'x' },
    ports: { http: { port: 80, targetPort: 8080 } },
  }),
  workloads: {
    api: workload('api', { ports: { grpc: { port: 90, targetPort: 9090 } } }),
  },
  generate: (kind, name) => new Unknown('string', true, `${kind} ${name}`),
};

function filled(value: JsonValue, within: PlatformScope = scope): Value {
  const { value: result, problems } = fillPlatformValue(value, within);
  expect(problems).toEqual([]);
  return result;
}

function messages(value: JsonValue, within: PlatformScope = scope): string[] {
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
    ['a ${params.version', 'A placeholder in this text is never closed.'],
    ['$$${params', undefined],
  ])('%j: %s', (text, message) => {
    expect(messages(text)).toEqual(message === undefined ? [] : [message]);
  });

  it('every key with a placeholder is named by its own place', () => {
    const { problems } = fillPlatformValue(
      { a: { '${one}': 1 }, b: [{ c: 1 }, { '${two}': 1 }] },
      scope,
    );
    expect(problems.map(({ path }) => path)).toEqual([
      'a["${one}"]',
      'b[1]["${two}"]',
    ]);
  });

  it('keys are not filled', () => {
    expect(fillPlatformValue({ a: { '${params.version}': 1 } }, scope)).toEqual(
      {
        value: { a: { '${params.version}': 1 } },
        problems: [
          expect.objectContaining({
            code: 'InvalidPlaceholder',
            message: 'Placeholders are filled in values, not in keys.',
            path: 'a["${params.version}"]',
          }),
        ],
      },
    );
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

describe('roots', () => {
  it.each<[string, Value]>([
    ['${context.application}', 'shop'],
    ['${context.environment}', 'blue'],
    ['${context.environmentType}', 'production'],
    ['${context.release}', 'r1'],
    ['${resource.type}', 'postgres'],
    ['${resource.class}', 'default'],
    ['${resource.id}', 'web.db'],
    ['${resource.uid}', 'postgres.default#web.db'],
    ['${resource.name}', 'db-x1'],
    ['${resources.instance.host}', 'pg.internal'],
    ['${resources.instance.conn.user}', 'ada'],
    ['${values.LEVEL}', 'info'],
    ['${values.limits.cpu}', 2],
    ['${platform.values.REGION}', 'eu'],
    ['${workload.name}', 'web'],
    ['${workload.annotations.plain}', 'x'],
    ['${workload.annotations.example\\.com/team}', 'a-team'],
    ['${workload.service.ports.http.port}', 80],
    ['${workload.service.ports.http.targetPort}', 8080],
    ['${workloads.api.name}', 'api'],
    ['${workloads.api.service.ports.grpc.port}', 90],
  ])('%s is %j', (text, expected) => {
    expect(filled(text)).toEqual(expected);
  });

  it.each([
    ['${secrets.KEY}', 'k3y'],
    ['${secrets.MAP.a.b}', 'c'],
    ['${platform.secrets.ROOT}', 'r00t'],
    ['${params.secret}', 's3'],
    ['${resources.instance.password}', 'hunter2'],
    ['x-${resources.instance.password}-${secrets.KEY}', 'x-hunter2-k3y'],
  ])('%s is secret', (text, content) => {
    const value = filled(text);
    expect(value).toBeInstanceOf(Secret);
    expect(reveal(value)).toBe(content);
  });

  it.each([
    ['${resources.instance.url}', new Unknown('string', false, 'instance.url')],
    ['${resources.instance.uri}', new Unknown('string', true, 'instance.uri')],
    [
      'a${resources.instance.url}${secrets.KEY}',
      new Unknown('string', true, 'instance.url'),
    ],
    ['${generate.password.app}', new Unknown('string', true, 'password app')],
    ['${generate.suffix.s}', new Unknown('string', true, 'suffix s')],
    ['${generate.uuid.u}', new Unknown('string', true, 'uuid u')],
  ])('%s is known after apply', (text, expected) => {
    expect(filled(text)).toEqual(expected);
  });

  it('all params at once', () => {
    expect(filled('${params}')).toEqual(scope.params);
  });

  it.each([
    [
      '${context}',
      'a key of context is needed; there are: application, environment, environmentType, release',
    ],
    [
      '${context.owner}',
      'context has no owner; there are: application, environment, environmentType, release',
    ],
    [
      '${resource.shared}',
      'resource has no shared; there are: class, id, name, type, uid',
    ],
    [
      '${params.nope}',
      'params has no nope; there are: replicas, secret, tags, version, with.dot',
    ],
    ['${resources}', 'an alias of dependsOn is needed; there are: instance'],
    ['${resources.other.host}', 'dependsOn has no other; there are: instance'],
    ['${resources.instance}', 'an output of instance is needed'],
    [
      '${resources.instance.hots}',
      'resources.instance has no hots; there are: conn, host, password, port, uri, url',
    ],
    ['${collect}', 'a collection is needed; there are: nobody, routes, topics'],
    [
      '${collect.x.y}',
      'there is no collection x; there are: nobody, routes, topics',
    ],
    ['${collect.topics}', 'an output is needed: collect.topics.<output>'],
    [
      '${collect.topics.nope}',
      'topic.default#a.t has no nope; there are: arn, id',
    ],
    ['${values}', 'a key of values is needed; there are: LEVEL, limits'],
    ['${values.NOPE}', 'values has no NOPE; there are: LEVEL, limits'],
    ['${secrets.NOPE}', 'secrets has no NOPE; there are: KEY, MAP'],
    ['${platform.keys.A}', 'platform has only values and secrets'],
    [
      '${platform.values.NOPE}',
      'platform.values has no NOPE; there are: REGION',
    ],
    [
      '${workload.replicas}',
      'workload has no replicas; there are: annotations, name, service',
    ],
    [
      '${workload.service.ports.http.protocol}',
      'workload.service.ports.http has no protocol; there are: port, targetPort',
    ],
    ['${workloads}', 'a workload is needed; there are: api'],
    ['${workloads.nope.name}', 'there is no workload nope; there are: api'],
    [
      '${generate.password}',
      'it is generate.password, generate.suffix or generate.uuid, and a name',
    ],
    [
      '${generate.cat.x}',
      'it is generate.password, generate.suffix or generate.uuid, and a name',
    ],
    [
      '${generate.password.a.b}',
      'it is generate.password, generate.suffix or generate.uuid, and a name',
    ],
    [
      '${nope.x}',
      'there is no "nope" here; there are: collect, context, generate, params, platform, resource, resources, secrets, values, workload, workloads',
    ],
    [
      '${constructor.x}',
      'there is no "constructor" here; there are: collect, context, generate, params, platform, resource, resources, secrets, values, workload, workloads',
    ],
  ])('%s: %s', (text, message) => {
    expect(messages(text)).toEqual([`${text}: ${message}.`]);
  });

  it('exist only where the scope has them', () => {
    const { context } = scope;
    for (const root of [
      'resource.name',
      'params.version',
      'resources.instance.host',
      'collect.topics.arn',
      'values.LEVEL',
      'secrets.KEY',
      'platform.values.REGION',
      'workload.name',
      'workloads.api.name',
      'generate.password.x',
    ]) {
      expect(messages(`\${${root}}`, { context })).toEqual([
        `\${${root}}: there is no "${
          root.split('.')[0]
        }" here; there are: context.`,
      ]);
    }
  });
});

describe('the workload that asks', () => {
  it('is an error on a resource with an explicit id: whoever shares it, the answer is the same', () => {
    const { workload: _, resource, ...rest } = scope;
    const shared = { ...rest, resource: { ...resource!, shared: true } };
    expect(messages('${workload.name}', shared)).toEqual([
      '${workload.name}: this resource has an id, so several workloads may share it, and none of them can be meant.',
    ]);
  });

  it('is an error where no workload asks', () => {
    const { workload: _, ...rest } = scope;
    expect(messages('${workload.name}', rest)).toEqual([
      '${workload.name}: no workload asks for this resource.',
    ]);
  });
});

describe('collections', () => {
  it.each<[string, Value]>([
    ['${collect.topics.arn}', ['arn:a', new Unknown('string', false, 'b.arn')]],
    ['${collect.topics.address}', ['topic.default#a.t', 'topic.default#b.t']],
    ['${collect.topics.params.name}', ['orders', 'carts']],
    ['${collect.nobody.anything}', []],
    ['${collect.routes.id}', ['web.r']],
    ['${collect.routes.params.host}', ['h']],
  ])('%s', (text, expected) => {
    expect(filled(text)).toEqual(expected);
  });

  it('an output of that name comes before the id of the resource', () => {
    expect(filled('${collect.topics.id}')).toEqual(['output', 'output']);
  });

  it('of dependents, outputs cannot be read: they are made later', () => {
    expect(messages('${collect.routes.url}')).toEqual([
      '${collect.routes.url}: of route.default#web.r, which depends on this, only address, id and params can be read, no outputs.',
    ]);
  });

  it('params are not touched unless they are read', () => {
    const lazy = {
      address: 'route.default#web.r',
      id: 'web.r',
      get params(): Value {
        throw new Error('read');
      },
    };
    expect(
      filled('${collect.routes.id}', { ...scope, collect: { routes: [lazy] } }),
    ).toEqual(['web.r']);
  });
});
