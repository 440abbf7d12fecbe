import { JsonObject } from '../json';
import { apiVersionOf, Kind } from '../kinds/kind';
import { KindRegistry } from '../kinds/registry';
import { PageNotFound } from '../status';
import { Exchange } from './exchange';
import { Route } from './route';

const verbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Kinds that only answer questions; see `reviews.ts`. */
export interface ReviewKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

/** Which groups, versions and kinds there are, in the plain and in the aggregated form. */
export function serveDiscovery(
  exchange: Exchange,
  route: Exclude<Route, { to: 'resource' }>,
  kinds: KindRegistry,
  reviews: ReviewKind[],
): void {
  const wantsAggregated = /as=APIGroupDiscoveryList/.test(
    exchange.header('accept'),
  );
  const groups = groupsOf(kinds, reviews);
  switch (route.to) {
    case 'coreVersions':
      if (wantsAggregated)
        return sendAggregated(exchange, [''], kinds, reviews);
      return exchange.send(200, {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [],
      });
    case 'groups':
      if (wantsAggregated)
        return sendAggregated(exchange, [...groups.keys()], kinds, reviews);
      return exchange.send(200, {
        kind: 'APIGroupList',
        apiVersion: 'v1',
        groups: [...groups].map(([group, versions]) =>
          describeGroup(group, versions),
        ),
      });
    case 'group': {
      const versions = groups.get(route.group);
      if (!versions) throw new PageNotFound();
      return exchange.send(200, {
        kind: 'APIGroup',
        apiVersion: 'v1',
        ...describeGroup(route.group, versions),
      });
    }
    default: {
      const resources = resourcesOf(route.group, route.version, kinds, reviews);
      if (resources.length === 0) throw new PageNotFound();
      return exchange.send(200, {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion: apiVersionOf(route),
        resources,
      });
    }
  }
}

function groupsOf(
  kinds: KindRegistry,
  reviews: ReviewKind[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { group, version } of [...kinds.all(), ...reviews]) {
    if (group === '') continue;
    const versions = groups.get(group) ?? [];
    // Newest first: what clients take when they do not say.
    if (!versions.includes(version))
      groups.set(group, [...versions, version].sort(compareVersions));
  }
  return groups;
}

function compareVersions(a: string, b: string): number {
  const rank = (version: string) => {
    const [, major = '0', stage = '', minor = '0'] =
      /^v(\d+)(alpha|beta)?(\d+)?$/.exec(version) ?? [];
    const stageRank = ['alpha', 'beta', ''].indexOf(stage);
    return stageRank * 1e6 + Number(major) * 1e3 + Number(minor);
  };
  return rank(b) - rank(a) || (a < b ? -1 : 1);
}

function describeGroup(group: string, versions: string[]): JsonObject {
  const all = versions.map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions: all, preferredVersion: all[0] };
}

function resourcesOf(
  group: string,
  version: string,
  kinds: KindRegistry,
  reviews: ReviewKind[],
): JsonObject[] {
  const own = kinds
    .all()
    .filter(kind => kind.group === group && kind.version === version)
    .flatMap(kind => [
      {
        name: kind.plural,
        singularName: kind.singular,
        namespaced: kind.namespaced,
        kind: kind.kind,
        verbs,
        ...(kind.shortNames.length > 0 && { shortNames: kind.shortNames }),
        ...(kind.categories.length > 0 && { categories: kind.categories }),
      },
      ...servedSubresources(kind).map(subresource => ({
        name: `${kind.plural}/${subresource.name}`,
        singularName: '',
        namespaced: kind.namespaced,
        ...subresource.response,
        verbs: subresource.verbs,
      })),
    ]);
  const asked = reviews
    .filter(review => review.group === group && review.version === version)
    .map(review => ({
      name: review.plural,
      singularName: review.kind.toLowerCase(),
      namespaced: review.namespaced,
      kind: review.kind,
      verbs: ['create'],
    }));
  return [...own, ...asked];
}

interface ServedSubresource {
  name: string;
  response: Record<string, string>;
  verbs: string[];
}

function servedSubresources(kind: Kind): ServedSubresource[] {
  return kind.subresources.flatMap((name): ServedSubresource[] => {
    switch (name) {
      case 'status':
        return [
          {
            name,
            response: { kind: kind.kind },
            verbs: ['get', 'patch', 'update'],
          },
        ];
      case 'scale':
        return [
          {
            name,
            response: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
            verbs: ['get', 'patch', 'update'],
          },
        ];
      case 'log':
        return [{ name, response: { kind: kind.kind }, verbs: ['get'] }];
      case 'eviction':
        return [
          {
            name,
            response: { group: 'policy', version: 'v1', kind: 'Eviction' },
            verbs: ['create'],
          },
        ];
      default:
        return [];
    }
  });
}

function sendAggregated(
  exchange: Exchange,
  groups: string[],
  kinds: KindRegistry,
  reviews: ReviewKind[],
): void {
  const versions = groupsOf(kinds, reviews);
  exchange.send(
    200,
    {
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items: groups.map(group => ({
        metadata: named(group),
        versions: (group ? versions.get(group) ?? [] : ['v1']).map(version => ({
          version,
          freshness: 'Current',
          resources: aggregated(group, version, kinds, reviews),
        })),
      })),
    },
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  );
}

function named(group: string): JsonObject {
  return group === '' ? {} : { name: group };
}

function aggregated(
  group: string,
  version: string,
  kinds: KindRegistry,
  reviews: ReviewKind[],
): JsonObject[] {
  const scope = (namespaced: boolean) =>
    namespaced ? 'Namespaced' : 'Cluster';
  const own = kinds
    .all()
    .filter(kind => kind.group === group && kind.version === version)
    .map(kind => ({
      resource: kind.plural,
      responseKind: { group, version, kind: kind.kind },
      scope: scope(kind.namespaced),
      singularResource: kind.singular,
      verbs,
      shortNames: kind.shortNames,
      categories: kind.categories,
      subresources: servedSubresources(kind).map(subresource => ({
        subresource: subresource.name,
        responseKind: { group, version, ...subresource.response },
        verbs: subresource.verbs,
      })),
    }));
  const asked = reviews
    .filter(review => review.group === group && review.version === version)
    .map(review => ({
      resource: review.plural,
      responseKind: { group, version, kind: review.kind },
      scope: scope(review.namespaced),
      singularResource: review.kind.toLowerCase(),
      verbs: ['create'],
    }));
  return [...own, ...asked];
}
