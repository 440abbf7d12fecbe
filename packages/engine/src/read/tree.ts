import { isObject, JsonValue } from '../model';
import { Path } from './path';

/**
 * A copy with every value changed. Whole manifests go through here, and a loop takes half the time
 * of `Object.fromEntries`; `__proto__` stays a key like any other.
 */
export function mapValues<From, To>(
  object: Record<string, From>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  const copy: Record<string, To> = {};
  for (const key of Object.keys(object)) {
    const value = change(object[key], key);
    if (key === '__proto__') {
      Object.defineProperty(copy, key, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    } else {
      copy[key] = value;
    }
  }
  return copy;
}

/** The same with sorted keys at every depth: in which order somebody wrote them says nothing. */
export function sortedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(sortedKeys);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(key => [key, sortedKeys(value[key])]),
      )
    : value;
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

/** Every key of the mappings in a tree. */
export function* keysOf(
  value: JsonValue | undefined,
  path: Path,
): Generator<{ key: string; path: Path }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value)) yield { key, path: at };
    yield* keysOf(child, at);
  }
}

/** A copy in which something else stands at a path; the same where the path leads nowhere. */
export function withValueAt(
  root: JsonValue,
  [segment, ...rest]: Path,
  value: JsonValue,
): JsonValue {
  if (segment === undefined) {
    return value;
  }
  if (Array.isArray(root)) {
    return root.map((item, index) =>
      index === segment ? withValueAt(item, rest, value) : item,
    );
  }
  return isObject(root)
    ? mapValues(root, (child, key) =>
        key === segment ? withValueAt(child, rest, value) : child,
      )
    : root;
}
