import { equal, isObject, JsonObject, JsonValue, listAt } from '../json';
import { fieldOf, itemsOf, ListShape, Shape, shapeOf } from '@tutti/kubernetes';

const replaceDirective = '$patch';
const retainKeys = '$retainKeys';
const deleteFromList = '$deleteFromPrimitiveList/';
const elementOrder = '$setElementOrder/';

/** Kubernetes' own patch, which merges the lists that have a merge key; used by `kubectl edit` and `apply`. */
export function strategicMerge(
  shape: Shape,
  target: JsonValue | undefined,
  patch: JsonValue,
): JsonValue {
  if (!isObject(patch)) return patch;
  if (patch[replaceDirective] === 'replace') return withoutDirectives(patch);
  const result: JsonObject = isObject(target) ? { ...target } : {};
  if (Array.isArray(patch[retainKeys])) {
    const retained = listAt(patch, retainKeys);
    for (const key of Object.keys(result))
      if (!retained.includes(key)) delete result[key];
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key === replaceDirective || key === retainKeys) continue;
    if (key.startsWith(deleteFromList)) {
      const name = key.slice(deleteFromList.length);
      const gone = Array.isArray(value) ? value : [];
      result[name] = listAt(result, name).filter(
        item => !gone.some(other => equal(item, other)),
      );
    } else if (key.startsWith(elementOrder)) {
      continue;
    } else if (value === null) delete result[key];
    else result[key] = mergeField(shapeOf(shape, key), result[key], value);
  }
  for (const [key, order] of Object.entries(patch))
    if (key.startsWith(elementOrder) && Array.isArray(order)) {
      const name = key.slice(elementOrder.length);
      const field = fieldOf(shape, name)?.shape;
      if (field?.type === 'list')
        result[name] = reorder(field, listAt(result, name), order);
    }
  return result;
}

function mergeField(
  shape: Shape,
  target: JsonValue | undefined,
  patch: JsonValue,
): JsonValue {
  if (!Array.isArray(patch)) return strategicMerge(shape, target, patch);
  if (shape.type !== 'list' || shape.patchKey === undefined)
    return patch.map(withoutDirectives);
  return mergeList(shape, Array.isArray(target) ? target : [], patch);
}

function mergeList(
  shape: ListShape,
  target: JsonValue[],
  patch: JsonValue[],
): JsonValue[] {
  const { patchKey } = shape;
  if (!patchKey) {
    const added = patch.filter(item => !target.some(old => equal(old, item)));
    return [...target, ...added];
  }
  const isWhole = (item: JsonValue) =>
    isObject(item) &&
    item[replaceDirective] === 'replace' &&
    Object.keys(item).length === 1;
  if (patch.some(isWhole)) return patch.filter(item => !isWhole(item));
  let result = [...target];
  for (const item of patch) {
    if (!isObject(item)) continue;
    const isSame = (other: JsonValue) =>
      isObject(other) && equal(other[patchKey], item[patchKey]);
    if (item[replaceDirective] === 'delete') {
      result = result.filter(other => !isSame(other));
      continue;
    }
    const position = result.findIndex(isSame);
    if (position < 0) result.push(withoutDirectives(item));
    else
      result[position] = strategicMerge(itemsOf(shape), result[position], item);
  }
  return reorder(shape, result, patch);
}

/** The patch's order; items it does not name keep their place behind those before them. */
function reorder(
  shape: ListShape,
  items: JsonValue[],
  order: JsonValue[],
): JsonValue[] {
  const { patchKey } = shape;
  const rank = (item: JsonValue) =>
    order.findIndex(wanted =>
      patchKey && isObject(wanted) && isObject(item)
        ? equal(wanted[patchKey], item[patchKey])
        : equal(wanted, item),
    );
  const named = items
    .filter(item => rank(item) >= 0)
    .sort((a, b) => rank(a) - rank(b));
  return items.map(item => (rank(item) < 0 ? item : named.shift() ?? item));
}

function withoutDirectives(value: JsonValue): JsonValue {
  if (Array.isArray(value))
    return value
      .filter(item => !(isObject(item) && item[replaceDirective] === 'delete'))
      .map(withoutDirectives);
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, child] of Object.entries(value))
    if (!key.startsWith('$') && child !== null)
      result[key] = withoutDirectives(child);
  return result;
}
