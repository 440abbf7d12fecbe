import { Content, isOpaque, JsonObject, JsonValue } from '../content';
import { isQuantity } from '../grammar/quantity';
import { LeafShape, Shape, shapeOf } from './shape';

const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const INT32 = 2 ** 31;

/**
 * Whether a leaf can be of its shape's type. A secret is looked into; of what is not there yet
 * only the type is known, if that.
 */
export function fits(shape: LeafShape, value: Content): boolean {
  if (isOpaque(value))
    return value.reveal
      ? fits(shape, value.reveal())
      : couldFit(shape.type, value.type);
  switch (shape.type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'int32':
      return (
        typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= -INT32 &&
        value < INT32
      );
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
      return (
        typeof value === 'string' && base64.test(value.replace(/[\r\n]/g, ''))
      );
    case 'intOrString':
      return typeof value === 'string' || fits({ type: 'int32' }, value);
    default:
      return true;
  }
}

const texts: readonly LeafShape['type'][] = ['string', 'bytes'];
const numbers: readonly LeafShape['type'][] = ['integer', 'int32', 'number'];

/** What a value of a declared type could be in this place, whatever it turns out to be. */
function couldFit(
  shape: LeafShape['type'],
  declared: string | undefined,
): boolean {
  switch (declared) {
    case 'string':
      return !numbers.includes(shape) && shape !== 'boolean';
    case 'number':
    case 'integer':
      return !texts.includes(shape) && shape !== 'boolean';
    case 'boolean':
      return shape === 'boolean' || shape === 'any';
    case 'object':
    case 'array':
      return shape === 'any';
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
  if (typeof value !== 'object' || value === null || shape.type === 'any')
    return value;
  const kept: JsonObject = {};
  for (const [name, child] of Object.entries(value))
    if (shape.type !== 'struct' || shape.open || shape.fields.has(name))
      kept[name] = dropUnknown(shapeOf(shape, name), child);
  return kept;
}
