import { anything, ListShape, Shape, shapeOf } from '@tutti/kubernetes';
import { isValueObject, Value, ValueObject } from '../../../model';
import { Path } from '../../../read/path';
import { withoutAlternatives } from './alternatives';

/** What a patch asks that cannot be done; `path` is inside the patch. */
export class MergeError extends Error {
  readonly name = 'MergeError';

  constructor(message: string, readonly path: Path) {
    super(message);
  }
}

/** The name of an item of a patch that changes every container of its list. */
export const EVERY = '*';

const DELETE_FROM = '$deleteFromPrimitiveList/';

/**
 * Kubernetes' strategic merge patch. `null` deletes, maps merge, lists merge by the keys that
 * Kubernetes gives them (`x-kubernetes-list-map-keys`) and are replaced elsewhere. As there, items of the patch come before
 * those it does not name, as far as the list had no order for them. Of alternatives that exclude
 * each other (a value and where it is from, two kinds of probe) the patch's wins. Directives:
 * `$patch: replace | delete | merge`, `$retainKeys`, `$deleteFromPrimitiveList/…`. Gives a new
 * object; throws `MergeError`.
 */
export function strategicMerge(
  target: ValueObject,
  patch: ValueObject,
  shape: Shape,
  path: Path = [],
): ValueObject {
  const { $patch: directive, $retainKeys: retained, ...rest } = patch;
  if (directive === 'replace') return pruned(rest, shape, path);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge')
    throw new MergeError(`'${directive}' is no $patch directive`, path);

  const merged = {
    ...withoutAlternatives(
      target,
      rest,
      shape.type === 'struct' ? shape.name : undefined,
    ),
  };
  if (retained !== undefined) {
    if (!Array.isArray(retained))
      throw new MergeError('$retainKeys needs a list of keys', path);
    for (const key of Object.keys(merged))
      if (!retained.includes(key)) delete merged[key];
  }
  for (const [key, value] of Object.entries(rest)) {
    const here = [...path, key];
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
      const result = mergeField(current, value, shapeOf(shape, key), here);
      // Every one of no containers is no empty list of them.
      if (current === undefined && isEmptied(value, result)) continue;
      put(merged, key, result);
    }
  }
  return merged;
}

function isEmptied(patch: Value, result: Value): boolean {
  return (
    Array.isArray(patch) &&
    Array.isArray(result) &&
    patch.length > 0 &&
    result.length === 0
  );
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
  shape: Shape,
  path: Path,
): Value {
  if (isValueObject(value))
    return strategicMerge(
      isValueObject(current) ? current : {},
      value,
      shape,
      path,
    );
  if (!Array.isArray(value)) return value;
  const list = Array.isArray(current) ? current : [];
  if (shape.type === 'list' && shape.ownership === 'map')
    return mergeList(list, value, shape, path);
  if (shape.type === 'list' && shape.patchKey === '')
    return inOrder(
      [...new Set([...list, ...value])],
      list,
      value,
      item => item,
    );
  return value.map(item =>
    isValueObject(item) ? pruned(item, anything, path) : item,
  );
}

/** Where the items of a list stand, by their keys. */
class ItemPlaces {
  readonly #places = new Map<string, number[]>();

  constructor(
    list: Value[],
    private readonly keys: string[],
    private readonly defaults: ListShape['keyDefaults'],
  ) {
    list.forEach((item, index) => {
      if (isValueObject(item)) this.add(item, index);
    });
  }

  add(item: ValueObject, index: number): void {
    for (const count of this.keys.keys()) {
      const id = this.#id(item, count + 1);
      const places = this.#places.get(id);
      if (places) places.push(index);
      else this.#places.set(id, [index]);
    }
  }

  /**
   * The item that a patch means: all keys count, one that the patch does not name has its default,
   * and what is left out where only one item can be meant need not be said.
   */
  find(item: ValueObject, path: Path): number | undefined {
    const [first] = this.keys;
    const given = item[first];
    if (given === undefined || given === null || typeof given === 'object')
      throw new MergeError(
        `an item of this list needs "${first}", by which Kubernetes merges it`,
        path,
      );
    const exact = this.#places.get(this.idOf(item));
    if (exact) return exact[0];
    const open = this.keys.filter(key => item[key] === undefined);
    if (open.length === 0) return undefined;
    const similar = this.#places.get(this.#id(item, 1)) ?? [];
    if (similar.length > 1)
      throw new MergeError(
        `several items of this list have this "${first}"; one is meant with "${open[0]}"`,
        path,
      );
    return similar[0];
  }

  idOf(item: Value): string {
    return isValueObject(item)
      ? this.#id(item, this.keys.length)
      : String(item);
  }

  #id(item: ValueObject, count: number): string {
    return JSON.stringify(
      this.keys.slice(0, count).map(key => item[key] ?? this.defaults[key]),
    );
  }
}

function mergeList(
  list: Value[],
  patch: Value[],
  { keys, keyDefaults, items: itemShape }: ListShape,
  path: Path,
): Value[] {
  const replaces = patch.some(item => isValueObject(item) && isDirective(item));
  const original = replaces ? [] : list;
  const items = replaces
    ? patch.filter(item => !(isValueObject(item) && isDirective(item)))
    : patch;
  const merged: (Value | undefined)[] = [...original];
  const placeOf = new ItemPlaces(original, keys, keyDefaults);
  const named: Value[] = [];
  items.forEach((item, index) => {
    const here = [...path, index];
    if (!isValueObject(item))
      throw new MergeError(
        `an item of this list is a map with "${keys[0]}"`,
        here,
      );
    if (isContainer(itemShape) && item[keys[0]] === EVERY) {
      const { [keys[0]]: _, ...change } = item;
      merged.forEach((existing, at) => {
        if (!isValueObject(existing)) return;
        merged[at] =
          item.$patch === 'delete'
            ? undefined
            : strategicMerge(existing, change, itemShape, here);
      });
      return;
    }
    const at = placeOf.find(item, here);
    const existing = at === undefined ? undefined : merged[at];
    if (item.$patch === 'delete') {
      if (at !== undefined) merged[at] = undefined;
      return;
    }
    const result = strategicMerge(
      isValueObject(existing) ? existing : {},
      item,
      itemShape,
      here,
    );
    named.push(result);
    if (at === undefined) placeOf.add(result, merged.push(result) - 1);
    else merged[at] = result;
  });
  return inOrder(
    merged.filter(item => item !== undefined),
    original,
    named,
    item => placeOf.idOf(item),
  );
}

function isContainer(shape: Shape): boolean {
  return shape.type === 'struct' && shape.name === 'core.v1.Container';
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
function pruned(map: ValueObject, shape: Shape, path: Path): ValueObject {
  return strategicMerge({}, map, shape, path);
}
