import { isObject, JsonObject, JsonValue, NumeralPlace } from '../../model';
import { Path } from '../path';
import { readYaml } from '../yaml';

/** Maps merge, `null` deletes, everything else replaces. */
export function mergeOverride(base: JsonValue, override: JsonValue): JsonValue {
  if (!isObject(override)) {
    return override;
  }
  const merged = new Map(Object.entries(isObject(base) ? base : {}));
  for (const [key, value] of Object.entries(override)) {
    if (value === null) {
      merged.delete(key);
    } else {
      merged.set(key, mergeOverride(merged.get(key) ?? null, value));
    }
  }
  return Object.fromEntries(merged);
}

/** One `path=value`: an absent value deletes. */
export interface Assignment {
  path: string[];
  value?: JsonValue;
}

export type ParsedAssignment =
  | { ok: true; assignment: Assignment; numerals: NumeralPlace[] }
  | { ok: false; message: string };

const MAX_SEGMENTS = 50;

/**
 * `containers.web.image=nginx`. Keys are separated by dots; `\.` is a dot and `\\` a backslash
 * inside a key; the value is YAML, an empty one deletes. The value is never shown.
 */
export function parseAssignment(text: string): ParsedAssignment {
  const { path, end } = readPath(text);
  if (end < 0) {
    return { ok: false, message: 'An override is written path=value.' };
  }
  if (path.includes('') || path.includes('__proto__')) {
    return { ok: false, message: 'A key of the path cannot be used.' };
  }
  if (path.length > MAX_SEGMENTS) {
    return {
      ok: false,
      message: `A path has at most ${MAX_SEGMENTS} keys.`,
    };
  }
  const source = text.slice(end + 1);
  if (source === '') {
    return { ok: true, assignment: { path }, numerals: [] };
  }
  const { documents, problems } = readYaml(source, '');
  if (problems.length > 0 || documents.length > 1) {
    return { ok: false, message: 'The value is no valid YAML.' };
  }
  const [document] = documents;
  return {
    ok: true,
    assignment: { path, value: document?.value ?? null },
    numerals: document?.numerals ?? [],
  };
}

/** The keys before the first `=`, and where that stands; -1 when there is none. */
function readPath(text: string): { path: string[]; end: number } {
  const path: string[] = [];
  let key = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '=') {
      return { path: [...path, key], end: at };
    }
    if (letter === '.') {
      path.push(key);
      key = '';
    } else if (letter === '\\' && at + 1 < text.length) {
      at += 1;
      key += text[at];
    } else {
      key += letter;
    }
  }
  return { path: [], end: -1 };
}

export type Assigned =
  | { ok: true; value: JsonValue; path: Path }
  | { ok: false; message: string };

/**
 * Sets or deletes what a path names and returns a changed copy. Missing maps on the way are
 * made; in lists a number is the index, `-1` appends, also to a list that is missing.
 */
export function assign(
  root: JsonValue,
  { path, value }: Assignment,
  above: Path = [],
): Assigned {
  const [segment, ...rest] = path;
  if (Array.isArray(root)) {
    const index = segment === '-1' ? root.length : Number(segment);
    const last = value === undefined ? root.length - 1 : root.length;
    if (!/^(-1|\d+)$/.test(segment) || index > last) {
      return {
        ok: false,
        message: `"${segment}" is no place in a list of ${root.length}; -1 appends.`,
      };
    }
    const inner = step(root[index], rest, value, [...above, index]);
    if (!inner.ok) {
      return inner;
    }
    const list = [...root];
    list.splice(index, 1, ...(inner.value === undefined ? [] : [inner.value]));
    return { ok: true, value: list, path: inner.path };
  }
  if (!isObject(root)) {
    return {
      ok: false,
      message: `"${segment}" cannot be set: what is above it is neither a mapping nor a list.`,
    };
  }
  const current = Object.hasOwn(root, segment) ? root[segment] : undefined;
  const inner = step(current, rest, value, [...above, segment]);
  if (!inner.ok) {
    return inner;
  }
  const entries: JsonObject = { ...root };
  if (inner.value === undefined) {
    delete entries[segment];
  } else {
    entries[segment] = inner.value;
  }
  return { ok: true, value: entries, path: inner.path };
}

function step(
  current: JsonValue | undefined,
  rest: string[],
  value: JsonValue | undefined,
  at: Path,
):
  | { ok: true; value: JsonValue | undefined; path: Path }
  | { ok: false; message: string } {
  if (rest.length === 0) {
    return { ok: true, value, path: at };
  }
  if (current === undefined && value === undefined) {
    return { ok: true, value: undefined, path: at };
  }
  // To append to a list that is not there begins one.
  const missing = rest[0] === '-1' ? [] : {};
  return assign(current ?? missing, { path: rest, value }, at);
}
