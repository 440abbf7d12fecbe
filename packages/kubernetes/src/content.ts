/** Plain JSON, as it travels over HTTP. */
export type JsonPrimitive = string | number | boolean | null;
export type JsonValue = JsonPrimitive | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/**
 * A leaf that is not plain JSON: a secret (it reveals its content to be judged, and is never
 * shown), or a value that is not there yet (only its type is known, if that).
 */
export interface Opaque {
  toJSON(): unknown;
  reveal?(): JsonValue;
  readonly type?: string;
}

/** What is judged: JSON in which some leaves may be opaque. */
export type Content = JsonPrimitive | Opaque | Content[] | ContentObject;
export interface ContentObject {
  [key: string]: Content;
}

/** Where something stands in an object: keys and places in lists, outermost first. */
export type Path = readonly (string | number)[];

export function isOpaque(value: unknown): value is Opaque {
  return (
    typeof value === 'object' &&
    value !== null &&
    'toJSON' in value &&
    typeof value.toJSON === 'function'
  );
}

export function isMap(value: unknown): value is ContentObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isOpaque(value)
  );
}

/** Nothing stands there: Kubernetes reads `null` as if nobody had written the field. */
export function isAbsent(
  value: Content | undefined,
): value is null | undefined {
  return value === undefined || value === null;
}

/** Nothing, or the empty text, which Go cannot tell from nothing. */
export function isEmpty(value: Content | undefined): boolean {
  return isAbsent(value) || value === '';
}

/** The value at a path, or undefined where the path ends early. */
export function valueAt(
  value: Content | undefined,
  ...path: Path
): Content | undefined {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current)) current = current[Number(key)];
    else if (isMap(current) && Object.hasOwn(current, key))
      current = current[key];
    else return undefined;
  }
  return current;
}

const nothing: ContentObject = {};
const none: Content[] = [];

/** The map at a path; empty when there is none. */
export function mapAt(
  value: Content | undefined,
  ...path: Path
): ContentObject {
  const found = valueAt(value, ...path);
  return isMap(found) ? found : nothing;
}

/** The list at a path; empty when there is none. */
export function listAt(value: Content | undefined, ...path: Path): Content[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : none;
}

/** The text at a path, where it is one and is known. */
export function textAt(
  value: Content | undefined,
  ...path: Path
): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(
  value: Content | undefined,
  ...path: Path
): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** The maps of the list at a path, each with its place in the list. */
export function mapsAt(
  value: Content | undefined,
  ...path: Path
): { item: ContentObject; index: number }[] {
  return listAt(value, ...path).flatMap((item, index) =>
    isMap(item) ? [{ item, index }] : [],
  );
}

/** Whether both say the same, in whatever order their keys stand. */
export function same(a: Content | undefined, b: Content | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}
