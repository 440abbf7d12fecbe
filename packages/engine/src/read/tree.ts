import { JsonObject, JsonValue } from '../model';
import { Path } from './path';

/** A mapping: no list, not nothing. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function mapValues<From, To>(
  object: Record<string, From>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(value, key)]),
  );
}

/** What stands at a path; `undefined` where the path leads nowhere. */
export function valueAt(root: JsonValue, path: Path): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const segment of path) {
    if (Array.isArray(value)) {
      value = typeof segment === 'number' ? value[segment] : undefined;
    } else if (isObject(value) && Object.hasOwn(value, segment)) {
      value = value[segment];
    } else {
      return undefined;
    }
  }
  return value;
}

/**
 * A copy without what stands at these paths; nothing when one of them leads into a list, whose
 * other items would move.
 */
export function without(
  root: JsonValue,
  paths: readonly Path[],
): JsonValue | undefined {
  const copy = structuredClone(root);
  for (const path of paths) {
    const above = valueAt(copy, path.slice(0, -1));
    const key = path[path.length - 1];
    if (
      path.some(segment => typeof segment === 'number') ||
      key === undefined
    ) {
      return undefined;
    }
    if (isObject(above)) {
      delete above[key];
    }
  }
  return copy;
}

/** Every text in a tree, values only, never keys. */
export function* textsOf(
  value: JsonValue | undefined,
  path: Path,
): Generator<{ text: string; path: Path }> {
  if (typeof value === 'string') {
    yield { text: value, path };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* textsOf(item, [...path, index]);
    }
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      yield* textsOf(child, [...path, key]);
    }
  }
}
