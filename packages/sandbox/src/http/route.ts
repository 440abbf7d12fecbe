/** Where a path of the API leads. */
export type Route =
  | { to: 'groups' }
  | { to: 'coreVersions' }
  | { to: 'group'; group: string }
  | { to: 'version'; group: string; version: string }
  | ResourceRoute;

export interface ResourceRoute {
  to: 'resource';
  group: string;
  version: string;
  plural: string;
  /** Absent for cluster-wide kinds and for lists over all namespaces. */
  namespace?: string;
  /** Absent for a collection. */
  name?: string;
  subresource?: string;
}

/** Parts of a namespace's own path, as opposed to kinds that live in it. */
const namespaceSubresources = ['status', 'finalize'];

/** Undefined when the path does not belong to the Kubernetes API. */
export function parseRoute(pathname: string): Route | undefined {
  const parts = pathname
    .split('/')
    .filter(part => part !== '')
    .map(decodeURIComponent);
  const [root, ...rest] = parts;
  if (root === 'api') {
    if (rest.length === 0) return { to: 'coreVersions' };
    const [version, ...path] = rest;
    return below('', version, path);
  }
  if (root === 'apis') {
    if (rest.length === 0) return { to: 'groups' };
    const [group, version, ...path] = rest;
    return version === undefined
      ? { to: 'group', group }
      : below(group, version, path);
  }
  return undefined;
}

function below(
  group: string,
  version: string,
  path: string[],
): Route | undefined {
  const [first, second, third, ...rest] = path;
  if (first === undefined) return { to: 'version', group, version };
  const isInNamespace =
    first === 'namespaces' &&
    third !== undefined &&
    !(
      group === '' &&
      namespaceSubresources.includes(third) &&
      rest.length === 0
    );
  const [plural, name, ...sub] = isInNamespace ? [third, ...rest] : path;
  if (sub.length > 1) return undefined;
  return {
    to: 'resource',
    group,
    version,
    plural,
    ...(isInNamespace && { namespace: second }),
    ...(name !== undefined && { name }),
    ...(sub[0] !== undefined && { subresource: sub[0] }),
  };
}
