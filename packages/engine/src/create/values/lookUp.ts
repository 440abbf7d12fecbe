import {
  Secret,
  Unknown,
  Value,
  isValueObject,
  own,
  compareText,
} from '../../model';

/** A value, or one sentence that says what exists instead. */
export type Found = { ok: true; value: Value } | { ok: false; message: string };

/** At most so many names are listed in a message. */
const NAMES_SHOWN = 30;

/**
 * Walks `keys` into maps.
 *
 * @param name what `value` is called in messages: `resources.db`
 */
export function lookUp(value: Value, keys: string[], name: string): Found {
  let found = value;
  for (const [depth, key] of keys.entries()) {
    const inside = insideOf(found, key);
    if (inside === undefined) {
      const place = [name, ...keys.slice(0, depth).map(shownKey)].join('.');
      return missing(whyNothing(found, place, shownKey(key)));
    }
    found = inside;
  }
  return { ok: true, value: found };
}

function insideOf(value: Value, key: string): Value | undefined {
  if (value instanceof Unknown) {
    return value.type === 'object' || value.type === 'any'
      ? new Unknown('any', value.secret, `${value.from}.${key}`)
      : undefined;
  }
  if (value instanceof Secret) {
    const content = value.reveal();
    const inside = isValueObject(content) ? own(content, key) : undefined;
    return inside === undefined ? undefined : new Secret(inside);
  }
  return isValueObject(value) ? own(value, key) : undefined;
}

function whyNothing(value: Value, name: string, key: string): string {
  if (value instanceof Unknown) {
    return `${name} is a ${value.type} and has no ${key}`;
  }
  // What a secret map holds besides is nobody's business.
  if (value instanceof Secret) return `${name} is secret and has no ${key}`;
  return isValueObject(value)
    ? `${name} has no ${key}; ${listed(Object.keys(value))}`
    : `${name} is ${kindOf(value)} and has no ${key}`;
}

export function missing(message: string): Found {
  return { ok: false, message };
}

/**
 * A key fit for a message: `${params.PASSWORD:-hunter2}`, meant for a shell, must not show what
 * follows the name.
 */
export function shownKey(key: string): string {
  const shown = /^[\w\s./-]{0,80}/.exec(key)?.[0] ?? '';
  return shown === key ? shown : `${shown}…`;
}

/** `there are: host, port` */
export function listed(names: string[]): string {
  if (names.length === 0) return 'there is nothing in it';
  const sorted = [...names].sort(compareText);
  const more = sorted.length - NAMES_SHOWN;
  const shown = sorted.slice(0, NAMES_SHOWN).join(', ');
  return more > 0
    ? `there are: ${shown} and ${more} more`
    : `there are: ${shown}`;
}

function kindOf(value: Value): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
