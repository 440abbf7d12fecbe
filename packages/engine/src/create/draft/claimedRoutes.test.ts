import { JsonObject, Unknown, ValueObject } from '../../model';
import { TestEnvironment } from '../../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { routeIngress, shopTypes } from '../../testing/shop';
import { claimedRoutes, routePlaces, takenRoutes } from './claimedRoutes';
import { FilledRoute } from './duplicateRoutes';
import { everyHostProblems } from './everyHost';

const HOST = 'shop.example.com';
const graph = { nodes: {}, edges: [], order: [] };
const route = (params: ValueObject): FilledRoute => ({
  params,
  node: {
    address: 'route.default#web.home',
    type: 'route',
    declaredBy: [{ workload: 'web', resource: 'home' }],
  },
});

const object = (apiVersion: string, kind: string, spec: JsonObject) => ({
  address: 'page.default#web.page',
  template: { apiVersion, kind, metadata: { name: 'x' }, spec },
});

describe('routes of a cluster', () => {
  it('are told as whoever serves them compares them, each once', () => {
    const routes = [
      route({ host: 'Shop.Example.com.', path: '/api/' }),
      route({ host: HOST, path: '/x/../api' }),
      route({ host: HOST }),
      route({ host: new Unknown('string', false, 'resources.dns.host') }),
    ];
    expect(routePlaces(claimedRoutes(routes, [], graph))).toEqual([
      { host: HOST, path: '/api' },
      { host: HOST, path: '/' },
    ]);
  });

  it.each<[string, string, JsonObject]>([
    [
      'networking.k8s.io/v1',
      'Ingress',
      { rules: [{ host: HOST, http: { paths: [{ path: '/a' }, {}] } }, {}] },
    ],
    [
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      {
        hostnames: [HOST],
        rules: [{ matches: [{ path: { value: '/a' } }, {}] }],
      },
    ],
  ])('are found in finished objects too: %s %s', (apiVersion, kind, spec) => {
    const objects = [object(apiVersion, kind, spec)];
    expect(routePlaces(claimedRoutes([], objects, graph))).toEqual([
      { host: HOST, path: '/a' },
      { host: HOST, path: '/' },
    ]);
  });

  it.each<[string, string, JsonObject]>([
    ['extensions/v1beta1', 'Ingress', { rules: [{ host: HOST }] }],
    ['route.openshift.io/v1', 'Route', { host: HOST }],
    ['networking.istio.io/v1', 'VirtualService', { hosts: [HOST] }],
    ['gateway.networking.k8s.io/v1', 'TLSRoute', { hostnames: [HOST] }],
  ])('without a path are all of the host: %s %s', (apiVersion, kind, spec) => {
    const objects = [object(apiVersion, kind, spec)];
    expect(routePlaces(claimedRoutes([], objects, graph))).toEqual([
      { host: HOST, path: '/' },
    ]);
  });

  it.each([
    [undefined, 'the host belongs to another application of this cluster'],
    [
      'environment live of application pay',
      'environment live of application pay has it',
    ],
  ])('that are taken (by %s) are one problem of the resource', (by, why) => {
    const taken = [{ host: HOST, path: '/', ...(by && { by }) }];
    const routes = [route({ host: HOST }), route({ host: 'x.org' })];
    expect(
      takenRoutes(
        claimedRoutes([...routes, ...routes], [], graph),
        taken,
        () => 'web.yaml',
      ),
    ).toMatchObject([
      {
        code: 'RouteTaken',
        message: `Route home of workload web cannot have shop.example.com/: ${why}.`,
        file: 'web.yaml',
        path: 'resources.home',
      },
    ]);
  });
});

/** Its host is known only when its driver has made it. */
const late = definition('dns-late', { type: 'dns', driver: 'cloud' });

describe('a host that is known only after apply', () => {
  const started = () => {
    const environment = TestEnvironment.of(
      platform({
        types: [
          ...shopTypes,
          resourceType('dns', {
            outputs: {
              type: 'object',
              required: ['host'],
              properties: { host: { type: 'string' } },
            },
          }),
        ],
        definitions: [routeIngress, late],
      }),
      [
        workload('web', {
          port: 80,
          resources: {
            name: { type: 'dns' },
            home: { type: 'route', params: { host: '${resources.name.host}' } },
          },
        }),
      ],
    );
    environment.drivers.cloud = {
      ...environment.drivers.static,
      name: 'cloud',
      outputsIn: undefined,
      plan: async () => ({ outputs: {}, objects: [], exactness: 'deferred' }),
      apply: async () => ({ outputs: { host: HOST }, objects: [] }),
    };
    return environment;
  };

  it.each([
    [[], 'succeeded'],
    [[{ host: HOST, path: '/' }], 'failed'],
  ])(
    'is claimed by the run, before its objects: %j is taken',
    async (taken, status) => {
      const environment = started();
      const claimed: string[] = [];
      environment.claimRoutes = async (_cluster, routes) => {
        claimed.push(...routes.map(({ host, path }) => host + path));
        return taken.filter(({ host }) =>
          routes.some(each => each.host === host),
        );
      };
      const plan = await environment.plan();
      expect(claimed).toEqual([]);
      expect(await environment.run(plan)).toMatchObject({
        status,
        ...(status === 'failed' && { failures: [{ code: 'RouteTaken' }] }),
      });
      expect(claimed).toEqual([`${HOST}/`]);
      const made = environment.cluster.listing().join();
      expect(made.includes('Ingress')).toBe(status === 'succeeded');
    },
  );
});

describe('a host that is given, and empty', () => {
  const problems = (
    routes: FilledRoute[],
    ...objects: ReturnType<typeof object>[]
  ) =>
    everyHostProblems(routes, objects, graph, name => `${name}/score.yaml`).map(
      ({ code }) => code,
    );

  it.each<[string, ValueObject]>([
    ['an empty text', { host: '' }],
    ['a blank', { host: ' ' }],
    ['null', { host: null }],
    ['a star', { host: '*' }],
    ['a top-level domain', { host: '*.com.' }],
  ])('is every host of the cluster: %s', (_, params) => {
    expect(problems([route(params)])).toEqual(['RouteOfEveryHost']);
  });

  it.each<[string, JsonObject]>([
    ['Ingress', { rules: [{ host: HOST }, { host: '' }] }],
    ['Ingress', { rules: [{ host: null }] }],
    ['HTTPRoute', { hostnames: [] }],
    ['HTTPRoute', { hostnames: [HOST, ''] }],
    ['TLSRoute', { hostnames: null }],
  ])('of a finished %s too: %j', (kind, spec) => {
    const group =
      kind === 'Ingress' ? 'networking.k8s.io' : 'gateway.networking.k8s.io';
    expect(problems([], object(`${group}/v1`, kind, spec))).toEqual([
      'RouteOfEveryHost',
    ]);
  });

  it('is none where it is left out, or not known yet', () => {
    expect(
      problems(
        [
          route({}),
          route({ host: '*.shop.example.com' }),
          route({ host: new Unknown('string', false, 'resources.dns.host') }),
        ],
        object('networking.k8s.io/v1', 'Ingress', { rules: [{}] }),
        object('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [] }),
      ),
    ).toEqual([]);
  });
});
