import {
  Address,
  Graph,
  isValueObject,
  ObjectTemplate,
  own,
  Problem,
  RoutePlace,
  TakenRoute,
  Value,
} from '../../model';
import { ROUTE } from '../graph/routes';
import {
  FilledRoute,
  normalHost,
  normalPath,
  titleOf,
} from './duplicateRoutes';

/** Of a longer one no name server knows. */
const LONGEST_HOST = 253;

/** A place where requests from outside would come to an environment, and what brings them there. */
export interface ClaimedRoute extends RoutePlace {
  node: FilledRoute['node'];
}

/**
 * Where an environment is found from outside: by the params of its routes, and by what its finished
 * objects say, whatever type of resource they are of. A host that is known only after apply is not
 * among them: the run claims it when it becomes known.
 */
export function claimedRoutes(
  routes: Iterable<FilledRoute>,
  objects: { address: Address; template: ObjectTemplate }[],
  graph: Graph,
): ClaimedRoute[] {
  return [
    ...[...routes].flatMap(({ node, params }) =>
      node.type === ROUTE
        ? placesOf(params.host, [params.path]).map(place => ({
            node,
            ...place,
          }))
        : [],
    ),
    ...objects.flatMap(({ address, template }) => {
      const node = own(graph.nodes, address);
      return placesIn(template).map(place => ({
        node:
          node?.kind === 'resource'
            ? node
            : { address, type: 'workload', declaredBy: [] },
        ...place,
      }));
    }),
  ];
}

/** Each once. */
export function routePlaces(routes: ClaimedRoute[]): RoutePlace[] {
  const places = new Map<string, RoutePlace>();
  for (const { host, path } of routes) {
    places.set(JSON.stringify([host, path]), { host, path });
  }
  return [...places.values()];
}

/**
 * Routes that another environment of the cluster has.
 *
 * @param fileOf the Score file of a workload, for the place
 */
export function takenRoutes(
  routes: ClaimedRoute[],
  taken: TakenRoute[],
  fileOf: (workload: string) => string | undefined,
): Problem[] {
  const told = new Set<Address>();
  return routes.flatMap(({ node, ...place }): Problem[] => {
    const found = taken.find(
      ({ host, path }) => host === place.host && path === place.path,
    );
    if (!found || told.has(node.address)) return [];
    told.add(node.address);
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

/** What serves requests from outside, by the kinds that are common for it. */
function placesIn({ apiVersion, kind, spec }: ObjectTemplate): RoutePlace[] {
  if (!isValueObject(spec)) {
    return [];
  }
  const [group] = String(apiVersion).split('/');
  switch (`${group}/${kind}`) {
    case 'networking.k8s.io/Ingress':
    case 'extensions/Ingress':
      return maps(spec.rules).flatMap(({ host, http }) =>
        placesOf(
          host,
          maps(isValueObject(http) ? http.paths : []).map(({ path }) => path),
        ),
      );
    case 'gateway.networking.k8s.io/HTTPRoute': {
      const paths = maps(spec.rules).flatMap(({ matches }) =>
        maps(matches).map(({ path }) =>
          isValueObject(path) ? path.value : undefined,
        ),
      );
      return list(spec.hostnames).flatMap(host => placesOf(host, paths));
    }
    case 'gateway.networking.k8s.io/GRPCRoute':
    case 'gateway.networking.k8s.io/TLSRoute':
      return list(spec.hostnames).flatMap(host => placesOf(host, []));
    case 'route.openshift.io/Route':
      return placesOf(spec.host, [spec.path]);
    case 'networking.istio.io/VirtualService':
      return list(spec.hosts).flatMap(host => placesOf(host, []));
    default:
      return [];
  }
}

/** Without a path, all of them. What is not known yet is left out. */
function placesOf(
  host: Value | undefined,
  paths: (Value | undefined)[],
): RoutePlace[] {
  if (typeof host !== 'string' || host === '' || host.length > LONGEST_HOST) {
    return [];
  }
  const known = (paths.length > 0 ? paths : ['/']).flatMap(path =>
    typeof path === 'string' || path === undefined
      ? [normalPath(path ?? '/')]
      : [],
  );
  return known.map(path => ({ host: normalHost(host), path }));
}

function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

function maps(value: Value | undefined) {
  return list(value).filter(isValueObject);
}
