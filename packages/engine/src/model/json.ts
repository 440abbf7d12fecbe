/** Plain JSON data, as YAML files and APIs carry it. */
export type JsonPrimitive = string | number | boolean | null;
export type JsonValue = JsonPrimitive | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** A JSON Schema (draft 2020-12). Outputs mark secrets with `x-secret: true`. */
export type JsonSchema = JsonObject;

/** A complete Kubernetes object, as it would be sent to an API server. */
export interface Manifest extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: JsonObject;
}

/** A mapping: no list, not nothing. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property: types and resources may well be called `constructor`. */
export function own<T>(
  record: Readonly<Record<string, T>>,
  key: string,
): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * Where a number stands that is printed otherwise than it was written (`3.10`, `1e3`, `0644`). The
 * data itself holds the plain number.
 */
export interface NumeralPlace {
  path: readonly (string | number)[];
  written: string;
}
