import { isValueObject, Value, ValueObject } from '../../../model';
import { MergeSchema } from './mergeKeys';

/** What a patch asks that cannot be done; `path` is inside the patch. */
export class MergeError extends Error {
  readonly name = 'MergeError';

  constructor(message: string, readonly path: string) {
    super(message);
  }
}

const DELETE_FROM = '$deleteFromPrimitiveList/';

/**
 * Kubernetes' strategic merge patch. `null` deletes, maps merge, lists merge by their own key
 * where Kubernetes has one and are replaced elsewhere; new items come last. Directives:
 * `$patch: replace | delete | merge`, `$retainKeys`, `$deleteFromPrimitiveList/…`. Gives a new
 * object; throws `MergeError`.
 */
export function strategicMerge(
  target: ValueObject,
  patch: ValueObject,
  schema: MergeSchema,
  path = '',
): ValueObject {
  const { $patch: directive, $retainKeys: retained, ...rest } = patch;
  if (directive === 'replace') return pruned(rest, schema, path);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge')
    throw new MergeError(`'${directive}' is no $patch directive`, path);

  const merged: ValueObject = { ...target };
  if (retained !== undefined) {
    if (!Array.isArray(retained))
      throw new MergeError('$retainKeys needs a list of keys', path);
    for (const key of Object.keys(merged))
      if (!retained.includes(key)) delete merged[key];
  }
  for (const [key, value] of Object.entries(rest)) {
    const here = path ? `${path}.${key}` : key;
    if (key.startsWith(DELETE_FROM)) {
      const field = key.slice(DELETE_FROM.length);
      const current = merged[field];
      if (!Array.isArray(value))
        throw new MergeError(`${DELETE_FROM}… needs a list`, here);
      if (Array.isArray(current))
        merged[field] = current.filter(item => !value.includes(item));
    } else if (key.startsWith('$')) {
      throw new MergeError(`'${key}' is no directive`, here);
    } else if (value === null) {
      delete merged[key];
    } else {
      const current = Object.hasOwn(merged, key) ? merged[key] : undefined;
      put(
        merged,
        key,
        mergeField(current, value, schema.fields?.[key] ?? {}, here),
      );
    }
  }
  return merged;
}

/** Not by assignment: `__proto__` is a key like any other here. */
function put(object: ValueObject, key: string, value: Value): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function mergeField(
  current: Value | undefined,
  value: Value,
  schema: MergeSchema,
  path: string,
): Value {
  if (isValueObject(value))
    return strategicMerge(
      isValueObject(current) ? current : {},
      value,
      schema,
      path,
    );
  if (!Array.isArray(value)) return value;
  const list = Array.isArray(current) ? current : [];
  if (schema.set)
    return [...list, ...value.filter(item => !list.includes(item))];
  if (schema.listKey !== undefined)
    return mergeList(list, value, schema.listKey, schema.item ?? {}, path);
  return value.map(item =>
    isValueObject(item) ? pruned(item, {}, path) : item,
  );
}

function mergeList(
  list: Value[],
  patch: Value[],
  key: string,
  schema: MergeSchema,
  path: string,
): Value[] {
  const replaces = patch.some(
    item =>
      isValueObject(item) &&
      item.$patch === 'replace' &&
      Object.keys(item).length === 1,
  );
  let merged = replaces ? [] : [...list];
  patch.forEach((item, index) => {
    const here = `${path}[${index}]`;
    if (!isValueObject(item))
      throw new MergeError(`an item of this list is a map with '${key}'`, here);
    if (replaces && Object.keys(item).length === 1 && item.$patch) return;
    const id = item[key];
    if (id === undefined || id === null || typeof id === 'object')
      throw new MergeError(
        `an item of this list needs '${key}', by which Kubernetes merges it`,
        here,
      );
    const at = merged.findIndex(
      other => isValueObject(other) && other[key] === id,
    );
    const existing = merged[at];
    if (item.$patch === 'delete') {
      merged = merged.filter((_, position) => position !== at);
    } else if (isValueObject(existing)) {
      merged[at] = strategicMerge(existing, item, schema, here);
    } else {
      merged.push(strategicMerge({}, item, schema, here));
    }
  });
  return merged;
}

/** A map that stands alone: its nulls and directives have nothing to act on. */
function pruned(
  map: ValueObject,
  schema: MergeSchema,
  path: string,
): ValueObject {
  return strategicMerge({}, map, schema, path);
}
