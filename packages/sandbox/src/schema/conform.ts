import { isObject, JsonObject, JsonValue } from '../json';
import { isQuantity } from './quantity';
import { LeafShape, ListShape, Shape, shapeOf } from './shape';

/** Where a value does not have the form its kind demands. */
export interface Mismatch {
  /** `spec.template.spec.containers[0].nmae` */
  path: string;
  expected: 'nothing' | 'object' | 'array' | LeafShape['type'];
  found: JsonValue;
}

/** How an item is named in a path: by its place, or by its key as in `[name="web"]`. */
export type ItemName = (
  shape: ListShape,
  item: JsonValue,
  index: number,
) => string;

const byPlace: ItemName = (_shape, _item, index) => `[${index}]`;

/** All fields that the kind does not know, and all values of a wrong type. */
export function findMismatches(
  shape: Shape,
  value: JsonValue,
  nameItem: ItemName = byPlace,
  path = '',
): Mismatch[] {
  if (value === null) return [];
  switch (shape.type) {
    case 'struct':
      if (!isObject(value)) return [{ path, expected: 'object', found: value }];
      return Object.entries(value).flatMap(([name, child]) => {
        const below = path ? `${path}.${name}` : name;
        if (!shape.fields.has(name) && !shape.open)
          return [{ path: below, expected: 'nothing' as const, found: child }];
        return findMismatches(shapeOf(shape, name), child, nameItem, below);
      });
    case 'map':
      if (!isObject(value)) return [{ path, expected: 'object', found: value }];
      return Object.entries(value).flatMap(([name, child]) =>
        findMismatches(shape.values, child, nameItem, `${path}.${name}`),
      );
    case 'list':
      if (!Array.isArray(value))
        return [{ path, expected: 'array', found: value }];
      return value.flatMap((item, index) =>
        findMismatches(
          shape.items,
          item,
          nameItem,
          path + nameItem(shape, item, index),
        ),
      );
    default:
      return fits(shape, value)
        ? []
        : [{ path, expected: shape.type, found: value }];
  }
}

const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function fits(shape: LeafShape, value: JsonValue): boolean {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'quantity':
      return (
        (typeof value === 'string' || typeof value === 'number') &&
        isQuantity(String(value))
      );
    case 'bytes':
      return typeof value === 'string' && base64.test(value);
    case 'intOrString':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return true;
  }
}

/** A copy without the fields that the kind does not know. */
export function dropUnknown(shape: Shape, value: JsonValue): JsonValue {
  if (Array.isArray(value))
    return shape.type === 'list'
      ? value.map(item => dropUnknown(shape.items, item))
      : value;
  if (!isObject(value) || shape.type === 'any') return value;
  const kept: JsonObject = {};
  for (const [name, child] of Object.entries(value))
    if (shape.type !== 'struct' || shape.open || shape.fields.has(name))
      kept[name] = dropUnknown(shapeOf(shape, name), child);
  return kept;
}
