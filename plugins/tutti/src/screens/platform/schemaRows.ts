import type { JsonObject, JsonValue } from '@tutti/plugin-tutti-common';
import {
  isObject,
  propertiesOf,
  requiredOf,
  typesOf,
  valuesOf,
} from '../../editor/knowledge';

/** A param or an output, as people read it. */
export interface SchemaRow {
  /** `size`, `limits.memory`, `topics[].name`. */
  path: string;
  type: string;
  required: boolean;
  secret: boolean;
  description?: string;
  /** The only values there are. */
  values: JsonValue[];
  default?: JsonValue;
}

const DEEPEST = 4;

/** What a JSON Schema describes, a row for each place; below objects and lists as deep as people read. */
export function schemaRows(schema: JsonObject | undefined): SchemaRow[] {
  return rowsBelow(schema, '', 1);
}

function rowsBelow(
  schema: JsonObject | undefined,
  prefix: string,
  depth: number,
): SchemaRow[] {
  const required = requiredOf(schema);
  return propertiesOf(schema).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const { description, default: usual, items } = property;
    const inside = isObject(items) ? items : property;
    return [
      {
        path,
        type: typesOf(property).join(' | '),
        required: required.includes(name),
        secret: property['x-secret'] === true,
        ...(typeof description === 'string' && { description }),
        values: Array.isArray(property.enum) ? valuesOf(property) : [],
        ...(usual !== undefined && { default: usual }),
      },
      ...(depth < DEEPEST
        ? rowsBelow(inside, `${path}${isObject(items) ? '[]' : ''}.`, depth + 1)
        : []),
    ];
  });
}

/** Beside what is described, anything else may be given. */
export function isOpen(schema: JsonObject | undefined): boolean {
  const more = schema?.additionalProperties;
  return more === true || isObject(more);
}
