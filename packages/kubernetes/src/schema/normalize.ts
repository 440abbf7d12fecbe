import { isMap, JsonObject, JsonValue } from '../content';
import { canonicalQuantity } from '../grammar/quantity';
import { Shape, StructShape, shapeOf } from './shape';

/** Text that Kubernetes keeps when it is empty: these are pointers in its types. */
const keptWhenEmpty = new Set([
  'storageClassName',
  'volumeAttributesClassName',
  'ingressClassName',
  'loadBalancerClass',
  'appProtocol',
  'runtimeClassName',
  'hostnameOverride',
]);

/** Flags and numbers that Kubernetes does not write when they are false or zero. */
const droppedWhenZero = new Set([
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'initialDelaySeconds',
  'minReadySeconds',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
  'unschedulable',
]);

/**
 * The form in which Kubernetes stores its own kinds: no null, no empty list or map, no empty
 * text, amounts in their one spelling, and structs by value present even when empty.
 */
export function normalize(shape: Shape, value: JsonValue): JsonValue {
  if (shape.type === 'quantity')
    return typeof value === 'string' || typeof value === 'number'
      ? canonicalQuantity(value)
      : value;
  if (Array.isArray(value) && shape.type === 'list')
    return value.map(item => normalize(shape.items, item));
  if (!isMap(value) || (shape.type !== 'struct' && shape.type !== 'map'))
    return value;
  const kept: JsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    if (child === null) continue;
    const childShape = shapeOf(shape, name);
    if (shape.type === 'struct' && isLeftOut(shape, name, childShape, child))
      continue;
    kept[name] = normalize(childShape, child);
  }
  if (shape.type === 'struct')
    for (const [name, field] of shape.fields) {
      if (name in kept) continue;
      if (field.embedded) kept[name] = normalize(field.shape, {});
      else if (field.zero) kept[name] = zeroOf(field.shape);
    }
  return kept;
}

/** What a field holds that nobody wrote, where its kind has one by value. */
export function zeroOf(shape: Shape): JsonValue {
  switch (shape.type) {
    case 'integer':
    case 'int32':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    default:
      return '';
  }
}

function isLeftOut(
  parent: StructShape,
  name: string,
  shape: Shape,
  value: JsonValue,
): boolean {
  if (parent.required.includes(name) || parent.fields.get(name)?.zero)
    return false;
  if (shape.type === 'list') return Array.isArray(value) && value.length === 0;
  if (shape.type === 'map')
    return isMap(value) && Object.keys(value).length === 0;
  if (value === '') return !keptWhenEmpty.has(name);
  return (value === false || value === 0) && droppedWhenZero.has(name);
}
