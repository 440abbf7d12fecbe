import { isObject, JsonPrimitive, JsonValue, listAt, textAt } from '../json';
import { anything, objectMetaShape, Shape, StructShape } from '../schema';

/** The shape of a custom kind from its OpenAPI schema, as a CustomResourceDefinition has it. */
export function customShape(schema: JsonValue | undefined): Shape {
  const own = isObject(schema) ? shapeOfSchema(schema) : anything;
  const fields: StructShape['fields'] =
    own.type === 'struct' ? own.fields : new Map();
  const plain = (shape: Shape) => ({
    shape,
    embedded: false,
    zero: false,
    retainKeys: false,
  });
  return {
    type: 'struct',
    fields: new Map([
      ...fields,
      ['apiVersion', plain({ type: 'string' })],
      ['kind', plain({ type: 'string' })],
      ['metadata', { ...plain(objectMetaShape), embedded: true }],
    ]),
    required: [],
    atomic: false,
    open: own.type !== 'struct' || own.open,
  };
}

function shapeOfSchema(schema: JsonValue | undefined): Shape {
  if (!isObject(schema)) return anything;
  if (schema['x-kubernetes-int-or-string'] === true)
    return { type: 'intOrString' };
  switch (schema.type) {
    case 'object':
      return objectShape(schema);
    case 'array': {
      const keys = listAt(schema, 'x-kubernetes-list-map-keys').filter(
        (key): key is string => typeof key === 'string',
      );
      const listType = textAt(schema, 'x-kubernetes-list-type');
      const keyDefaults: Record<string, JsonPrimitive> = {};
      return {
        type: 'list',
        items: shapeOfSchema(schema.items),
        ownership:
          listType === 'map' || listType === 'set' ? listType : 'atomic',
        keys,
        keyDefaults,
      };
    }
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return { type: schema.type };
    default:
      return anything;
  }
}

function objectShape(schema: JsonValue): Shape {
  const atomic = textAt(schema, 'x-kubernetes-map-type') === 'atomic';
  if (!isObject(schema)) return anything;
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isObject(schema.properties))
    return {
      type: 'struct',
      fields: new Map(
        Object.entries(schema.properties).map(([name, property]) => [
          name,
          {
            shape: shapeOfSchema(property),
            embedded: false,
            zero: false,
            retainKeys: false,
          },
        ]),
      ),
      required: [],
      atomic,
      open: keepsUnknown,
    };
  if (isObject(schema.additionalProperties))
    return {
      type: 'map',
      values: shapeOfSchema(schema.additionalProperties),
      atomic,
    };
  return keepsUnknown || schema.additionalProperties === true || atomic
    ? { type: 'map', values: anything, atomic }
    : { type: 'struct', fields: new Map(), required: [], atomic, open: false };
}
