import { isObject, JsonObject, JsonValue } from '../model';

type Path = readonly (string | number)[];

/** A copy where this stands at these paths; `undefined` takes a key away. */
export function withChanges(
  content: JsonObject,
  ...changes: [path: Path, value: JsonValue | undefined][]
): JsonObject {
  const copy = structuredClone(content);
  for (const [path, value] of changes) {
    const parent = path
      .slice(0, -1)
      .reduce<JsonValue | undefined>(childOf, copy);
    const [last] = path.slice(-1);
    if (Array.isArray(parent) && value !== undefined) {
      parent[Number(last)] = value;
    } else if (isObject(parent) && value === undefined) {
      delete parent[last];
    } else if (isObject(parent) && value !== undefined) {
      parent[last] = value;
    } else {
      throw new Error(`there is no ${path.join('.')}`);
    }
  }
  return copy;
}

function childOf(
  parent: JsonValue | undefined,
  key: string | number,
): JsonValue | undefined {
  if (Array.isArray(parent)) {
    return parent[Number(key)];
  }
  return isObject(parent) ? parent[key] : undefined;
}
