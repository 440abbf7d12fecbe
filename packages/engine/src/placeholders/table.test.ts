import {
  JsonObject,
  ResourceType,
  Secret,
  Unknown,
  Value,
  Workload,
} from '../model';
import { Placeholder, parsePlatformText } from './grammar';
import { Miss } from './lookUp';
import { NEVER_CLOSED, notFilled } from './problems';
import { Contract, Need, Parts } from './Root';
import { PLACES, checkPlaceholder, needOf, resolvePlaceholder } from './table';

const source = { file: 'platform.yaml', line: 1 };

function resourceType(
  name: string,
  contract: { params?: JsonObject; outputs?: JsonObject },
): ResourceType {
  return {
    name,
    source,
    params: {},
    outputs: {},
    phase: 'before',
    ...contract,
  };
}

const contract: Contract = {
  platform: {
    resourceTypes: {
      postgres: resourceType('postgres', {
        params: {
          type: 'object',
          properties: { version: { type: 'string' }, tags: { type: 'array' } },
          additionalProperties: false,
        },
        outputs: {
          type: 'object',
          properties: { host: { type: 'string' }, port: { type: 'integer' } },
          additionalProperties: false,
        },
      }),
      open: resourceType('open', {
        outputs: { type: 'object', properties: { url: {} } },
      }),
      composed: resourceType('composed', {
        outputs: { allOf: [{}], properties: {}, additionalProperties: false },
      }),
      mapped: resourceType('mapped', {
        outputs: { properties: {}, additionalProperties: { type: 'string' } },
      }),
      free: resourceType('free', {
        outputs: { properties: {}, additionalProperties: true },
      }),
      closed: resourceType('closed', {
        outputs: { additionalProperties: false },
      }),
      any: resourceType('any', {}),
    },
  },
  definition: {
    type: 'postgres',
    dependsOn: Object.fromEntries(
      [
        'postgres',
        'open',
        'composed',
        'mapped',
        'free',
        'closed',
        'any',
        'gone',
      ].map(type => [type, { type, class: 'default' }]),
    ),
    collect: {
      users: { from: 'self', of: 'dependents', type: 'postgres', depth: 1 },
      needs: { from: 'self', of: 'dependencies', type: 'postgres', depth: 1 },
    },
  },
};

const web: Workload = {
  name: 'web',
  metadata: {},
  annotations: { 'example.com/team': 'a-team', plain: 'x' },
  containers: {},
  service: { ports: { http: { port: 80, targetPort: 8080, protocol: 'TCP' } } },
  resources: {},
  file: 'score.yaml',
};

const scope: Parts = {
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
    generation: '2',
  },
  params: { version: '16', tags: ['a'], size: 2, secret: new Secret('s3') },
  resources: {
    postgres: { host: 'pg', port: 5432, password: new Secret('hunter2') },
    open: { uri: new Unknown('string', true, 'open.uri') },
  },
  collect: {
    needs: [
      {
        address: 'topic#a',
        id: 'a',
        params: { name: 'orders' },
        outputs: { host: 'h1', id: 'output' },
      },
      {
        address: 'topic#b',
        id: 'b',
        params: { name: 'carts' },
        outputs: new Unknown('object', false, 'topic#b'),
      },
    ],
    users: [{ address: 'route#r', id: 'r', params: { host: 'h' } }],
    nobody: [],
  },
  values: { LEVEL: 'info', limits: { cpu: 2 } },
  secrets: { KEY: new Secret('k3y'), MAP: new Secret({ a: { b: 'c' } }) },
  platform: {
    values: { REGION: 'eu' },
    secrets: { ROOT: new Secret('r00t') },
  },
  workload: web,
  workloads: { api: { ...web, name: 'api' } },
  generate: (kind, name) => new Unknown('string', true, `${kind} ${name}`),
};

function placeholder(text: string): Placeholder {
  const [part] = parsePlatformText(text).parts;
  if (part?.kind !== 'placeholder') throw new Error(`no placeholder: ${text}`);
  return part;
}

/** `UnknownPlaceholder | params has no "x" | There are: a, b.` */
function told({ code, severity, message, hint }: Miss): string {
  return [severity === 'warning' ? `(${code})` : code, message, hint]
    .filter(Boolean)
    .join(' | ');
}

function checked(text: string, about: Contract = contract): Value | string {
  const found = checkPlaceholder(placeholder(text), 'inputs', about);
  return found.ok ? found.value : told(found);
}

function resolved(
  text: string,
  within: Partial<Parts> = scope,
): Value | string {
  const found = resolvePlaceholder(placeholder(text), within);
  return found.ok ? found.value : told(found);
}

/** What the types of contracts say will be there. */
function typeOf(value: Value): string {
  return value instanceof Unknown
    ? `${value.secret ? 'secret ' : ''}${value.type}`
    : 'known';
}

const plan = (of: 'environment' | 'resource'): Need => ({ kind: 'plan', of });
const nothing: Need = { kind: 'nothing' };
const ofParams = (...keys: string[]): Need => ({ kind: 'params', keys });
const output = (alias: string, ...keys: string[]): Need => ({
  kind: 'output',
  alias,
  keys,
});
const collection = (name: string, ...keys: string[]): Need => ({
  kind: 'collection',
  name,
  keys,
});

describe('can be filled', () => {
  it.each<[string, string, Value, Need]>([
    ['${context.application}', 'string', 'shop', nothing],
    ['${context.environment}', 'string', 'blue', nothing],
    ['${context.environmentType}', 'string', 'production', nothing],
    ['${context.release}', 'string', 'r1', plan('environment')],
    ['${resource.type}', 'string', 'postgres', nothing],
    ['${resource.class}', 'string', 'default', nothing],
    ['${resource.id}', 'string', 'web.db', nothing],
    ['${resource.uid}', 'string', 'postgres.default#web.db', nothing],
    ['${resource.name}', 'string', 'db-x1', plan('resource')],
    ['${resource.generation}', 'string', '2', plan('resource')],
    ['${params}', 'object', scope.params, ofParams()],
    ['${params.version}', 'string', '16', ofParams('version')],
    ['${params.tags}', 'array', ['a'], ofParams('tags')],
    ['${resources.postgres.host}', 'string', 'pg', output('postgres', 'host')],
    ['${resources.postgres.port}', 'integer', 5432, output('postgres', 'port')],
    [
      '${collect.needs.host}',
      'array',
      ['h1', new Unknown('any', false, 'topic#b.host')],
      collection('needs', 'host'),
    ],
    [
      '${collect.users.address}',
      'array',
      ['route#r'],
      collection('users', 'address'),
    ],
    ['${collect.users.id}', 'array', ['r'], collection('users', 'id')],
    [
      '${collect.users.params.host}',
      'array',
      ['h'],
      collection('users', 'params', 'host'),
    ],
    ['${values.LEVEL}', 'any', 'info', plan('environment')],
    ['${values.limits.cpu}', 'any', 2, plan('environment')],
    ['${platform.values.REGION}', 'any', 'eu', plan('environment')],
    ['${workload.name}', 'string', 'web', plan('resource')],
    ['${workload.annotations.plain}', 'string', 'x', plan('resource')],
    [
      '${workload.annotations.example\\.com/team}',
      'string',
      'a-team',
      plan('resource'),
    ],
    ['${workload.service.ports.http.port}', 'integer', 80, plan('resource')],
    [
      '${workload.service.ports.http.targetPort}',
      'integer',
      8080,
      plan('resource'),
    ],
    ['${workloads.api.name}', 'string', 'api', plan('environment')],
    [
      '${workloads.api.service.ports.http.port}',
      'integer',
      80,
      plan('environment'),
    ],
    [
      '${generate.password.app}',
      'secret string',
      new Unknown('string', true, 'password app'),
      plan('resource'),
    ],
    [
      '${generate.suffix.s}',
      'secret string',
      new Unknown('string', true, 'suffix s'),
      plan('resource'),
    ],
    [
      '${generate.uuid.u}',
      'secret string',
      new Unknown('string', true, 'uuid u'),
      plan('resource'),
    ],
    [
      '${text(resources.postgres.port)}',
      'string',
      '5432',
      output('postgres', 'port'),
    ],
    ['${urlencode(values.LEVEL)}', 'string', 'info', plan('environment')],
  ])('%s', (text, type, value, need) => {
    expect(typeOf(checked(text))).toBe(type);
    expect(resolved(text)).toEqual(value);
    expect(needOf(placeholder(text).path)).toEqual(need);
  });

  it.each([
    ['${secrets.KEY}', 'k3y'],
    ['${secrets.MAP.a.b}', 'c'],
    ['${platform.secrets.ROOT}', 'r00t'],
  ])('%s is secret', (text, content) => {
    expect(typeOf(checked(text))).toBe('secret any');
    const value = resolved(text);
    expect(value instanceof Secret && value.reveal()).toBe(content);
    expect(needOf(placeholder(text).path)).toEqual(plan('environment'));
  });

  it('an owner, if there is one', () => {
    expect(typeOf(checked('${context.owner}'))).toBe('string');
    const context = { ...scope.context, owner: 'group:a' };
    expect(resolved('${context.owner}', { context })).toBe('group:a');
  });

  it.each([
    ['${resources.composed.anything}'],
    ['${resources.mapped.anything}'],
    ['${resources.free.anything}'],
    ['${resources.any.anything.at.all}'],
    ['${resources.gone.anything}'],
    ['${resources.open.url.deep}'],
  ])('an open contract allows %s', text => {
    expect(typeOf(checked(text))).toBe('any');
  });

  it('params of a definition whose type is open', () => {
    const definition = { ...contract.definition!, type: 'open' };
    expect(typeOf(checked('${params.x}', { ...contract, definition }))).toBe(
      'any',
    );
  });

  it('an output comes before the id of a resource', () => {
    expect(resolved('${collect.needs.id}')).toEqual([
      'output',
      new Unknown('any', false, 'topic#b.id'),
    ]);
  });

  const container = {
    image: 'x',
    variables: {},
    files: {},
    volumes: {},
    before: {},
    resources: {},
  };
  const waits = {
    ...container,
    before: { app: { ready: 'started' as const } },
  };

  it.each<[string, Partial<Workload>]>([
    ['the only one', { containers: { app: container } }],
    [
      'the only one that none comes after',
      { containers: { app: container, wait: waits } },
    ],
    [
      'the one that the Score file names',
      {
        containers: { a: container, app: container },
        annotations: { 'kubectl.kubernetes.io/default-container': 'app' },
      },
    ],
  ])('the container of a workload: %s', (_, parts) => {
    expect(typeOf(checked('${workload.container}'))).toBe('string');
    expect(
      resolved('${workload.container}', { workload: { ...web, ...parts } }),
    ).toBe('app');
  });

  it('of several containers none is the one', () => {
    const containers = { a: container, b: container };
    const annotations = { 'kubectl.kubernetes.io/default-container': 'c' };
    expect(
      resolved('${workloads.web.container}', {
        workloads: { web: { ...web, containers, annotations } },
      }),
    ).toBe(
      'UnknownPlaceholder | workloads.web has several containers that run side by side | Name one of them in the annotation kubectl.kubernetes.io/default-container of the Score file.',
    );
  });

  it('a collection of nothing has nothing of everything', () => {
    expect(resolved('${collect.nobody.anything}')).toEqual([]);
  });
});

describe('cannot be filled, whatever is deployed', () => {
  it.each([
    [
      '${HOME}',
      'InvalidPlaceholder | there is no "HOME" here | There are: collect, context, generate, params, platform, resource, resources, secrets, values, workload, workloads. Write $${…} if the text is meant as it stands.',
    ],
    [
      '${contxt.environment}',
      'InvalidPlaceholder | there is no "contxt" here | Did you mean "context"? Write $${…} if the text is meant as it stands.',
    ],
    ['${context..a}', 'InvalidPlaceholder | it has an empty key'],
    [
      '${context}',
      'InvalidPlaceholder | a key of context is needed | There are: application, environment, environmentType, owner, release.',
    ],
    [
      '${context.environmnt}',
      'UnknownPlaceholder | context has no "environmnt" | Did you mean "environment"?',
    ],
    [
      '${context.environment.name}',
      'InvalidPlaceholder | context.environment is a text and has no "name"',
    ],
    [
      '${resource.host}',
      'UnknownPlaceholder | resource has no "host" | There are: class, generation, id, name, type, uid.',
    ],
    [
      '${params.versoin}',
      'UnknownPlaceholder | resource type "postgres" has no param "versoin" | Did you mean "version"?',
    ],
    [
      '${params.version.deep}',
      'InvalidPlaceholder | params.version is a text and has no "deep"',
    ],
    [
      '${resources}',
      'InvalidPlaceholder | an alias of dependsOn is needed | There are: any, closed, composed, free, gone, mapped, open, postgres.',
    ],
    [
      '${resources.postgrs.host}',
      'UnknownPlaceholder | dependsOn has no "postgrs" | Did you mean "postgres"?',
    ],
    [
      '${resources.constructor.host}',
      'UnknownPlaceholder | dependsOn has no "constructor" | There are: any, closed, composed, free, gone, mapped, open, postgres.',
    ],
    [
      '${resources.postgres}',
      'InvalidPlaceholder | an output is needed | There are: host, port.',
    ],
    ['${resources.gone}', 'InvalidPlaceholder | an output is needed'],
    [
      '${resources.postgres.hots}',
      'UnknownPlaceholder | resource type "postgres" declares no output "hots" | Did you mean "host"?',
    ],
    [
      '${resources.postgres.host.name}',
      'InvalidPlaceholder | host is a text and has no "name"',
    ],
    [
      '${resources.closed.x}',
      'UnknownPlaceholder | resource type "closed" declares no output "x"',
    ],
    [
      '${resources.open.uri}',
      '(UnknownPlaceholder) | resource type "open" declares no output "uri" | Did you mean "url"?',
    ],
    [
      '${collect}',
      'InvalidPlaceholder | a collection is needed | There are: needs, users.',
    ],
    [
      '${collect.user.id}',
      'UnknownPlaceholder | collect has no "user" | Did you mean "users"?',
    ],
    [
      '${collect.needs}',
      'InvalidPlaceholder | an output is needed: collect.needs.<output>',
    ],
    [
      '${collect.needs.hots}',
      'UnknownPlaceholder | resource type "postgres" declares no output "hots" | Did you mean "host"?',
    ],
    [
      '${collect.users.host}',
      'InvalidPlaceholder | it reads an output of what depends on this resource and is made after it | Read one of these: address, id, params.',
    ],
    ['${values}', 'InvalidPlaceholder | a key of values is needed'],
    ['${secrets}', 'InvalidPlaceholder | a key of secrets is needed'],
    [
      '${platform}',
      'InvalidPlaceholder | a key of platform is needed | There are: secrets, values.',
    ],
    [
      '${platform.value.X}',
      'UnknownPlaceholder | platform has no "value" | Did you mean "values"?',
    ],
    [
      '${platform.values}',
      'InvalidPlaceholder | a key of platform.values is needed',
    ],
    [
      '${platform.secrets}',
      'InvalidPlaceholder | a key of platform.secrets is needed',
    ],
    [
      '${workload}',
      'InvalidPlaceholder | a key of workload is needed | There are: annotations, container, name, service.',
    ],
    [
      '${workload.image}',
      'UnknownPlaceholder | workload has no "image" | There are: annotations, container, name, service.',
    ],
    [
      '${workload.name.x}',
      'InvalidPlaceholder | workload.name is a text and has no "x"',
    ],
    [
      '${workload.annotations}',
      'InvalidPlaceholder | workload.annotations is a map, and one key of it is needed',
    ],
    [
      '${workload.annotations.example.com/team}',
      'InvalidPlaceholder | workload.annotations.example is a text and has no "com/team" | Write a dot inside the name of an annotation as "\\.".',
    ],
    [
      '${workload.service.ports}',
      'InvalidPlaceholder | workload.service.ports is a map, and one key of it is needed',
    ],
    [
      '${workload.service.ports.http}',
      'InvalidPlaceholder | workload.service.ports.http is a map, and one key of it is needed | There are: port, targetPort.',
    ],
    [
      '${workload.service.ports.http.protocol}',
      'UnknownPlaceholder | workload.service.ports.http has no "protocol" | There are: port, targetPort.',
    ],
    [
      '${workload.service.ports.http.port.x}',
      'InvalidPlaceholder | workload.service.ports.http.port is a number and has no "x"',
    ],
    ['${workloads}', 'InvalidPlaceholder | the name of a workload is needed'],
    [
      '${workloads.api}',
      'InvalidPlaceholder | a key of workloads.api is needed | There are: annotations, container, name, service.',
    ],
    [
      '${workloads.api.image}',
      'UnknownPlaceholder | workloads.api has no "image" | There are: annotations, container, name, service.',
    ],
    [
      '${generate}',
      'InvalidPlaceholder | it is written generate.KIND.NAME | The kinds are: password, suffix, uuid.',
    ],
    [
      '${generate.password}',
      'InvalidPlaceholder | it is written generate.KIND.NAME | The kinds are: password, suffix, uuid.',
    ],
    [
      '${generate.password.a.b}',
      'InvalidPlaceholder | it is written generate.KIND.NAME | The kinds are: password, suffix, uuid.',
    ],
    [
      '${generate.passwd.a}',
      'UnknownPlaceholder | generate has no "passwd" | Did you mean "password"?',
    ],
    [
      '${txt(params.version)}',
      'UnknownPlaceholder | there is no function "txt" | Did you mean "text"?',
    ],
    [
      '${text(params.tags)}',
      'InvalidPlaceholder | text(…) takes a text, a number, true or false, not a list',
    ],
    [
      '${text(params)}',
      'InvalidPlaceholder | text(…) takes a text, a number, true or false, not a map',
    ],
    [
      '${text(nope.x)}',
      'InvalidPlaceholder | there is no "nope" here | There are: collect, context, generate, params, platform, resource, resources, secrets, values, workload, workloads. Write $${…} if the text is meant as it stands.',
    ],
  ])('%s: %s', (text, message) => {
    expect(checked(text)).toBe(message);
  });

  it('a definition that nobody holds has neither dependencies nor collections', () => {
    const { platform } = contract;
    expect(checked('${resources.a.b}', { platform })).toBe(
      'UnknownPlaceholder | dependsOn has no "a"',
    );
    expect(checked('${collect.a.b}', { platform })).toBe(
      'UnknownPlaceholder | collect has no "a"',
    );
    expect(typeOf(checked('${params.a}', { platform }))).toBe('any');
  });

  it('a long root is not shown whole', () => {
    expect(checked(`\${${'x'.repeat(500)}.a}`)).toMatch(
      /there is no "x{80}…" here/,
    );
  });
});

describe('turns out only when it is filled', () => {
  it.each([
    [
      '${context.owner}',
      'UnknownPlaceholder | context has no "owner" | There are: application, environment, environmentType, release.',
    ],
    [
      '${params.nope}',
      'UnknownPlaceholder | params has no "nope" | There are: secret, size, tags, version.',
    ],
    [
      '${resources.postgres.hots}',
      'UnknownPlaceholder | resources.postgres has no "hots" | Did you mean "host"?',
    ],
    [
      '${resources.open.uri.x}',
      'InvalidPlaceholder | resources.open.uri is a text and has no "x"',
    ],
    [
      '${collect.needs.nope}',
      'UnknownPlaceholder | topic#a has no "nope" | There are: host, id.',
    ],
    [
      '${collect.users.url}',
      'InvalidPlaceholder | it reads an output of route#r, which depends on this resource and is made after it | Read one of these: address, id, params.',
    ],
    [
      '${values.LEVL}',
      'UnknownPlaceholder | values has no "LEVL" | Did you mean "LEVEL"? Otherwise set LEVL under Values & secrets.',
    ],
    [
      '${secrets.NOPE}',
      'UnknownPlaceholder | secrets has no "NOPE" | There are: KEY, MAP. Otherwise set NOPE under Values & secrets.',
    ],
    [
      '${secrets.MAP.b}',
      'UnknownPlaceholder | secrets.MAP is secret and has no "b"',
    ],
    [
      '${platform.values.REGIO}',
      'UnknownPlaceholder | platform.values has no "REGIO" | Did you mean "REGION"? Otherwise set REGIO under tutti.platform.values of app-config.',
    ],
    [
      '${workload.service.ports.htp.port}',
      'UnknownPlaceholder | workload.service.ports has no "htp" | Did you mean "http"?',
    ],
    [
      '${workloads.apis.name}',
      'UnknownPlaceholder | the application has no workload "apis" | Did you mean "api"?',
    ],
    [
      '${platform.secrets.A}',
      'UnknownPlaceholder | platform.secrets is empty | Set A under tutti.platform.secrets of app-config.',
    ],
    [
      '${workloads}',
      'InvalidPlaceholder | the name of a workload is needed | There is only: api.',
    ],
    [
      '${text(values.limits)}',
      'InvalidPlaceholder | text(…) takes a text, a number, true or false, not a map',
    ],
  ])('%s: %s', (text, message) => {
    const platform = { values: { REGION: 'eu' }, secrets: {} };
    expect(resolved(text, { ...scope, platform })).toBe(message);
  });

  it.each([
    ['${values.LEVL}', { kind: 'setValue', name: 'LEVL' }],
    ['${secrets.NOPE}', { kind: 'setValue', name: 'NOPE', secret: true }],
    ['${secrets.MAP.b}', undefined],
    ['${workloads.apis.name}', undefined],
  ])('%s is mended by %j', (text, fix) => {
    const found = resolvePlaceholder(placeholder(text), scope);
    expect(found.ok || found.fix).toEqual(fix);
  });

  it.each<[Parts['workload'], string]>([
    [
      'shared',
      'InvalidPlaceholder | this resource has an id, so several workloads may share it, and none of them can be meant | Name the workload: ${workloads.NAME.…}.',
    ],
    ['nobody', 'InvalidPlaceholder | no workload asks for this resource'],
  ])('the workload of a resource that has none: %s', (workload, message) => {
    expect(resolved('${workload.name}', { ...scope, workload })).toBe(message);
  });

  it('params of a collection are not touched unless they are read', () => {
    const lazy = {
      address: 'route#r',
      id: 'r',
      get params(): Value {
        throw new Error('read');
      },
    };
    expect(
      resolved('${collect.users.id}', { collect: { users: [lazy] } }),
    ).toEqual(['r']);
  });
});

describe('places', () => {
  const texts: Record<keyof Parts, string> = {
    collect: '${collect.users.id}',
    context: '${context.environment}',
    generate: '${generate.uuid.a}',
    params: '${params}',
    platform: '${platform.values.A}',
    resource: '${resource.id}',
    resources: '${resources.any.x}',
    secrets: '${secrets.A}',
    values: '${values.A}',
    workload: '${workload.name}',
    workloads: '${workloads.api.name}',
  };
  const all = Object.keys(texts);

  it.each<[keyof typeof PLACES, string[]]>([
    ['inputs', all],
    ['params', all],
    [
      'profile',
      ['context', 'platform', 'secrets', 'values', 'workload', 'workloads'],
    ],
    ['target', ['context']],
  ])('%s sees %j', (place, roots) => {
    const visible = Object.entries(texts).filter(
      ([, text]) => checkPlaceholder(placeholder(text), place, contract).ok,
    );
    expect(visible.map(([root]) => root)).toEqual(roots);
  });

  it.each(Object.entries(texts))(
    '%s is filled only in a scope that has it',
    (root, text) => {
      expect(resolved(text, { ...scope, [root]: undefined })).toMatch(
        `InvalidPlaceholder | there is no "${root}" here`,
      );
    },
  );

  it('what a scope has is told', () => {
    const { context, values } = scope;
    expect(resolved('${constructor.x}', { context, values })).toBe(
      'InvalidPlaceholder | there is no "constructor" here | There are: context, values. Write $${…} if the text is meant as it stands.',
    );
  });

  it('what does not exist needs nothing', () => {
    expect(needOf(['constructor', 'x'])).toEqual({ kind: 'nothing' });
  });
});

it('a placeholder without an end is an error', () => {
  expect(NEVER_CLOSED).toMatchObject({
    severity: 'error',
    code: 'InvalidPlaceholder',
  });
});

describe('a problem', () => {
  const miss: Miss = {
    ok: false,
    code: 'UnknownPlaceholder',
    message: 'values has no "x"',
  };

  it('is a sentence with a way out', () => {
    expect(notFilled(placeholder('${values.x}'), miss)).toEqual({
      severity: 'error',
      code: 'UnknownPlaceholder',
      message: '${values.x} cannot be filled: values has no "x".',
      hint: 'Write $${…} if the text is meant as it stands.',
    });
  });

  it('says what there is instead', () => {
    expect(
      notFilled(placeholder('${values.x}'), {
        ...miss,
        severity: 'warning',
        hint: 'There are: a.',
      }),
    ).toMatchObject({ severity: 'warning', hint: 'There are: a.' });
  });
});
