import { Value, ValueObject, Workload, isValueObject, own } from '../../model';
import { Found, listed, lookUp, missing, shownKey } from './lookUp';
import {
  CollectedResource,
  GeneratedKind,
  PlatformScope,
} from './platformScope';

/** Looks a placeholder's keys up; undefined = this root does not exist in this scope. */
type Root = (keys: string[], scope: PlatformScope) => Found | undefined;

const ROOTS = {
  context: (keys, { context }) => inside('context', { ...context }, keys),
  resource: (keys, { resource }) => {
    if (!resource) return undefined;
    const { shared: _shared, ...visible } = resource;
    return inside('resource', visible, keys);
  },
  // `${params}` alone is the whole map: a driver may pass all of them on.
  params: (keys, { params }) =>
    params === undefined ? undefined : lookUp(params, keys, 'params'),
  resources: (keys, { resources }) => resources && ofResource(keys, resources),
  collect: (keys, { collect }) => collect && collected(keys, collect),
  values: (keys, { values }) => values && inside('values', values, keys),
  secrets: (keys, { secrets }) => secrets && inside('secrets', secrets, keys),
  platform: ([kind, ...keys], { platform }) => {
    if (!platform) return undefined;
    if (kind === 'values' || kind === 'secrets') {
      return inside(`platform.${kind}`, platform[kind], keys);
    }
    return missing('platform has only values and secrets');
  },
  workload: (keys, { workload, resource }) => {
    if (workload) return inside('workload', viewOf(workload), keys);
    if (!resource) return undefined;
    return missing(
      resource.shared
        ? 'this resource has an id, so several workloads may share it, and none of them can be meant'
        : 'no workload asks for this resource',
    );
  },
  workloads: ([name, ...keys], { workloads }) => {
    if (!workloads) return undefined;
    const names = () => listed(Object.keys(workloads));
    if (name === undefined) return missing(`a workload is needed; ${names()}`);
    const workload = own(workloads, name);
    return workload
      ? inside(`workloads.${name}`, viewOf(workload), keys)
      : missing(`there is no workload ${shownKey(name)}; ${names()}`);
  },
  generate: ([kind, name, ...more], scope) => {
    if (!scope.generate) return undefined;
    if (!isGeneratedKind(kind) || !name || more.length > 0) {
      return missing(
        'it is generate.password, generate.suffix or generate.uuid, and a name',
      );
    }
    return { ok: true, value: scope.generate(kind, name) };
  },
} satisfies Record<string, Root>;

/** Fills one placeholder of a platform file. */
export function fillRoot(path: string[], scope: PlatformScope): Found {
  const [root, ...keys] = path;
  const roots: Record<string, Root> = ROOTS;
  const found = own(roots, root)?.(keys, scope);
  if (found) return found;
  const visible = Object.keys(roots).filter(
    name => name === 'context' || isVisible(name, scope),
  );
  return missing(`there is no "${shownKey(root)}" here; ${listed(visible)}`);
}

function isVisible(root: string, scope: PlatformScope): boolean {
  return Object.entries(scope).some(
    ([name, content]) => name === root && content !== undefined,
  );
}

/** A map that cannot be used whole: at least one key is needed. */
function inside(
  name: string,
  map: Readonly<Record<string, Value | undefined>>,
  keys: string[],
): Found {
  const [key, ...rest] = keys;
  const value = key === undefined ? undefined : own(map, key);
  if (value !== undefined)
    return lookUp(value, rest, `${name}.${shownKey(key)}`);
  const known = listed(Object.keys(map).filter(one => map[one] !== undefined));
  return missing(
    key === undefined
      ? `a key of ${name} is needed; ${known}`
      : `${name} has no ${shownKey(key)}; ${known}`,
  );
}

function ofResource(
  [alias, ...keys]: string[],
  resources: Readonly<Record<string, Value>>,
): Found {
  const aliases = () => listed(Object.keys(resources));
  if (alias === undefined) {
    return missing(`an alias of dependsOn is needed; ${aliases()}`);
  }
  const outputs = own(resources, alias);
  if (outputs === undefined) {
    return missing(`dependsOn has no ${shownKey(alias)}; ${aliases()}`);
  }
  return keys.length === 0
    ? missing(`an output of ${alias} is needed`)
    : lookUp(outputs, keys, `resources.${alias}`);
}

function collected(
  [name, ...keys]: string[],
  collect: Readonly<Record<string, CollectedResource[]>>,
): Found {
  const names = () => listed(Object.keys(collect));
  if (name === undefined) return missing(`a collection is needed; ${names()}`);
  const items = own(collect, name);
  if (!items)
    return missing(`there is no collection ${shownKey(name)}; ${names()}`);
  if (keys.length === 0) {
    return missing(`an output is needed: collect.${name}.<output>`);
  }
  const values: Value[] = [];
  for (const item of items) {
    const found = ofCollected(item, keys);
    if (!found.ok) return found;
    values.push(found.value);
  }
  return { ok: true, value: values };
}

/** An output first; then what can be read of every resource: its address, id and params. */
function ofCollected(item: CollectedResource, keys: string[]): Found {
  const [first, ...rest] = keys;
  const { address, id, outputs } = item;
  const isOutput =
    outputs !== undefined &&
    (!isValueObject(outputs) || Object.hasOwn(outputs, first));
  if (!isOutput) {
    switch (first) {
      case 'address':
        return lookUp(address, rest, `address of ${address}`);
      case 'id':
        return lookUp(id, rest, `id of ${address}`);
      case 'params':
        return lookUp(item.params, rest, `params of ${address}`);
      default:
    }
  }
  return outputs === undefined
    ? missing(
        `of ${address}, which depends on this, only address, id and params can be read, no outputs`,
      )
    : lookUp(outputs, keys, address);
}

/** What platform files may read of a workload (platform.md, "Placeholders in platform files"). */
function viewOf(workload: Workload): ValueObject {
  const ports = Object.entries(workload.service.ports).map(
    ([name, { port, targetPort }]): [string, Value] => [
      name,
      { port, targetPort },
    ],
  );
  return {
    name: workload.name,
    annotations: workload.annotations,
    service: { ports: Object.fromEntries(ports) },
  };
}

function isGeneratedKind(kind: string | undefined): kind is GeneratedKind {
  return kind === 'password' || kind === 'suffix' || kind === 'uuid';
}
