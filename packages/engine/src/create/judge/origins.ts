import { Path } from '@tutti/kubernetes';
import {
  isValueObject,
  JsonValue,
  Problem,
  ResourceDefinition,
  TargetDefinition,
  Value,
  Workload,
  WorkloadProfile,
} from '../../model';
import { formatPath } from '../../read/path';

/** Who wrote an object down. */
export type Origin =
  /** `index` where the object stands in the definition's own list of objects. */
  | { kind: 'definition'; definition: ResourceDefinition; index?: number }
  | { kind: 'workload'; workload: Workload; profile: WorkloadProfile }
  | { kind: 'target'; target?: TargetDefinition };

/** The file and the place in it that a field came from, and words for it where that helps. */
export interface Source extends Pick<Problem, 'file' | 'line' | 'path'> {
  by?: string;
}

/** Where a field of an object comes from. Asked only when something is wrong with it. */
export function sourceOf(origin: Origin, object: Value, path: Path): Source {
  switch (origin.kind) {
    case 'definition': {
      const { definition, index } = origin;
      return {
        ...place(definition.source),
        path: formatPath(
          index === undefined
            ? ['spec', 'inputs']
            : ['spec', 'inputs', 'objects', index, ...path],
        ),
        by: `definition ${definition.name}`,
      };
    }
    case 'target':
      return origin.target
        ? {
            ...place(origin.target.source),
            path: formatPath(['spec', ...path.slice(1)]),
            by: `target ${origin.target.name}`,
          }
        : {};
    case 'workload':
      return (
        sourceInProfile(origin.profile, object, path) ??
        sourceInScore(origin.workload, object, path)
      );
    default:
      return origin satisfies never;
  }
}

/** What the profile writes as written wins over the Score file, later patches over earlier ones. */
function sourceInProfile(
  profile: WorkloadProfile,
  object: Value,
  path: Path,
): Source | undefined {
  const written = writtenInProfile(profile, object, path);
  return (
    written && {
      ...place(profile.source),
      path: formatPath(['spec', ...written.at]),
      by: `${written.part} of profile ${profile.name}`,
    }
  );
}

/** Where a profile writes a place of an object. */
export interface Written {
  /** Below `spec` of the profile. */
  at: Path;
  /** `patch apm` */
  part: string;
  /** What stands there. */
  value: JsonValue | undefined;
  /** What of the place lies behind it: a placeholder stands for more than itself. */
  rest: Path;
}

/** What the profile writes for a place of an object; later patches win over earlier ones. */
export function writtenInProfile(
  { defaults, patches }: WorkloadProfile,
  object: Value,
  path: Path,
): Written | undefined {
  const kind = isValueObject(object) ? object.kind : undefined;
  const isMain =
    kind !== 'Service' && kind !== 'ConfigMap' && kind !== 'Secret';
  for (let index = patches.length - 1; index >= 0; index--) {
    const { merge, json6902, target, name } = patches[index];
    const isMeant = target === undefined ? isMain : target.kind === kind;
    const found =
      isMeant &&
      (merge ? placeIn(merge, object, path) : operationFor(json6902, path));
    if (found) {
      return {
        ...found,
        at: ['patches', index, merge ? 'merge' : 'json6902', ...found.at],
        part: `patch ${name}`,
      };
    }
  }
  const found = isMain ? placeIn(defaults, object, path) : undefined;
  return found && { ...found, at: ['defaults', ...found.at], part: 'defaults' };
}

type Place = Pick<Written, 'at' | 'value' | 'rest'>;

/**
 * The same place in a merge patch: items of lists are found by their name, as Kubernetes merges
 * them. Undefined where the patch does not lead there; a placeholder leads to all that it stands for.
 */
function placeIn(
  patch: JsonValue,
  object: Value,
  path: Path,
): Place | undefined {
  const at: (string | number)[] = [];
  let [written, value]: [JsonValue | undefined, Value | undefined] = [
    patch,
    object,
  ];
  for (const [depth, segment] of path.entries()) {
    if (typeof written === 'string' && written.includes('${')) {
      return { at, value: written, rest: path.slice(depth) };
    }
    if (typeof segment === 'number') {
      const item: Value | undefined = Array.isArray(value)
        ? value[segment]
        : undefined;
      const items: JsonValue[] = Array.isArray(written) ? written : [];
      const index = items.findIndex(other => isSameItem(other, item));
      if (index < 0) {
        return undefined;
      }
      [written, value] = [items[index], item];
      at.push(index);
    } else {
      if (!isMap(written) || !Object.hasOwn(written, segment)) {
        return undefined;
      }
      written = written[segment];
      value = isValueObject(value) ? value[segment] : undefined;
      at.push(segment);
    }
  }
  return { at, value: written, rest: [] };
}

const NAMES = ['name', 'mountPath', 'containerPort', 'port', 'topologyKey'];

function isSameItem(written: JsonValue, item: Value | undefined): boolean {
  if (!isMap(written) || !isValueObject(item)) {
    return written === item;
  }
  const key = NAMES.find(name => Object.hasOwn(written, name));
  return (
    key !== undefined && (written[key] === item[key] || written[key] === '*')
  );
}

function operationFor(
  operations: JsonValue[] | undefined,
  path: Path,
): Place | undefined {
  const pointer = `/${path
    .map(segment => String(segment).replace(/~/g, '~0').replace(/\//g, '~1'))
    .join('/')}`;
  const index = (operations ?? []).findLastIndex(
    operation =>
      isMap(operation) &&
      typeof operation.path === 'string' &&
      `${pointer}/`.startsWith(operation.path.replace(/(?:\/-)?$/, '/')),
  );
  const operation = operations?.[index];
  if (!isMap(operation)) {
    return undefined;
  }
  const depth = String(operation.path).split('/').length - 1;
  return {
    at: [index, 'value'],
    value: operation.value,
    rest: path.slice(depth),
  };
}

/** From what a Score file becomes back to the file. */
function sourceInScore(workload: Workload, object: Value, path: Path): Source {
  return { file: workload.file, path: formatPath(scorePath(object, path)) };
}

function scorePath(object: Value, path: Path): Path {
  const kind = isValueObject(object) ? object.kind : undefined;
  const list = path.findIndex(
    segment => segment === 'containers' || segment === 'initContainers',
  );
  if (list >= 0 && typeof path[list + 1] === 'number') {
    const container = nameAt(object, path.slice(0, list + 2));
    return [
      'containers',
      ...(container === undefined ? [] : [container]),
      ...inContainer(object, path, list + 2),
    ];
  }
  const volumes = path.indexOf('volumes');
  if (volumes >= 0) {
    return mountOf(object, path.slice(0, volumes + 2)) ?? ['containers'];
  }
  if (kind === 'Service' && path[1] === 'ports') {
    const name = nameAt(object, path.slice(0, 3));
    return ['service', 'ports', ...(name === undefined ? [] : [name])];
  }
  const annotations = path.indexOf('annotations');
  return annotations < 0
    ? ['metadata', 'name']
    : ['metadata', ...path.slice(annotations)];
}

function inContainer(object: Value, path: Path, from: number): Path {
  const [field, index] = path.slice(from);
  const item = valueAt(object, path.slice(0, from + 2));
  const named = (key: string) =>
    isValueObject(item) && typeof item[key] === 'string' ? [item[key]] : [];
  switch (field) {
    case 'env':
      return ['variables', ...(index === undefined ? [] : named('name'))];
    case 'volumeMounts':
      return ['volumes', ...(index === undefined ? [] : named('mountPath'))];
    case 'image':
    case 'command':
    case 'args':
    case 'resources':
    case 'livenessProbe':
    case 'readinessProbe':
      return path.slice(from);
    default:
      return [];
  }
}

/** Where a container of the Score file mounts this volume of its pod. */
function mountOf(object: Value, path: Path): Path | undefined {
  const volume = nameAt(object, path);
  const spec = path.slice(0, -2);
  for (const list of ['containers', 'initContainers']) {
    const containers = valueAt(object, [...spec, list]);
    for (const container of Array.isArray(containers) ? containers : []) {
      const mounts = isValueObject(container) ? container.volumeMounts : [];
      const mount = (Array.isArray(mounts) ? mounts : []).find(
        item => isValueObject(item) && item.name === volume,
      );
      if (isValueObject(container) && isValueObject(mount)) {
        return [
          'containers',
          String(container.name),
          'volumes',
          String(mount.mountPath),
        ];
      }
    }
  }
  return undefined;
}

function nameAt(object: Value, path: Path): string | undefined {
  const item = valueAt(object, path);
  return isValueObject(item) && typeof item.name === 'string'
    ? item.name
    : undefined;
}

function valueAt(object: Value, path: Path): Value | undefined {
  let current: Value | undefined = object;
  for (const segment of path) {
    if (Array.isArray(current)) {
      current = current[Number(segment)];
    } else {
      current = isValueObject(current) ? current[segment] : undefined;
    }
  }
  return current;
}

function isMap(value: JsonValue | undefined): value is {
  [key: string]: JsonValue;
} {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function place({ file, line }: { file: string; line: number }) {
  return { file, line };
}
