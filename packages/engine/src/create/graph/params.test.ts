import { JsonObject, ResourceType } from '../../model';
import { resourceType } from '../../match/__fixtures__/platform';
import {
  arrows,
  graphOf,
  making,
  problemsOf,
  reference,
} from './__fixtures__/graph';
import { workload } from './__fixtures__/workload';

describe('params of a shared resource', () => {
  const two = (api: JsonObject | undefined, web: JsonObject | undefined) => ({
    definitions: [making('postgres'), making('dns')],
    workloads: [
      workload('web', {
        metadata: { team: 'a', size: 2 },
        resources: {
          name: { type: 'dns', id: 'main' },
          db: { type: 'postgres', id: 'main', ...(web && { params: web }) },
        },
      }),
      workload('api', {
        metadata: { team: 'a', size: 3 },
        resources: {
          host: { type: 'dns', id: 'main' },
          own: { type: 'dns' },
          db: { type: 'postgres', id: 'main', ...(api && { params: api }) },
        },
      }),
    ],
  });

  it.each<
    [
      string,
      JsonObject | undefined,
      JsonObject | undefined,
      'api' | 'web' | undefined,
    ]
  >([
    ['nobody gives any', undefined, undefined, undefined],
    ['empty is none', {}, undefined, undefined],
    ['one gives them', undefined, { v: 16 }, 'web'],
    ['one gives none', { v: 16 }, {}, 'api'],
    ['both give the same', { v: 16, w: [1] }, { w: [1], v: 16 }, 'api'],
    [
      'the same once metadata is filled',
      { team: '${metadata.team}' },
      { team: 'a' },
      'api',
    ],
    [
      'the same resource under two names',
      { host: 'x-${resources.host.url}' },
      { host: 'x-${resources.name.url}' },
      'api',
    ],
  ])('%s', (_, api, web, owner) => {
    const node = graphOf(two(api, web)).nodes['postgres.default#main'];
    const given = { api, web };
    expect({ paramsOwner: undefined, ...node }).toMatchObject({
      paramsOwner: owner,
      params: (owner && given[owner]) ?? {},
    });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['values', { v: 16 }, { v: 17 }],
    ['types', { v: 16 }, { v: '16' }],
    ['keys', { v: 16 }, { v: 16, w: 1 }],
    ['metadata', { size: '${metadata.size}' }, { size: '${metadata.size}' }],
    [
      'resources of the same name',
      { host: '${resources.own.url}' },
      { host: '${resources.name.url}' },
    ],
    [
      'outputs',
      { host: '${resources.host.url}' },
      { host: '${resources.name.host}' },
    ],
    [
      'text around an output',
      { host: 'a${resources.host.url}' },
      { host: 'b${resources.name.url}' },
    ],
    [
      'an output and a text that looks like one',
      { host: '${resources.host.url}' },
      { host: '$${resources.host.url}' },
    ],
  ])('different %s are an error that names both workloads', (_, api, web) => {
    expect(problemsOf(two(api, web))).toEqual([
      {
        severity: 'error',
        code: 'ParamsConflict',
        message:
          'workload api (resource db) and workload web (resource db) give different params for postgres.default#main.',
        hint: 'Give the params in one place only, or the same in both.',
        file: 'web/score.yaml',
        path: 'resources.db.params',
        address: 'postgres.default#main',
      },
    ]);
  });

  it('edges of all declarers are united', () => {
    const declare = (params?: JsonObject) => ({
      type: 'postgres',
      id: 'main',
      ...(params && { params }),
    });
    for (const [first, second] of [
      [{ host: '${resources.dns.host}' }, undefined],
      [undefined, { host: '${resources.dns.host}' }],
    ]) {
      const graph = graphOf({
        definitions: [making('postgres'), making('dns')],
        workloads: [
          workload('api', {
            resources: { dns: { type: 'dns' }, db: declare(first) },
          }),
          workload('web', {
            resources: { dns: { type: 'dns' }, db: declare(second) },
          }),
        ],
      });
      const owner = first ? 'api' : 'web';
      expect(arrows(graph)).toContain(
        `postgres.default#main -> dns.default#${owner}.dns`,
      );
      expect(graph.order.indexOf('postgres.default#main')).toBeGreaterThan(
        graph.order.indexOf(`dns.default#${owner}.dns`),
      );
    }
  });
});

describe('placeholders in params', () => {
  it('that lead nowhere are named with their place', () => {
    const problems = problemsOf({
      definitions: [making('postgres')],
      workloads: [
        workload('web', {
          resources: {
            db: {
              type: 'postgres',
              params: {
                a: ['${resources.nope.host}'],
                b: { 'c.d': '${metadata.nope}' },
                e: '${context.environment}',
                f: '${resources.db}',
              },
            },
          },
        }),
      ],
    });
    expect(
      problems.map(({ code, file, path, message }) => [
        code,
        file,
        path,
        message,
      ]),
    ).toEqual([
      [
        'UnknownPlaceholder',
        'web/score.yaml',
        'resources.db.params.a[0]',
        '${resources.nope.host} cannot be filled: resources has no "nope".',
      ],
      [
        'UnknownPlaceholder',
        'web/score.yaml',
        'resources.db.params.b["c.d"]',
        '${metadata.nope} cannot be filled: metadata has no "nope".',
      ],
      [
        'InvalidPlaceholder',
        'web/score.yaml',
        'resources.db.params.e',
        '${context.environment} cannot be filled: there is no "context" here.',
      ],
      [
        'InvalidPlaceholder',
        'web/score.yaml',
        'resources.db.params.f',
        '${resources.db} cannot be filled: an output of db is needed.',
      ],
    ]);
  });
});

describe('the contract of the type', () => {
  const types = [
    resourceType({
      name: 'entrance',
      params: {
        type: 'object',
        required: ['host'],
        additionalProperties: false,
        properties: {
          host: { type: 'string' },
          port: { type: 'integer', default: 80 },
        },
      },
    }),
  ];
  const asking = (params?: JsonObject) => ({
    definitions: [making('entrance')],
    types,
    workloads: [
      workload('web', {
        metadata: { port: 8080 },
        resources: { r: { type: 'entrance', ...(params && { params }) } },
      }),
    ],
  });

  it('what is known after apply, but surely text, is told with the way out', () => {
    const [problem] = problemsOf(
      asking({ host: 'a', port: '${resources.r.port}' }),
    );
    expect(problem).toMatchObject({
      code: 'InvalidParams',
      path: 'resources.r.params.port',
      hint: 'A placeholder in a Score file always gives text; the resource type may allow text here.',
    });
  });

  it.each<[string, JsonObject | undefined, [string, string][]]>([
    ['fits', { host: 'a', port: 1 }, []],
    ['fits as far as is known', { host: '${resources.r.x}', port: 1 }, []],
    ['nothing given', undefined, [['resources.r', '"host" is missing.']]],
    [
      'a text where a number is wanted',
      { host: 'a', port: '${metadata.port}' },
      [['resources.r.params.port', 'port: This must be a whole number.']],
    ],
    [
      'all that is wrong at once',
      { hots: 'a' },
      [
        ['resources.r.params', '"host" is missing.'],
        [
          'resources.r.params.hots',
          'hots: "hots" is not a key that can stand here.',
        ],
      ],
    ],
  ])('%s', (_, params, expected) => {
    const found = problemsOf(asking(params)).filter(
      ({ code }) => code === 'InvalidParams',
    );
    expect(found.map(({ path, message }) => [path, message])).toEqual(
      expected.map(([path, message]) => [
        path,
        `The params do not fit resource type entrance. ${message}`,
      ]),
    );
    expect(found.map(({ file }) => file)).toEqual(
      expected.map(() => 'web/score.yaml'),
    );
  });
});

describe('params that definitions give', () => {
  const instance = (params: JsonObject, more: JsonObject = {}) =>
    making('postgres', {
      dependsOn: {
        dns: reference('dns', { id: '@' }),
        server: reference('instance', { id: 'shared', params }),
      },
      inputs: more,
    });
  const dbs = (...sizes: (number | undefined)[]) => [
    workload('web', {
      resources: Object.fromEntries(
        sizes.map((size, index) => [
          `db${index}`,
          {
            type: 'postgres',
            id: `d${index}`,
            ...(size !== undefined && { params: { size } }),
          },
        ]),
      ),
    }),
  ];
  const others = [making('instance'), making('dns')];

  it('stay as they are, with the node in whose scope they are filled', () => {
    const graph = graphOf({
      definitions: [instance({ a: '${context.environment}' }), ...others],
      workloads: dbs(undefined),
    });
    const node = graph.nodes['instance.default#shared'];
    expect(node).toMatchObject({
      params: { a: '${context.environment}' },
      paramsReferrer: 'postgres.default#d0',
    });
    expect(node).not.toHaveProperty('paramsOwner');
  });

  it.each<[string, JsonObject, number[]]>([
    [
      'what is the same for the whole environment',
      { a: '${context.environment}', b: '${values.X}', c: '${secrets.Y}' },
      [1, 2],
    ],
    [
      'params of those who refer, when they are equal',
      { a: 'v${params.size}', b: '${params.size}' },
      [1, 1],
    ],
    [
      'their type and class',
      { a: '${resource.type}.${resource.class}' },
      [1, 2],
    ],
  ])('agree: %s', (_, params, sizes) => {
    expect(
      problemsOf({
        definitions: [instance(params), ...others],
        workloads: dbs(...sizes),
      }),
    ).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['their params differ', { a: '${params.size}' }],
    ['their ids differ', { a: '${resource.id}' }],
    ['their addresses differ', { a: '${resource.uid}' }],
    ['their names differ', { a: '${resource.name}' }],
    ['what is generated for each', { a: '${generate.password.x}' }],
    [
      'their aliases lead to different resources',
      { a: '${resources.dns.host}' },
    ],
  ])('conflict: %s', (_, params) => {
    expect(
      problemsOf({
        definitions: [instance(params), ...others],
        workloads: dbs(1, 2),
      }),
    ).toEqual([
      expect.objectContaining({
        code: 'ParamsConflict',
        file: 'postgres-made.yaml',
        path: 'spec.dependsOn.server.params',
        message:
          'definition postgres-made (for postgres.default#d0) and definition postgres-made (for postgres.default#d1) give different params for instance.default#shared.',
      }),
    ]);
  });

  it('conflict with those of a Score file', () => {
    const problems = problemsOf({
      definitions: [instance({ a: 1 }), ...others],
      workloads: [
        workload('web', {
          resources: {
            db: { type: 'postgres', id: 'd0' },
            i: { type: 'instance', id: 'shared', params: { a: 2 } },
          },
        }),
      ],
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'workload web (resource i) and definition postgres-made (for postgres.default#d0) give different params for instance.default#shared.',
    ]);
  });

  it('make edges to the aliases they read', () => {
    const graph = graphOf({
      definitions: [instance({ a: '${resources.dns.host}' }), ...others],
      workloads: dbs(undefined),
    });
    expect(arrows(graph)).toContain(
      'instance.default#shared -> dns.default#d0',
    );
  });

  it('make edges to what the params they pass on wait for, also deep inside', () => {
    for (const params of [
      { a: 'x${params.host}' },
      { a: '${params.deep.host}' },
      { a: '${params}' },
      { a: '${params.open.more}' },
    ]) {
      const graph = graphOf({
        definitions: [
          making('postgres', {
            dependsOn: { server: reference('instance', { id: 's', params }) },
          }),
          making('proxy', {
            dependsOn: {
              db: reference('postgres', {
                id: 'p',
                params: {
                  host: '${resources.net.host}',
                  deep: { host: '${resources.net.host}' },
                  open: '${resources.net.all}',
                },
              }),
              net: reference('dns', { id: 'n' }),
            },
          }),
          ...others,
        ],
        workloads: [workload('web', { resources: { p: { type: 'proxy' } } })],
      });
      expect(arrows(graph)).toContain('instance.default#s -> dns.default#n');
    }
  });

  it('that lead nowhere are named at the definition', () => {
    const problems = problemsOf({
      definitions: [
        instance({
          a: '${resources.nope.x}',
          b: '${params.nope}',
          c: '${context.nope}',
          d: '${nope}',
        }),
        ...others,
      ],
      workloads: dbs(1),
    });
    expect(
      problems.map(({ file, path, message }) => [file, path, message]),
    ).toEqual([
      [
        'postgres-made.yaml',
        'spec.dependsOn.server.params.a',
        '${resources.nope.x} cannot be filled: dependsOn has no "nope".',
      ],
      [
        'postgres-made.yaml',
        'spec.dependsOn.server.params.b',
        '${params.nope} cannot be filled: params has no "nope".',
      ],
      [
        'postgres-made.yaml',
        'spec.dependsOn.server.params.c',
        '${context.nope} cannot be filled: context has no "nope".',
      ],
      [
        'postgres-made.yaml',
        'spec.dependsOn.server.params.d',
        '${nope} cannot be filled: there is no "nope" here.',
      ],
    ]);
  });

  it('that need each other are a cycle, not an endless loop', () => {
    const codes = problemsOf({
      definitions: [
        making('a', {
          dependsOn: {
            b: reference('b', { id: 'b', params: { x: '${params.x}' } }),
          },
        }),
        making('b', {
          dependsOn: {
            a: reference('a', { id: 'a', params: { x: '${params.x}' } }),
          },
        }),
      ],
      workloads: [
        workload('web', { resources: { a: { type: 'a', id: 'a' } } }),
      ],
    }).map(({ code }) => code);
    expect(codes).toContain('DependencyCycle');
  });
});

describe('a param that the resource type does not name', () => {
  const warnings = (params: ResourceType['params'], given: JsonObject) => {
    const scene = {
      types: [resourceType({ name: 'cache', params })],
      definitions: [making('cache')],
      workloads: [
        workload('web', {
          resources: { it: { type: 'cache', params: given } },
        }),
      ],
    };
    return problemsOf(scene).map(
      ({ severity, code, message, hint, path }) =>
        `${severity} ${code} ${path}: ${message} ${hint}`,
    );
  };
  const size = { size: { type: 'string' } };

  it('changes nothing, and that is said', () => {
    expect(
      warnings({ type: 'object', properties: size }, { size: '1Gi', tier: 1 }),
    ).toEqual([
      'warning ParamIgnored resources.it.params.tier: Resource type cache knows no param "tier": it changes nothing. There is only: size.',
    ]);
    expect(
      warnings({ type: 'object', properties: size }, { sise: '1Gi' }),
    ).toEqual([expect.stringContaining('Did you mean "size"?')]);
    expect(warnings({ properties: {} }, { tier: 1 })).toEqual([
      expect.stringContaining('Leave "tier" out.'),
    ]);
  });

  it('is judged by the definition where the type says nothing about params', () => {
    expect(warnings({ type: 'object' }, { tier: 1 })).toEqual([
      expect.stringContaining(
        'resources.it.params.tier: Resource type cache says nothing about params, and definition cache-made does not read "tier": it changes nothing.',
      ),
    ]);
  });

  it.each([
    ['allows any', { type: 'object', additionalProperties: true }],
    ['allows others', { properties: size, additionalProperties: true }],
    ['has other rules', { properties: size, allOf: [{ required: ['size'] }] }],
  ])('is fine where the type %s', (_, params) => {
    expect(warnings(params, { size: '1Gi', tier: 1 })).toEqual([]);
  });

  it('is an error where the type forbids it', () => {
    expect(
      warnings({ properties: size, additionalProperties: false }, { tier: 1 }),
    ).toEqual([expect.stringContaining('error InvalidParams')]);
  });
});
