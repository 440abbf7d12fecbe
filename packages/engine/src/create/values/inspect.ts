import {
  JsonValue,
  Secret,
  Unknown,
  Value,
  ValueObject,
  isValueObject,
} from '../../model';
import { Path } from '../../read/path';
import { mapValues } from '../../read/tree';

type Leaf = Exclude<Value, Value[] | ValueObject>;
type Opaque = Secret | Unknown;

/** Beyond, insertion would be slower than `sort`. */
const MOST_INSERTED = 20;

/** The leaves of a value, in order. */
export function leavesOf(value: Value): Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isValueObject(value)
    ? Object.values(value).flatMap(leavesOf)
    : [value];
}

/** Nothing inside is left to be known after apply. */
export function isKnown(value: Value): boolean {
  return !someOpaque(value, leaf => leaf instanceof Unknown);
}

/** Something inside is secret, or will be. */
export function containsSecret(value: Value): boolean {
  return someOpaque(value, leaf => leaf instanceof Secret || leaf.secret);
}

/** Neither secrets nor anything that is not known yet. */
export function isPlain(value: Value): value is JsonValue {
  return !someOpaque(value, () => true);
}

/** Plain recursion: whole plans go through here, where a generator costs several times as much. */
function someOpaque(value: Value, test: (leaf: Opaque) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Secret || value instanceof Unknown) return test(value);
  if (Array.isArray(value)) {
    for (const item of value) {
      if (someOpaque(item, test)) return true;
    }
  } else {
    for (const key of Object.keys(value)) {
      if (someOpaque(value[key], test)) return true;
    }
  }
  return false;
}

/**
 * Calls `see` for every secret and every Unknown inside. The path is good for the time of the call
 * only: the walk goes on with it.
 */
export function eachOpaque(
  value: Value,
  see: (leaf: Opaque, path: Path) => void,
  path: (string | number)[] = [],
): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Secret || value instanceof Unknown) {
    see(value, path);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      eachOpaque(value[index], see, path);
      path.pop();
    }
  } else {
    for (const key of Object.keys(value)) {
      path.push(key);
      eachOpaque(value[key], see, path);
      path.pop();
    }
  }
}

/**
 * The plain content, secrets included: only for sealing, keyed digests and the final manifest.
 *
 * @throws Error when something is not known yet
 */
export function reveal(value: Value): JsonValue {
  // Most values hold nothing opaque; those are not copied.
  return isPlain(value) ? value : revealed(value);
}

function revealed(value: Value): JsonValue {
  if (value instanceof Secret) return value.reveal();
  if (value instanceof Unknown) {
    throw new Error(`Not known yet: ${value.from}`);
  }
  if (Array.isArray(value)) return value.map(revealed);
  return isValueObject(value) ? mapValues(value, revealed) : value;
}

/**
 * One text per value: JSON with sorted keys, secrets revealed; an Unknown as its type, secrecy and
 * origin, in a form that no JSON text has. Only ever fed to a keyed digest.
 */
export function canonical(value: Value): string {
  // One text that grows: plans spend most of their time here, and joining parts copies each again.
  let text = '';

  function write(item: Value): void {
    if (typeof item === 'string') {
      text += quoted(item);
    } else if (typeof item !== 'object' || item === null) {
      text += String(item);
    } else if (Array.isArray(item)) {
      writeList(item);
    } else if (item instanceof Unknown) {
      const { type, secret, from } = item;
      text += `unknown(${JSON.stringify([type, secret, from])})`;
    } else if (item instanceof Secret) {
      write(item.reveal());
    } else {
      writeMap(item);
    }
  }

  function writeList(list: Value[]): void {
    let before = '[';
    for (const item of list) {
      text += before;
      write(item);
      before = ',';
    }
    text += list.length === 0 ? '[]' : ']';
  }

  function writeMap(map: ValueObject): void {
    let before = '{';
    for (const key of sortedKeys(map)) {
      const item = map[key];
      if (item === undefined) continue;
      text += `${before}${quoted(key)}:`;
      write(item);
      before = ',';
    }
    text += before === '{' ? '{}' : '}';
  }

  write(value);
  return text;
}

/**
 * By code units, as `sort` does by itself. Maps are small and there are hundreds of thousands of
 * them: by insertion it takes half the time and no memory.
 */
function sortedKeys(map: ValueObject): string[] {
  const keys = Object.keys(map);
  if (keys.length > MOST_INSERTED) return keys.sort();
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next];
    let place = next;
    for (; place > 0 && keys[place - 1] > key; place--) {
      keys[place] = keys[place - 1];
    }
    keys[place] = key;
  }
  return keys;
}

/** Whatever JSON may have to escape: quotes, backslashes, controls, everything beyond ASCII. */
const ESCAPED = /[^ !#-[\]-~]/;

/** `JSON.stringify` of a text, which takes twice as long for the many that need no escapes. */
function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}
