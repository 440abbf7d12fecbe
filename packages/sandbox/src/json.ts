import { JsonObject, JsonPrimitive, JsonValue } from '@tutti/kubernetes';

export type { JsonObject, JsonPrimitive, JsonValue };

/** A complete object of the API. Stored objects are never changed in place. */
export interface KubeObject extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

export interface ObjectMeta extends JsonObject {
  name: string;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isKubeObject(value: unknown): value is KubeObject {
  return (
    isObject(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isObject(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}

/** The value at a path, or undefined where the path ends early. */
export function at(
  value: JsonValue | undefined,
  ...path: string[]
): JsonValue | undefined {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The object at a path; empty when there is none. */
export function objectAt(
  value: JsonValue | undefined,
  ...path: string[]
): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}

/** The list at a path; empty when there is none. */
export function listAt(
  value: JsonValue | undefined,
  ...path: string[]
): JsonValue[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The objects of the list at a path. */
export function objectsAt(
  value: JsonValue | undefined,
  ...path: string[]
): JsonObject[] {
  return listAt(value, ...path).filter(isObject);
}

export function textAt(
  value: JsonValue | undefined,
  ...path: string[]
): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(
  value: JsonValue | undefined,
  ...path: string[]
): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** The entries of a map of text, such as labels. */
export function textsAt(
  value: JsonValue | undefined,
  ...path: string[]
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, text] of Object.entries(objectAt(value, ...path)))
    if (typeof text === 'string') texts[key] = text;
  return texts;
}

export function equal(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

/** A copy without these keys. */
export function without(object: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !keys.includes(key)),
  );
}

/** A copy with one value set at a path; undefined removes it. */
export function withAt<T extends JsonObject>(
  object: T,
  path: string[],
  value: JsonValue | undefined,
): T {
  const [key, ...rest] = path;
  if (rest.length > 0)
    return { ...object, [key]: withAt(objectAt(object, key), rest, value) };
  const copy = { ...object };
  if (value === undefined) delete copy[key];
  else Object.assign(copy, { [key]: value });
  return copy;
}

/** Stable text: sorted keys, so that equal values give equal text. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(',')}}`;
}
