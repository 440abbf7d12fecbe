import { Collection, JsonObject } from '../../model';
import { resourceType } from '../../match/__fixtures__/platform';
import {
  arrows,
  graphOf,
  making,
  problemsOf,
  reference,
  Scene,
} from './__fixtures__/graph';
import { workload } from './__fixtures__/workload';

/**
 * A broker that topics depend on; topics belong to workloads; routes come after them.
 *
 * web -> orders, carts (topics) -> broker; api -> carts, bills; route r -> web
 */
function scene(
  collect: Record<string, Collection>,
  inputs: JsonObject = {},
): Scene {
  return {
    definitions: [
      making('broker', { collect, inputs }),
      making('topic', {
        dependsOn: { broker: reference('broker', { id: 'b' }) },
      }),
      making('route'),
      making('dns'),
    ],
    types: [resourceType({ name: 'route', phase: 'after' })],
    workloads: [
      workload('web', {
        resources: {
          orders: { type: 'topic', params: { name: 'orders' } },
          carts: { type: 'topic', id: 'carts', params: { name: 'carts' } },
          r: { type: 'route' },
        },
      }),
      workload('api', {
        resources: {
          dns: { type: 'dns' },
          carts: { type: 'topic', id: 'carts' },
          bills: { type: 'topic', params: { name: 'b-${resources.dns.host}' } },
        },
      }),
    ],
  };
}

function collected(built: Scene, address: string) {
  const node = graphOf(built).nodes[address];
  return node?.kind === 'resource' ? node.collections : undefined;
}

const broker = 'broker.default#b';

describe('of dependents', () => {
  const dependents = (
    given: Partial<Collection>,
  ): Record<string, Collection> => ({
    found: {
      from: 'self',
      of: 'dependents',
      type: 'topic',
      depth: 1,
      ...given,
    },
  });

  it.each<[string, Partial<Collection>, string[]]>([
    [
      'those who depend on it, sorted',
      {},
      [
        'topic.default#api.bills',
        'topic.default#carts',
        'topic.default#web.orders',
      ],
    ],
    ['only of its type', { type: 'dns' }, []],
    ['not those behind them', { type: 'route' }, []],
    [
      'with depth, those behind them',
      { type: 'route', depth: 'all' },
      ['route.default#web.r'],
    ],
  ])('%s', (_, given, addresses) => {
    expect(collected(scene(dependents(given)), broker)).toEqual({
      found: addresses,
    });
  });

  it('needs no edge of its own', () => {
    const inputs = { ids: '${collect.found.id}' };
    expect(arrows(graphOf(scene(dependents({}), inputs)))).toEqual(
      arrows(graphOf(scene({}))),
    );
  });

  it('what their params wait for comes first, where params are read', () => {
    const reading = (text: string) =>
      arrows(graphOf(scene(dependents({}), { names: [text] }))).filter(arrow =>
        arrow.startsWith(broker),
      );
    const dns = [`${broker} -> dns.default#api.dns`];
    expect(reading('${collect.found.params.name}')).toEqual(dns);
    expect(reading('x ${collect.found.params}')).toEqual(dns);
    expect(reading('${collect.found.params.other}')).toEqual([]);
    expect(reading('$${collect.found.params.name}')).toEqual([]);
  });

  it('is a cycle where their params wait for the one who reads them', () => {
    const problems = problemsOf({
      definitions: [
        making('broker', {
          collect: {
            topics: { from: 'self', of: 'dependents', type: 'topic', depth: 1 },
          },
          inputs: { names: '${collect.topics.params.url}' },
        }),
        making('topic'),
      ],
      workloads: [
        workload('web', {
          resources: {
            b: { type: 'broker' },
            t: { type: 'topic', params: { url: '${resources.b.url}/t' } },
          },
        }),
      ],
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'broker.default#web.b needs itself: broker.default#web.b -> broker.default#web.b (it collects topics, whose params need it).',
    ]);
  });

  it('of an alias: its siblings, itself left out', () => {
    const built = scene({});
    const graph = graphOf({
      ...built,
      definitions: [
        making('broker'),
        making('topic', {
          dependsOn: { broker: reference('broker', { id: 'b' }) },
          collect: {
            siblings: {
              from: 'broker',
              of: 'dependents',
              type: 'topic',
              depth: 1,
            },
          },
        }),
        making('route'),
        making('dns'),
      ],
    });
    expect(graph.nodes['topic.default#carts']).toMatchObject({
      collections: {
        siblings: ['topic.default#api.bills', 'topic.default#web.orders'],
      },
    });
  });
});

describe('of dependencies', () => {
  const config = (
    collection: Partial<Collection>,
    inputs: JsonObject = {},
  ): Scene => ({
    definitions: [
      making('config', {
        collect: {
          topics: {
            from: 'workload',
            of: 'dependencies',
            type: 'topic',
            depth: 1,
            ...collection,
          },
        },
        inputs,
      }),
      making('topic', {
        dependsOn: { broker: reference('broker', { id: 'b' }) },
      }),
      making('broker'),
    ],
    workloads: [
      workload('web', {
        resources: {
          settings: { type: 'config' },
          orders: { type: 'topic' },
          carts: { type: 'topic' },
        },
      }),
    ],
  });
  const settings = 'config.default#web.settings';

  it('of the workload that asks', () => {
    expect(collected(config({}), settings)).toEqual({
      topics: ['topic.default#web.carts', 'topic.default#web.orders'],
    });
    expect(collected(config({ type: 'broker' }), settings)).toEqual({
      topics: [],
    });
    expect(
      collected(config({ type: 'broker', depth: 'all' }), settings),
    ).toEqual({ topics: [broker] });
  });

  it('come before the one who reads their outputs', () => {
    const read = graphOf(config({}, { urls: '${collect.topics.url}' }));
    expect(arrows(read).filter(arrow => arrow.startsWith(settings))).toEqual([
      `${settings} -> topic.default#web.carts`,
      `${settings} -> topic.default#web.orders`,
    ]);
  });

  it('nobody’s workload has none', () => {
    const shared = config({});
    const [web] = shared.workloads;
    const graph = graphOf({
      ...shared,
      workloads: [
        {
          ...web,
          resources: {
            ...web.resources,
            settings: { type: 'config', class: 'default', id: 'all' },
          },
        },
      ],
    });
    expect(graph.nodes['config.default#all']).toMatchObject({
      collections: { topics: [] },
    });
  });

  it('read in the params of a reference, they come before what it adds', () => {
    const graph = graphOf({
      definitions: [
        making('config', {
          dependsOn: {
            index: reference('index', {
              id: '@',
              params: { urls: '${collect.topics.url}' },
            }),
          },
          collect: {
            topics: {
              from: 'workload',
              of: 'dependencies',
              type: 'topic',
              depth: 1,
            },
          },
        }),
        making('index'),
        making('topic'),
      ],
      workloads: [
        workload('web', {
          resources: {
            settings: { type: 'config' },
            orders: { type: 'topic' },
          },
        }),
      ],
    });
    expect(arrows(graph)).toContain(
      'index.default#web.settings -> topic.default#web.orders',
    );
  });
});

it('the base of the environment may collect what everything asks for', () => {
  const graph = graphOf({
    definitions: [
      making('base-environment', {
        collect: {
          routes: { from: 'self', of: 'dependents', type: 'route', depth: 1 },
        },
        inputs: { hosts: '${collect.routes.params.host}' },
      }),
      making('route'),
      making('dns'),
    ],
    types: [resourceType({ name: 'route', phase: 'after' })],
    workloads: [
      workload('web', {
        resources: {
          dns: { type: 'dns' },
          r: { type: 'route', params: { host: '${resources.dns.host}' } },
        },
      }),
    ],
  });
  // What it reads comes before it, and so does not depend on it.
  expect(graph.order).toEqual([
    'dns.default#web.dns',
    'base-environment.default#base-environment',
    'workload#web',
    'route.default#web.r',
  ]);
  expect(
    graph.nodes['base-environment.default#base-environment'],
  ).toMatchObject({
    collections: { routes: ['route.default#web.r'] },
  });
});

it('those that look at very much are one problem, told at once', () => {
  const built: Scene = {
    definitions: [
      making('parent', {
        provisions: Array.from({ length: 10 }, (_, n) => ({
          ...reference('child', { class: `c${n}` }),
          dependsOnThis: false,
          inheritDependents: true,
        })),
      }),
      making('child', {
        collect: {
          siblings: {
            from: 'workload',
            of: 'dependencies',
            type: 'child',
            depth: 1,
          },
        },
        inputs: { urls: '${collect.siblings.url}' },
      }),
    ],
    workloads: [
      workload('web', {
        resources: Object.fromEntries(
          Array.from({ length: 300 }, (_, n) => [`r${n}`, { type: 'parent' }]),
        ),
      }),
    ],
  };
  expect(problemsOf(built)).toMatchObject([
    { code: 'GraphTooLarge', address: expect.stringContaining('child.c') },
  ]);
});
