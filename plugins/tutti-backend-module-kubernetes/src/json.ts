import { JsonObject, JsonValue } from '@tutti/engine';

/**
 * Reading of JSON whose shape somebody else decides. An absent or mistyped field reads
 * as absent: what a cluster says is judged, never trusted.
 */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, or undefined. */
export function at(
  value: JsonValue | undefined,
  ...path: string[]
): JsonValue | undefined {
  let here = value;
  for (const key of path) {
    if (!isObject(here)) return undefined;
    here = here[key];
  }
  return here;
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

/** The objects of a list; empty when there is no list. */
export function objectsAt(
  value: JsonValue | undefined,
  ...path: string[]
): JsonObject[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** Milliseconds since 1970 of an RFC 3339 time; undefined when absent or no time. */
export function timeAt(
  value: JsonValue | undefined,
  ...path: string[]
): number | undefined {
  const time = Date.parse(textAt(value, ...path) ?? '');
  return Number.isNaN(time) ? undefined : time;
}
