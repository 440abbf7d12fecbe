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
