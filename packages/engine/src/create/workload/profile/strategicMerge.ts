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
 * where Kubernetes has one and are replaced elsewhere. As there, items of the patch come before
 * those it does not name, as far as the list had no order for them. Directives:
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
    return inOrder(
      [...new Set([...list, ...value])],
      list,
      value,
      item => item,
    );
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
  const replaces = patch.some(item => isValueObject(item) && isDirective(item));
  const original = replaces ? [] : list;
  const items = replaces
    ? patch.filter(item => !(isValueObject(item) && isDirective(item)))
    : patch;
  let merged = [...original];
  items.forEach((item, index) => {
    const here = `${path}[${index}]`;
    if (!isValueObject(item))
      throw new MergeError(`an item of this list is a map with '${key}'`, here);
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
  return inOrder(merged, original, items, item =>
    isValueObject(item) ? item[key] : item,
  );
}

/** `{ $patch: replace }` among the items: it speaks of the whole list. */
function isDirective(item: ValueObject): boolean {
  return item.$patch === 'replace' && Object.keys(item).length === 1;
}

/**
 * The order that the API server gives a merged list: what the patch names in the patch's order,
 * the rest in the old one, and between the two the old order where both were in the list,
 * otherwise the patch's item first.
 */
function inOrder(
  merged: Value[],
  original: Value[],
  patch: Value[],
  idOf: (item: Value) => Value | undefined,
): Value[] {
  // Of items with one id the first counts, as there.
  const position = (list: Value[]) =>
    new Map(list.map((item, index) => [idOf(item), index] as const).reverse());
  const before = position(original);
  const named = position(patch);
  const by = (order: Map<Value | undefined, number>) => (a: Value, b: Value) =>
    (order.get(idOf(a)) ?? 0) - (order.get(idOf(b)) ?? 0);
  const ofPatch = merged.filter(item => named.has(idOf(item))).sort(by(named));
  const others = merged.filter(item => !named.has(idOf(item))).sort(by(before));
  const ordered: Value[] = [];
  for (const item of ofPatch) {
    const place = before.get(idOf(item));
    while (place !== undefined && others.length > 0) {
      const other = before.get(idOf(others[0]));
      if (other === undefined || other >= place) break;
      ordered.push(...others.splice(0, 1));
    }
    ordered.push(item);
  }
  return [...ordered, ...others];
}

/** A map that stands alone: its nulls and directives have nothing to act on. */
function pruned(
  map: ValueObject,
  schema: MergeSchema,
  path: string,
): ValueObject {
  return strategicMerge({}, map, schema, path);
}
