import { canonical, isObject, JsonObject, JsonValue } from '../json';
import { ListShape, Shape } from '@tutti/kubernetes';

/** The path element that names a field of a struct or a key of a map. */
export function fieldElement(name: string): string {
  return `f:${name}`;
}

/** The path element that names an item of a list which is merged item by item. */
export function itemElement(shape: ListShape, item: JsonValue): string {
  if (shape.ownership === 'set') return `v:${canonical(item)}`;
  const key: JsonObject = {};
  for (const name of shape.keys) {
    const value = isObject(item) ? item[name] : undefined;
    const filled = value ?? shape.keyDefaults[name];
    if (filled !== undefined) key[name] = filled;
  }
  return `k:${canonical(key)}`;
}

/** Merged field by field? Otherwise one owner has the whole. */
export function isGranularObject(
  shape: Shape,
  value: JsonValue | undefined,
): value is JsonObject {
  if (!isObject(value)) return false;
  if (shape.type === 'map' || shape.type === 'struct') return !shape.atomic;
  return shape.type === 'any';
}

/** Merged item by item? Otherwise one owner has the whole. */
export function isGranularList(shape: Shape): shape is ListShape {
  return shape.type === 'list' && shape.ownership !== 'atomic';
}
