import {
  Problem,
  ResourceNode,
  RoutePlace,
  TakenRoute,
  Unknown,
  ValueObject,
} from '../../model';
import { ROUTE } from '../graph/routes';

/** Of a longer one no name server knows. */
const LONGEST_HOST = 253;

/** A route of an environment, with its params filled. */
export interface FilledRoute {
  node: Pick<ResourceNode, 'address' | 'type' | 'declaredBy'>;
  params: ValueObject;
}

/**
 * Two routes with the same host and path: which workload answers would be chance. Judged over all
 * workloads of an environment, after placeholders are filled, and on what a request can tell apart:
 * `/api/` is `/api`, a host has no letter case.
 *
 * @param fileOf the Score file of a workload, for the place
 */
export function duplicateRoutes(
  routes: Iterable<FilledRoute>,
  fileOf: (workload: string) => string | undefined,
): Problem[] {
  const first = new Map<string, FilledRoute>();
  const problems: Problem[] = [];
  for (const route of routes) {
    const { host, path = '/' } = route.params;
    if (
      route.node.type !== ROUTE ||
      (typeof host !== 'string' && !(host instanceof Unknown)) ||
      typeof path !== 'string'
    ) {
      continue;
    }
    const key = JSON.stringify([normalHost(host), normalPath(path)]);
    const other = first.get(key);
    if (!other) {
      first.set(key, route);
      continue;
    }
    const [declarer] = route.node.declaredBy;
    problems.push({
      severity: 'error',
      code: 'DuplicateRoute',
      message: `Route ${titleOf(other.node)} and route ${titleOf(
        route.node,
      )} have the same host and path: ${shown(host)}${normalPath(path)}.`,
      hint: 'Give one of them another path, or a host of its own: each resource of type dns without an id has one.',
      address: route.node.address,
      ...(declarer && {
        file: fileOf(declarer.workload),
        path: `resources.${declarer.resource}`,
      }),
    });
  }
  return problems;
}

/**
 * Where the routes of an environment are found, each once. A host that is known only after apply is
 * not among them: the next plan knows it.
 */
export function routePlaces(routes: Iterable<FilledRoute>): RoutePlace[] {
  const places = new Map<string, RoutePlace>();
  for (const route of routes) {
    const place = placeOf(route);
    if (place) places.set(JSON.stringify(place), place);
  }
  return [...places.values()];
}

function placeOf({ node, params }: FilledRoute): RoutePlace | undefined {
  const { host, path = '/' } = params;
  return node.type === ROUTE &&
    typeof host === 'string' &&
    host.length <= LONGEST_HOST &&
    typeof path === 'string'
    ? { host: normalHost(host), path: normalPath(path) }
    : undefined;
}

/**
 * Routes that another environment of the cluster has.
 *
 * @param fileOf the Score file of a workload, for the place
 */
export function takenRoutes(
  routes: Iterable<FilledRoute>,
  taken: TakenRoute[],
  fileOf: (workload: string) => string | undefined,
): Problem[] {
  return [...routes].flatMap((route): Problem[] => {
    const place = placeOf(route);
    const found = taken.find(
      ({ host, path }) => host === place?.host && path === place.path,
    );
    if (!found) return [];
    const { node } = route;
    const [declarer] = node.declaredBy;
    return [
      {
        severity: 'error',
        code: 'RouteTaken',
        message: `Route ${titleOf(node)} cannot have ${found.host}${
          found.path
        }: ${
          found.by
            ? `${found.by} has it`
            : 'the host belongs to another application of this cluster'
        }.`,
        hint: 'Take another host: each resource of type dns without an id has one of its own. The platform team knows whose this one is.',
        address: node.address,
        ...(declarer && {
          file: fileOf(declarer.workload),
          path: `resources.${declarer.resource}`,
        }),
      },
    ];
  });
}

/** `home of workload web` */
function titleOf({
  address,
  declaredBy: [declarer],
}: FilledRoute['node']): string {
  return declarer
    ? `${declarer.resource} of workload ${declarer.workload}`
    : address;
}

function shown(host: string | Unknown): string {
  return host instanceof Unknown ? `(${host.from})` : normalHost(host);
}

function normalHost(host: string | Unknown): string {
  return host instanceof Unknown
    ? `\u0000${host.from}`
    : host.toLowerCase().replace(/\.$/, '');
}

/** RFC 3986, 6.2.2: letters that need no encoding, dot segments; and what prefixes do not tell apart. */
function normalPath(path: string): string {
  const decoded = path.replace(/%([0-9a-f]{2})/gi, code => {
    const letter = String.fromCharCode(parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : code.toUpperCase();
  });
  const segments: string[] = [];
  for (const segment of decoded.split('/')) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return `/${segments.join('/')}`;
}
