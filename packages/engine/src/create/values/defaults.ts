import { JsonSchema, Value, isValueObject, own } from '../../model';
import { applicable, mapIn, schemaIn, schemasOfProperty } from './schemaView';

/** A schema may refer to itself: a default that holds itself would have no end. */
const MOST_DEFAULTS = 1000;

/**
 * A copy with the defaults of absent properties filled in, at every depth, a thousand of them at
 * most. Defaults inside `anyOf` and `oneOf` do not count: which branch holds is not known before.
 */
export function withDefaults(schema: JsonSchema, value: Value): Value {
  return complete([schema], schema, value, { left: MOST_DEFAULTS });
}

function complete(
  start: JsonSchema[],
  root: JsonSchema,
  value: Value,
  defaults: { left: number },
): Value {
  const schemas = applicable(start, root, false);
  if (Array.isArray(value)) {
    const items = schemas.flatMap(schema => schemaIn(schema, 'items'));
    return value.map(item => complete(items, root, item, defaults));
  }
  if (!isValueObject(value)) return value;
  const names = schemas.flatMap(schema =>
    Object.keys(mapIn(schema, 'properties')),
  );
  const members = [...new Set([...Object.keys(value), ...names])].flatMap(
    (name): [string, Value][] => {
      const below = schemas.flatMap(schema => schemasOfProperty(schema, name));
      const given = own(value, name);
      const [fallback] =
        given !== undefined || defaults.left === 0
          ? []
          : applicable(below, root, false).flatMap(schema => {
              const content = own(schema, 'default');
              return content === undefined ? [] : [content];
            });
      const content = given === undefined ? fallback : given;
      if (content === undefined) return [];
      if (given === undefined) defaults.left -= 1;
      return [[name, complete(below, root, content, defaults)]];
    },
  );
  return Object.fromEntries(members);
}
