import { isObject, JsonObject, JsonValue } from '../json';
import { itemsOf, ListShape, Shape, shapeOf } from '@tutti/kubernetes';
import {
  fieldElement,
  isGranularList,
  isGranularObject,
  itemElement,
} from './elements';
import { FieldSet } from './fieldSet';

/** The live value with what an applier says laid over it. */
export function merge(
  shape: Shape,
  live: JsonValue | undefined,
  applied: JsonValue,
): JsonValue {
  if (isGranularObject(shape, applied) && isObject(live)) {
    const merged: JsonObject = { ...live };
    for (const [name, value] of Object.entries(applied))
      merged[name] = merge(shapeOf(shape, name), live[name], value);
    return merged;
  }
  if (isGranularList(shape) && Array.isArray(live) && Array.isArray(applied))
    return mergeLists(shape, live, applied);
  return applied;
}

/** In the applier's order; items that only live has keep their place between the others. */
function mergeLists(
  shape: ListShape,
  live: JsonValue[],
  applied: JsonValue[],
): JsonValue[] {
  const inApplied = new Set(applied.map(item => itemElement(shape, item)));
  const liveItems = new Map(
    live.map(item => [itemElement(shape, item), item] as const),
  );
  const result: JsonValue[] = [];
  let next = 0;
  const takeForeign = () => {
    while (next < live.length) {
      const item = live[next];
      if (inApplied.has(itemElement(shape, item))) break;
      result.push(item);
      next += 1;
    }
  };
  for (const item of applied) {
    takeForeign();
    const element = itemElement(shape, item);
    result.push(merge(shape.items, liveItems.get(element), item));
    if (next < live.length && itemElement(shape, live[next]) === element)
      next += 1;
  }
  for (const item of live.slice(next))
    if (!inApplied.has(itemElement(shape, item))) result.push(item);
  return result;
}

/** A copy without these fields and whatever is below them. */
export function removeFields(
  shape: Shape,
  value: JsonValue,
  fields: FieldSet,
): JsonValue {
  if (fields.isEmpty) return value;
  if (isGranularObject(shape, value)) {
    const kept: JsonObject = {};
    for (const [name, child] of Object.entries(value)) {
      const element = fieldElement(name);
      if (fields.members.has(element)) continue;
      kept[name] = removeFields(
        shapeOf(shape, name),
        child,
        fields.child(element),
      );
    }
    return kept;
  }
  if (Array.isArray(value) && isGranularList(shape))
    return value
      .map(item => ({ item, element: itemElement(shape, item) }))
      .filter(({ element }) => !fields.members.has(element))
      .map(({ item, element }) =>
        removeFields(shape.items, item, fields.child(element)),
      );
  return value;
}

/**
 * Adds the structs on the way to a member: who gave up the last field of
 * `strategy.rollingUpdate` gave up `rollingUpdate` too.
 */
export function withNamedParents(shape: Shape, fields: FieldSet): FieldSet {
  const members = new Set(fields.members);
  const children: [string, FieldSet][] = [];
  for (const [element, child] of fields.children) {
    const name = element.startsWith('f:') ? element.slice(2) : undefined;
    const isNamed =
      name !== undefined && shape.type === 'struct' && shape.fields.has(name);
    if (isNamed) members.add(element);
    const below = name === undefined ? itemsOf(shape) : shapeOf(shape, name);
    children.push([element, withNamedParents(below, child)]);
  }
  return FieldSet.of(members, children);
}
