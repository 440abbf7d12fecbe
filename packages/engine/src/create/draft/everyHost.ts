import {
  Address,
  Graph,
  isValueObject,
  ObjectTemplate,
  own,
  Problem,
  Value,
} from '../../model';
import { ROUTE } from '../graph/routes';
import { FilledRoute, titleOf } from './duplicateRoutes';

/**
 * Routes and finished objects whose host is given, and empty or `*.com`: to Kubernetes that is every host of the
 * cluster that nobody else has. Where a platform means it, it leaves the host out.
 *
 * @param fileOf the Score file of a workload, for the place
 */
export function everyHostProblems(
  routes: Iterable<FilledRoute>,
  objects: { address: Address; template: ObjectTemplate }[],
  graph: Graph,
  fileOf: (workload: string) => string | undefined,
): Problem[] {
  const found = new Map<Address, FilledRoute['node']>();
  for (const { node, params } of routes) {
    if (node.type === ROUTE && isEmpty(params.host)) {
      found.set(node.address, node);
    }
  }
  for (const { address, template } of objects) {
    if (!found.has(address) && hasEmptyHost(template)) {
      const node = own(graph.nodes, address);
      found.set(
        address,
        node?.kind === 'resource'
          ? node
          : { address, type: 'workload', declaredBy: [] },
      );
    }
  }
  return [...found.values()].map(node => {
    const [declarer] = node.declaredBy;
    return {
      severity: 'error',
      code: 'RouteOfEveryHost',
      message: `The host of route ${titleOf(
        node,
      )} is empty or all of a top-level domain, which would be every host of the cluster.`,
      hint: 'Give a host: a resource of type dns has one.',
      address: node.address,
      ...(declarer && {
        file: fileOf(declarer.workload),
        path: `resources.${declarer.resource}`,
      }),
    };
  });
}

/** Given, but nothing, or all of a top-level domain; what is left out is not given. */
function isEmpty(host: Value | undefined): boolean {
  return (
    host === null ||
    (typeof host === 'string' && /^(\*(\.[^.]*)?\.?)?$/.test(host.trim()))
  );
}

function hasEmptyHost({ apiVersion, kind, spec }: ObjectTemplate): boolean {
  if (!isValueObject(spec)) {
    return false;
  }
  const [group] = String(apiVersion).split('/');
  switch (group) {
    case 'networking.k8s.io':
    case 'extensions':
      return (
        kind === 'Ingress' &&
        Array.isArray(spec.rules) &&
        spec.rules.some(rule => isValueObject(rule) && isEmpty(rule.host))
      );
    case 'gateway.networking.k8s.io':
      return (
        spec.hostnames === null ||
        (Array.isArray(spec.hostnames) &&
          (spec.hostnames.length === 0 || spec.hostnames.some(isEmpty)))
      );
    default:
      return false;
  }
}
