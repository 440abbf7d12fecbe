import {
  Content,
  ContentObject,
  isMap,
  JsonPrimitive,
  listAt,
  mapAt,
  textAt,
} from '../content';
import { objectMetaShape } from './builtin';
import { anything, Field, Shape, StructShape } from './shape';

/**
 * The shape of a custom kind from its OpenAPI schema, as a CustomResourceDefinition or a cluster's
 * own description of it has it.
 */
export function customShape(schema: Content | undefined): Shape {
  const own = isMap(schema) ? shapeOfSchema(schema) : anything;
  const fields: StructShape['fields'] =
    own.type === 'struct' ? own.fields : new Map();
  return {
    type: 'struct',
    fields: new Map([
      ...fields,
      ['apiVersion', plain({ type: 'string' })],
      ['kind', plain({ type: 'string' })],
      ['metadata', { ...plain(objectMetaShape()), embedded: true }],
    ]),
    required: own.type === 'struct' ? own.required : [],
    atomic: false,
    open: own.type !== 'struct' || own.open,
  };
}

function plain(shape: Shape): Field {
  return { shape, embedded: false, zero: false, retainKeys: false };
}

function shapeOfSchema(schema: Content | undefined): Shape {
  if (!isMap(schema)) return anything;
  if (schema['x-kubernetes-int-or-string'] === true)
    return { type: 'intOrString' };
  switch (schema.type) {
    case 'object':
      return objectShape(schema);
    case 'array': {
      const listType = textAt(schema, 'x-kubernetes-list-type');
      const keyDefaults: Record<string, JsonPrimitive> = {};
      return {
        type: 'list',
        items: shapeOfSchema(schema.items),
        ownership:
          listType === 'map' || listType === 'set' ? listType : 'atomic',
        keys: texts(listAt(schema, 'x-kubernetes-list-map-keys')),
        keyDefaults,
      };
    }
    case 'string':
      return Array.isArray(schema.enum)
        ? { type: 'string', enum: texts(schema.enum) }
        : { type: 'string' };
    case 'integer':
    case 'number':
    case 'boolean':
      return { type: schema.type };
    default:
      return anything;
  }
}

function objectShape(schema: ContentObject): Shape {
  const atomic = textAt(schema, 'x-kubernetes-map-type') === 'atomic';
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isMap(schema.properties))
    return {
      type: 'struct',
      fields: new Map(
        Object.entries(schema.properties).map(([name, property]) => [
          name,
          plain(shapeOfSchema(property)),
        ]),
      ),
      // What has a default may be left out, and what is nullable may be null.
      required: texts(listAt(schema, 'required')).filter(name => {
        const property = mapAt(schema.properties, name);
        return property.default === undefined && property.nullable !== true;
      }),
      atomic,
      open,
    };
  if (isMap(schema.additionalProperties))
    return {
      type: 'map',
      values: shapeOfSchema(schema.additionalProperties),
      atomic,
    };
  return open || schema.additionalProperties === true || atomic
    ? { type: 'map', values: anything, atomic }
    : { type: 'struct', fields: new Map(), required: [], atomic, open: false };
}

function texts(values: Content[]): string[] {
  return values.filter((value): value is string => typeof value === 'string');
}
