import { Problem, ResourceNode, Unknown, ValueObject } from '../../model';
import { ROUTE } from '../graph/routes';

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

/** `home of workload web` */
export function titleOf({
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

export function normalHost(host: string | Unknown): string {
  return host instanceof Unknown
    ? `\u0000${host.from}`
    : host.toLowerCase().replace(/\.$/, '');
}

/** RFC 3986, 6.2.2: letters that need no encoding, dot segments; and what prefixes do not tell apart. */
export function normalPath(path: string): string {
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
