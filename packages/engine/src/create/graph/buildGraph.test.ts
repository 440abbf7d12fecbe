import { ResourceNode } from '../../model';
import { definition, resourceType } from '../../match/__fixtures__/platform';
import {
  arrows,
  graphOf,
  making,
  problemsOf,
  reference,
} from './__fixtures__/graph';
import { workload } from './__fixtures__/workload';

function resource(
  graph: ReturnType<typeof graphOf>,
  address: string,
): ResourceNode {
  const node = graph.nodes[address];
  if (node?.kind !== 'resource') throw new Error(`no resource ${address}`);
  return node;
}

describe('addresses and sharing', () => {
  it('a resource without id is its workload’s own', () => {
    const graph = graphOf({
      definitions: [making('postgres')],
      workloads: [
        workload('web', { resources: { db: { type: 'postgres' } } }),
        workload('api', { resources: { db: { type: 'postgres' } } }),
      ],
    });
    expect(Object.keys(graph.nodes)).toEqual([
      'postgres.default#api.db',
      'postgres.default#web.db',
      'workload#api',
      'workload#web',
    ]);
    expect(resource(graph, 'postgres.default#web.db')).toMatchObject({
      type: 'postgres',
      class: 'default',
      workload: 'web',
      declaredBy: [{ workload: 'web', resource: 'db' }],
      definition: 'postgres-made',
      phase: 'before',
      params: {},
      aliases: {},
    });
    expect(graph.nodes['workload#web']).toEqual({
      kind: 'workload',
      address: 'workload#web',
      workload: 'web',
      aliases: { db: 'postgres.default#web.db' },
    });
    expect(arrows(graph)).toEqual([
      'workload#api -> postgres.default#api.db',
      'workload#web -> postgres.default#web.db',
    ]);
    expect(graph.order).toEqual([
      'postgres.default#api.db',
      'postgres.default#web.db',
      'workload#api',
      'workload#web',
    ]);
  });

  it('a resource with id is shared by all who name it', () => {
    const shared = { type: 'postgres', id: 'main' };
    const graph = graphOf({
      definitions: [making('postgres')],
      workloads: [
        workload('web', { resources: { db: shared, again: shared } }),
        workload('api', { resources: { store: shared } }),
      ],
    });
    const node = resource(graph, 'postgres.default#main');
    expect(node.id).toBe('main');
    expect(node.workload).toBeUndefined();
    expect(node.declaredBy).toEqual([
      { workload: 'api', resource: 'store' },
      { workload: 'web', resource: 'again' },
      { workload: 'web', resource: 'db' },
    ]);
    expect(arrows(graph)).toEqual([
      'workload#api -> postgres.default#main',
      'workload#web -> postgres.default#main',
    ]);
  });

  it('the class is part of the address', () => {
    const graph = graphOf({
      definitions: [making('postgres')],
      workloads: [
        workload('web', {
          resources: {
            small: { type: 'postgres', id: 'main' },
            large: { type: 'postgres', class: 'large', id: 'main' },
          },
        }),
      ],
    });
    expect(Object.keys(graph.nodes)).toContain('postgres.large#main');
    expect(Object.keys(graph.nodes)).toContain('postgres.default#main');
  });

  it('an id that looks like another’s implicit address is an error', () => {
    const problems = problemsOf({
      definitions: [making('postgres')],
      workloads: [
        workload('api', {
          resources: { x: { type: 'postgres', id: 'web.db' } },
        }),
        workload('web', { resources: { db: { type: 'postgres' } } }),
      ],
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'AddressCollision',
        file: 'web/score.yaml',
        path: 'resources.db',
        address: 'postgres.default#web.db',
      }),
    ]);
  });

  it('types and names may be called like what every object has', () => {
    const graph = graphOf({
      definitions: [making('constructor')],
      workloads: [
        workload('web', { resources: { valueof: { type: 'constructor' } } }),
      ],
    });
    expect(resource(graph, 'constructor.default#web.valueof').phase).toBe(
      'before',
    );
  });

  it('two workloads of one name are an error', () => {
    expect(
      problemsOf({ workloads: [workload('web'), workload('web')] }),
    ).toEqual([expect.objectContaining({ code: 'DuplicateWorkload' })]);
  });

  it('no workloads, no graph to speak of', () => {
    expect(graphOf({ workloads: [] })).toEqual({
      nodes: {},
      edges: [],
      order: [],
    });
  });
});

describe('what nothing matches', () => {
  it('is named with file and resource, all of it at once', () => {
    const problems = problemsOf({
      definitions: [
        definition({
          name: 'prod',
          criteria: { environmentType: ['production'] },
        }),
        making('queue', {
          dependsOn: {
            store: reference('postgres', { class: 'huge', id: 'q' }),
          },
        }),
      ],
      workloads: [
        workload('web', {
          resources: { db: { type: 'postgres' }, q: { type: 'queue' } },
        }),
        workload('api', { resources: { cache: { type: 'redis' } } }),
      ],
    });
    expect(
      problems.map(({ code, file, path, address, message }) => ({
        code,
        file,
        path,
        address,
        message,
      })),
    ).toEqual([
      {
        code: 'NoMatch',
        file: 'api/score.yaml',
        path: 'resources.cache',
        address: 'redis.default#api.cache',
        message: 'There is no resource type redis; there are postgres, queue.',
      },
      {
        code: 'NoMatch',
        file: 'web/score.yaml',
        path: 'resources.db',
        address: 'postgres.default#web.db',
        message:
          'Nothing in the platform matches resource db of workload web (postgres.default). Nearest: prod (environmentType must be production, is development).',
      },
      {
        code: 'NoMatch',
        file: 'queue-made.yaml',
        path: 'spec.dependsOn.store',
        address: 'postgres.huge#q',
        message:
          'No definition makes postgres of class huge for store that definition queue-made needs for queue.default#web.q; there is class default.',
      },
    ]);
  });

  it('is not mixed up with several that match alike', () => {
    expect(
      problemsOf({
        definitions: [definition({ name: 'a' }), definition({ name: 'b' })],
        workloads: [
          workload('web', { resources: { db: { type: 'postgres' } } }),
        ],
      }),
    ).toEqual([expect.objectContaining({ code: 'AmbiguousMatch' })]);
  });

  it('the node carries the explanation of its match', () => {
    const graph = graphOf({
      definitions: [
        definition({ name: 'here' }),
        definition({ name: 'there', criteria: { workload: ['api'] } }),
      ],
      workloads: [workload('web', { resources: { db: { type: 'postgres' } } })],
    });
    const node = resource(graph, 'postgres.default#web.db');
    expect(node.explanation.winner).toBe(node.definition);
    expect(node.explanation.request).toEqual({
      type: 'postgres',
      class: 'default',
      workload: 'web',
    });
    expect(node.explanation.candidates.map(one => one.definition)).toEqual([
      'here',
      'there',
    ]);
  });
});

describe('what definitions add', () => {
  const web = workload('web', {
    resources: { db: { type: 'postgres', class: 'large' } },
  });

  it.each([
    ['an id', { id: 'shared' }, 'instance.default#shared'],
    ['the same class', { id: 'shared', class: '@' }, 'instance.large#shared'],
    ['the same id', { id: '@' }, 'instance.default#web.db'],
    ['one of its own', {}, 'instance.default#web.db/postgres.large/server'],
    ['a class by name', { class: 'tiny', id: 's' }, 'instance.tiny#s'],
  ])('dependsOn with %s', (_, given, address) => {
    const graph = graphOf({
      definitions: [
        making('postgres', {
          dependsOn: { server: reference('instance', given) },
        }),
        making('instance'),
      ],
      workloads: [web],
    });
    const db = 'postgres.large#web.db';
    expect(resource(graph, db).aliases).toEqual({ server: address });
    expect(resource(graph, address).addedBy).toEqual({
      address: db,
      as: 'dependsOn',
    });
    expect(arrows(graph)).toEqual([
      `${db} -> ${address}`,
      `workload#web -> ${db}`,
    ]);
    expect(graph.order).toEqual([address, db, 'workload#web']);
  });

  it('the same id of a shared resource is shared too', () => {
    const graph = graphOf({
      definitions: [
        making('postgres', {
          dependsOn: { server: reference('instance', { id: '@' }) },
        }),
        making('instance'),
      ],
      workloads: [
        workload('web', {
          resources: { db: { type: 'postgres', id: 'main' } },
        }),
      ],
    });
    expect(resource(graph, 'instance.default#main').id).toBe('main');
  });

  it('one of its own belongs to the workload that asks, and matches by it', () => {
    const graph = graphOf({
      definitions: [
        making('postgres', { dependsOn: { server: reference('instance') } }),
        making('instance'),
        definition({
          name: 'instance-of-web',
          type: 'instance',
          criteria: { workload: ['web'] },
        }),
      ],
      workloads: [workload('web', { resources: { db: { type: 'postgres' } } })],
    });
    const node = resource(graph, 'instance.default#web.db/postgres/server');
    expect(node.workload).toBe('web');
    expect(node.definition).toBe('instance-of-web');
  });

  it('resources of different types have different ones of their own', () => {
    const graph = graphOf({
      definitions: [
        making('postgres', { dependsOn: { server: reference('instance') } }),
        making('mysql', { dependsOn: { server: reference('instance') } }),
        making('instance'),
      ],
      workloads: [
        workload('web', {
          resources: {
            a: { type: 'postgres', id: 'main' },
            b: { type: 'mysql', id: 'main' },
          },
        }),
      ],
    });
    expect(
      Object.keys(graph.nodes).filter(address =>
        address.startsWith('instance'),
      ),
    ).toEqual([
      'instance.default#main/mysql/server',
      'instance.default#main/postgres/server',
    ]);
  });

  it('is followed further, and shared where addresses meet', () => {
    const shared = { server: reference('instance', { id: 'shared' }) };
    const graph = graphOf({
      definitions: [
        making('postgres', { dependsOn: shared }),
        making('instance', {
          dependsOn: { net: reference('network', { id: 'net' }) },
        }),
        making('network'),
      ],
      workloads: [
        workload('web', {
          resources: { a: { type: 'postgres' }, b: { type: 'postgres' } },
        }),
      ],
    });
    expect(graph.order).toEqual([
      'network.default#net',
      'instance.default#shared',
      'postgres.default#web.a',
      'postgres.default#web.b',
      'workload#web',
    ]);
  });

  describe('provisions', () => {
    const db = 'postgres.default#web.db';
    const beside = (flags: {
      dependsOnThis: boolean;
      inheritDependents: boolean;
    }) =>
      graphOf({
        definitions: [
          making('postgres', {
            provisions: [{ ...reference('backup', { id: '@' }), ...flags }],
          }),
          making('backup'),
        ],
        workloads: [
          workload('web', { resources: { db: { type: 'postgres' } } }),
        ],
      });
    const uses = `workload#web -> ${db}`;
    const backup = 'backup.default#web.db';

    it.each([
      [false, false, [uses]],
      [true, false, [`${backup} -> ${db}`, uses]],
      [false, true, [`workload#web -> ${backup}`, uses]],
      [true, true, [`${backup} -> ${db}`, `workload#web -> ${backup}`, uses]],
    ])(
      'dependsOnThis %s, inheritDependents %s',
      (dependsOnThis, inheritDependents, edges) => {
        const graph = beside({ dependsOnThis, inheritDependents });
        expect(arrows(graph)).toEqual(edges);
        expect(resource(graph, backup).addedBy).toEqual({
          address: db,
          as: 'provisions',
        });
      },
    );

    it('without id, one of its own', () => {
      const graph = graphOf({
        definitions: [
          making('postgres', {
            provisions: [
              {
                ...reference('backup'),
                dependsOnThis: false,
                inheritDependents: false,
              },
            ],
          }),
          making('backup'),
        ],
        workloads: [
          workload('web', { resources: { db: { type: 'postgres' } } }),
        ],
      });
      expect(Object.keys(graph.nodes)).toContain(
        'backup.default#web.db+postgres',
      );
    });

    it('dependents are inherited after everything is known: through definitions and chains', () => {
      const whole = { dependsOnThis: true, inheritDependents: true };
      const graph = graphOf({
        definitions: [
          making('postgres', {
            dependsOn: { server: reference('instance', { id: 'i' }) },
          }),
          making('instance', {
            provisions: [
              { ...reference('policy', { id: 'p' }), ...whole },
              { ...reference('monitor', { id: 'm' }), ...whole },
            ],
          }),
          making('policy', {
            provisions: [{ ...reference('audit', { id: 'a' }), ...whole }],
          }),
          making('monitor'),
          making('audit'),
        ],
        workloads: [
          workload('web', { resources: { db: { type: 'postgres' } } }),
        ],
      });
      // The two beside each other do not wait for each other.
      expect(arrows(graph)).toEqual([
        'audit.default#a -> policy.default#p',
        'monitor.default#m -> instance.default#i',
        'policy.default#p -> instance.default#i',
        `${db} -> audit.default#a`,
        `${db} -> instance.default#i`,
        `${db} -> monitor.default#m`,
        `${db} -> policy.default#p`,
        uses,
      ]);
    });
  });
});

describe('implicit resources', () => {
  it('are there when the platform defines their types', () => {
    const graph = graphOf({
      definitions: [
        making('base-environment', {
          dependsOn: { net: reference('network', { id: 'net' }) },
        }),
        making('base-workload'),
        making('network'),
        making('postgres'),
      ],
      workloads: [
        workload('web', { resources: { db: { type: 'postgres' } } }),
        workload('api'),
      ],
    });
    const base = 'base-environment.default#base-environment';
    expect(resource(graph, base).addedBy).toEqual({
      address: 'environment',
      as: 'implicit',
    });
    expect(
      resource(graph, 'base-workload.default#web.base-workload').workload,
    ).toBe('web');
    expect(arrows(graph)).toEqual([
      // Not the network: the base depends on it.
      `${base} -> network.default#net`,
      `base-workload.default#api.base-workload -> ${base}`,
      `base-workload.default#web.base-workload -> ${base}`,
      `postgres.default#web.db -> ${base}`,
      `workload#api -> ${base}`,
      'workload#api -> base-workload.default#api.base-workload',
      `workload#web -> ${base}`,
      'workload#web -> base-workload.default#web.base-workload',
      'workload#web -> postgres.default#web.db',
    ]);
  });

  it('the base of a workload comes after it where its type says so', () => {
    const graph = graphOf({
      definitions: [making('base-workload')],
      types: [resourceType({ name: 'base-workload', phase: 'after' })],
      workloads: [workload('web')],
    });
    expect(arrows(graph)).toEqual([
      'base-workload.default#web.base-workload -> workload#web',
    ]);
  });

  it('what is provisioned beside the base of the environment comes before everything too', () => {
    const graph = graphOf({
      definitions: [
        making('base-environment', {
          provisions: [
            {
              ...reference('quota', { id: 'q' }),
              dependsOnThis: true,
              inheritDependents: true,
            },
          ],
        }),
        making('quota', {
          dependsOn: { limits: reference('limits', { id: 'l' }) },
        }),
        making('limits'),
      ],
      workloads: [workload('web')],
    });
    expect(graph.order).toEqual([
      'base-environment.default#base-environment',
      'limits.default#l',
      'quota.default#q',
      'workload#web',
    ]);
  });

  it('are there once, and where nobody asks for anything', () => {
    const graph = graphOf({
      definitions: [making('base-environment')],
      workloads: [],
    });
    expect(graph.order).toEqual(['base-environment.default#base-environment']);
  });
});

describe('phase', () => {
  const after = [
    resourceType({ name: 'route', phase: 'after' }),
    resourceType({ name: 'probe', phase: 'after' }),
  ];

  it('after: made when the workload that asks is there', () => {
    const graph = graphOf({
      definitions: [making('route'), making('dns')],
      types: after,
      workloads: [
        workload('web', {
          resources: {
            dns: { type: 'dns' },
            r: { type: 'route', params: { host: '${resources.dns.host}' } },
          },
        }),
      ],
    });
    expect(arrows(graph)).toEqual([
      'route.default#web.r -> dns.default#web.dns',
      'route.default#web.r -> workload#web',
      'workload#web -> dns.default#web.dns',
    ]);
    expect(resource(graph, 'route.default#web.r').phase).toBe('after');
  });

  it('a shared one waits for all who ask, whether themselves or by a definition', () => {
    const graph = graphOf({
      definitions: [
        making('route'),
        making('probe'),
        making('postgres', {
          provisions: [
            {
              ...reference('probe', { id: 'p' }),
              dependsOnThis: false,
              inheritDependents: false,
            },
          ],
        }),
      ],
      types: after,
      workloads: [
        workload('web', {
          resources: {
            r: { type: 'route', id: 'main' },
            db: { type: 'postgres', id: 'pg' },
          },
        }),
        workload('api', {
          resources: {
            r: { type: 'route', id: 'main' },
            db: { type: 'postgres' },
          },
        }),
      ],
    });
    const late = arrows(graph).filter(arrow => arrow.includes('-> workload#'));
    expect(late).toEqual([
      'probe.default#p -> workload#api',
      'probe.default#p -> workload#web',
      'route.default#main -> workload#api',
      'route.default#main -> workload#web',
    ]);
  });

  it.each([
    ['a variable', { variables: { URL: 'https://${resources.r.host}' } }],
    [
      'a file',
      {
        files: {
          '/a': { content: { text: '${resources.r.host}' }, noExpand: false },
        },
      },
    ],
    [
      'a volume',
      { volumes: { '/v': { source: '${resources.r}', readOnly: false } } },
    ],
  ])(
    '%s of the workload that reads what comes after it is a cycle',
    (_, texts) => {
      const problems = problemsOf({
        definitions: [making('route')],
        types: after,
        workloads: [
          workload('web', { resources: { r: { type: 'route' } }, ...texts }),
        ],
      });
      expect(problems.map(({ message }) => message)).toEqual([
        'route.default#web.r needs itself: route.default#web.r -> workload#web (made after the workload) -> route.default#web.r (it reads ${resources.r…}).',
      ]);
    },
  );

  it('a file that is not expanded reads nothing', () => {
    const files = {
      '/a': { content: { text: '${resources.r.host}' }, noExpand: true },
      '/b': { content: { base64: 'AA==' }, noExpand: false },
    };
    expect(
      problemsOf({
        definitions: [making('route')],
        types: after,
        workloads: [
          workload('web', { resources: { r: { type: 'route' } }, files }),
        ],
      }),
    ).toEqual([]);
  });
});

describe('cycles', () => {
  it('through params of a Score file', () => {
    const problems = problemsOf({
      definitions: [making('a'), making('b')],
      workloads: [
        workload('web', {
          resources: {
            x: { type: 'a', params: { p: 'v-${resources.y.out}' } },
            y: { type: 'b', params: { q: ['${resources.x.out}'] } },
          },
        }),
      ],
    });
    expect(problems).toEqual([
      {
        severity: 'error',
        code: 'DependencyCycle',
        message:
          'a.default#web.x needs itself: a.default#web.x -> b.default#web.y (${resources.y.out} in its params) -> a.default#web.x (${resources.x.out} in its params).',
        hint: 'One of these has to do without the next.',
        address: 'a.default#web.x',
      },
    ]);
  });

  it('of one', () => {
    const problems = problemsOf({
      definitions: [making('a')],
      workloads: [
        workload('web', {
          resources: { x: { type: 'a', params: { p: '${resources.x.out}' } } },
        }),
      ],
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'a.default#web.x needs itself: a.default#web.x -> a.default#web.x (${resources.x.out} in its params).',
    ]);
  });

  it('through definitions, each knot once, the shortest way round', () => {
    const problems = problemsOf({
      definitions: [
        making('a', { dependsOn: { b: reference('b', { id: 'b' }) } }),
        making('b', {
          dependsOn: {
            c: reference('c', { id: 'c' }),
            a: reference('a', { id: 'a' }),
          },
        }),
        making('c', { dependsOn: { a: reference('a', { id: 'a' }) } }),
        making('x', { dependsOn: { y: reference('y', { id: 'y' }) } }),
        making('y', { dependsOn: { x: reference('x', { id: 'x' }) } }),
        // Needs a knot, is not in one.
        making('z', { dependsOn: { a: reference('a', { id: 'a' }) } }),
      ],
      workloads: [
        workload('web', {
          resources: {
            one: { type: 'a', id: 'a' },
            two: { type: 'x', id: 'x' },
            three: { type: 'z' },
          },
        }),
      ],
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'a.default#a needs itself: a.default#a -> b.default#b (b in definition a-made) -> a.default#a (a in definition b-made).',
      'x.default#x needs itself: x.default#x -> y.default#y (y in definition x-made) -> x.default#x (x in definition y-made).',
    ]);
  });

  it('are found beside other problems', () => {
    const codes = problemsOf({
      definitions: [making('a')],
      workloads: [
        workload('web', {
          resources: {
            x: { type: 'a', params: { p: '${resources.x.out}' } },
            nope: { type: 'unheard-of' },
          },
        }),
      ],
    }).map(({ code }) => code);
    expect(codes).toEqual(['NoMatch', 'DependencyCycle']);
  });
});

describe('limits', () => {
  it('more than 32 resources below each other', () => {
    const problems = problemsOf({
      definitions: [making('a', { dependsOn: { more: reference('a') } })],
      workloads: [workload('web', { resources: { x: { type: 'a' } } })],
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'GraphTooDeep',
      file: 'a-made.yaml',
    });
    expect(problems[0].message).toContain(
      'a.default#web.x -> a.default#web.x/a/more -> a.default#web.x/a/more/a/more',
    );
    expect(problems[0].message.split(' -> ')).toHaveLength(33);
  });

  it('exactly 32 are fine', () => {
    const types = Array.from({ length: 33 }, (_, index) => `t${index}`);
    const graph = graphOf({
      definitions: types.map((type, index) =>
        making(
          type,
          index < 32
            ? { dependsOn: { next: reference(types[index + 1]) } }
            : {},
        ),
      ),
      workloads: [workload('web', { resources: { x: { type: 't0' } } })],
    });
    expect(Object.keys(graph.nodes)).toHaveLength(34);
  });

  it('more than 20,000 added', () => {
    const problems = problemsOf({
      definitions: [
        making('a', {
          dependsOn: {
            one: reference('a'),
            two: reference('a'),
            three: reference('a'),
          },
        }),
      ],
      workloads: [workload('web', { resources: { x: { type: 'a' } } })],
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'GraphTooLarge',
        message: expect.stringContaining(
          'a.default#web.x -> a.default#web.x/a/three -> a.default#web.x/a/three/a/three',
        ),
      }),
    ]);
  });
});
