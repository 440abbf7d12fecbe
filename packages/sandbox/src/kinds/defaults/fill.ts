import { isObject, JsonObject, JsonValue } from '../../json';

/** A copy in which absent keys have these values; what is there stays. */
export function fill(object: JsonObject, defaults: JsonObject): JsonObject {
  const copy = { ...object };
  for (const [key, value] of Object.entries(defaults))
    if (copy[key] === undefined || copy[key] === null) copy[key] = value;
  return copy;
}

/** A copy in which the object under a key, if there is one, is changed. */
export function within(
  object: JsonObject,
  key: string,
  change: (value: JsonObject) => JsonObject,
): JsonObject {
  const value = object[key];
  return isObject(value) ? { ...object, [key]: change(value) } : object;
}

/** A copy in which every object of the list under a key is changed. */
export function each(
  object: JsonObject,
  key: string,
  change: (value: JsonObject) => JsonObject,
): JsonObject {
  const list = object[key];
  if (!Array.isArray(list)) return object;
  const items: JsonValue[] = list.map(item =>
    isObject(item) ? change(item) : item,
  );
  return { ...object, [key]: items };
}
