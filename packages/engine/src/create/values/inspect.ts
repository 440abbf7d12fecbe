import {
  JsonValue,
  Secret,
  Unknown,
  Value,
  ValueObject,
  isValueObject,
} from '../../model';
import { mapValues } from './mapValues';

type Leaf = Exclude<Value, Value[] | ValueObject>;

/** The leaves of a value, in order. */
export function leavesOf(value: Value): Leaf[] {
  const leaves: Leaf[] = [];
  someLeaf(value, leaf => {
    leaves.push(leaf);
    return false;
  });
  return leaves;
}

/** Nothing inside is left to be known after apply. */
export function isKnown(value: Value): boolean {
  return !someLeaf(value, leaf => leaf instanceof Unknown);
}

/** Something inside is secret, or will be. */
export function containsSecret(value: Value): boolean {
  return someLeaf(
    value,
    leaf => leaf instanceof Secret || (leaf instanceof Unknown && leaf.secret),
  );
}

/** Neither secrets nor anything that is not known yet. */
function isPlain(value: Value): value is JsonValue {
  return !someLeaf(value, isOpaque);
}

function isOpaque(leaf: Leaf): leaf is Secret | Unknown {
  return typeof leaf === 'object' && leaf !== null;
}

/** Plain recursion: whole plans go through here, where a generator costs several times as much. */
function someLeaf(value: Value, test: (leaf: Leaf) => boolean): boolean {
  if (Array.isArray(value)) return value.some(item => someLeaf(item, test));
  if (isValueObject(value)) {
    for (const key of Object.keys(value)) {
      if (someLeaf(value[key], test)) return true;
    }
    return false;
  }
  return test(value);
}

/** For people: secrets and what is not known yet say so instead of their content. */
export function mask(value: Value): JsonValue {
  return convert(value, leaf => leaf.toJSON());
}

/**
 * The plain content, secrets included: only for sealing, keyed digests and the final manifest.
 *
 * @throws Error when something is not known yet
 */
export function reveal(value: Value): JsonValue {
  return convert(value, leaf => {
    if (leaf instanceof Secret) return leaf.reveal();
    throw new Error(`Not known yet: ${leaf.from}`);
  });
}

/** Most values hold nothing opaque; those are not copied. */
function convert(
  value: Value,
  opaque: (leaf: Secret | Unknown) => JsonValue,
): JsonValue {
  return isPlain(value) ? value : copied(value, opaque);
}

function copied(
  value: Value,
  opaque: (leaf: Secret | Unknown) => JsonValue,
): JsonValue {
  if (value instanceof Secret || value instanceof Unknown) return opaque(value);
  if (Array.isArray(value)) return value.map(item => copied(item, opaque));
  return isValueObject(value)
    ? mapValues(value, item => copied(item, opaque))
    : value;
}

/**
 * One text per value: JSON with sorted keys, secrets revealed; an Unknown as its type, secrecy and
 * origin, in a form that no JSON text has. Only ever fed to a keyed digest.
 */
export function canonical(value: Value): string {
  // Plans spend most of their time here, most of it on texts and maps: they come first.
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value instanceof Unknown) {
    const { type, secret, from } = value;
    return `unknown(${JSON.stringify([type, secret, from])})`;
  }
  if (value instanceof Secret) return canonical(value.reveal());
  let members = '';
  // By code units, which is what `sort` does by itself.
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item === undefined) continue;
    const separator = members === '' ? '' : ',';
    members += `${separator}${quoted(key)}:${canonical(item)}`;
  }
  return `{${members}}`;
}

/** Whatever JSON may have to escape: quotes, backslashes, controls, everything beyond ASCII. */
const ESCAPED = /[^ !#-[\]-~]/;

/** `JSON.stringify` of a text, which takes twice as long for the many that need no escapes. */
function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}
