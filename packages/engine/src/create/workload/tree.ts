import { isValueObject, Value, ValueObject } from '../../model';

/** What stands at a path of map keys, if every step is a map. */
export function valueAt(
  value: Value | undefined,
  ...path: string[]
): Value | undefined {
  let found: Value | undefined = value;
  for (const key of path) {
    if (!isValueObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** The same object with something else at a path of map keys; missing maps are made. */
export function changeAt(
  object: ValueObject,
  [key, ...deeper]: string[],
  value: Value,
): ValueObject {
  const inner = valueAt(object, key);
  return {
    ...object,
    [key]:
      deeper.length === 0
        ? value
        : changeAt(isValueObject(inner) ? inner : {}, deeper, value),
  };
}

/** The same object with nothing at a path of map keys. */
export function without(
  object: ValueObject,
  [key, ...deeper]: string[],
): ValueObject {
  const { [key]: inner, ...rest } = object;
  if (deeper.length === 0) return rest;
  return isValueObject(inner)
    ? { ...object, [key]: without(inner, deeper) }
    : object;
}
