import {
  ProblemFix,
  Secret,
  Unknown,
  Value,
  didYouMean,
  isValueObject,
  nearest,
  own,
  suggestion,
} from '../model';

/** What stands behind the keys of a placeholder, or why nothing does. */
export type Found = { ok: true; value: Value } | Miss;

export interface Miss {
  ok: false;
  code: 'UnknownPlaceholder' | 'InvalidPlaceholder' | 'UnknownValue';
  /** Absent: an error. */
  severity?: 'warning';
  /** The end of a sentence, behind a colon: `params has no "x"`. */
  message: string;
  /** What there is instead. */
  hint?: string;
  fix?: ProblemFix;
}

/** Nothing has this name. */
export function unknown(message: string, hint?: string): Miss {
  return { ok: false, code: 'UnknownPlaceholder', message, hint };
}

/** An environment has no value or secret of this name; `names` are those that it has. */
export function unknownValue(name: string, names: readonly string[]): Miss {
  const near = nearest(name, names);
  const set = `Set ${shownKey(name)} under Values & secrets.`;
  return {
    ok: false,
    code: 'UnknownValue',
    message: `the environment has no value or secret "${shownKey(name)}"`,
    hint: near === undefined ? set : `${didYouMean(near)} Otherwise: ${set}`,
    ...setting(name),
  };
}

/** One of the values, or of the secrets, of an application and its environment. */
export function amongSettings(
  settings: Value,
  [name, ...keys]: string[],
  root: 'values' | 'secrets',
): Found {
  const found = inside(
    settings,
    name === undefined ? [] : [name, ...keys],
    root,
  );
  return found.ok || name === undefined || inside(settings, [name], root).ok
    ? found
    : {
        ...found,
        hint: `${found.hint ? `${found.hint} Otherwise set` : 'Set'} ${shownKey(
          name,
        )} under Values & secrets.`,
        ...setting(name, root === 'secrets'),
      };
}

/** A name that nobody could give is not offered to be set. */
function setting(name: string, secret = false): Pick<Miss, 'fix'> {
  return shownKey(name) === name
    ? { fix: { kind: 'setValue', name, ...(secret && { secret }) } }
    : {};
}

/** Whatever there is, it cannot be written like this. */
export function invalid(message: string, hint?: string): Miss {
  return { ok: false, code: 'InvalidPlaceholder', message, hint };
}

/**
 * Walks `keys` into maps.
 *
 * @param name what `value` is called in messages: `resources.db`
 */
export function lookUp(value: Value, keys: string[], name: string): Found {
  let found = value;
  for (const [depth, key] of keys.entries()) {
    const next = insideOf(found, key);
    if (next === undefined) {
      const place = [name, ...keys.slice(0, depth).map(shownKey)].join('.');
      return whyNothing(found, place, key);
    }
    found = next;
  }
  return { ok: true, value: found };
}

/** The same in a map that cannot be used whole: at least one key is needed. */
export function inside(value: Value, keys: string[], name: string): Found {
  if (keys.length > 0) return lookUp(value, keys, name);
  const names = isValueObject(value) ? Object.keys(value) : [];
  return invalid(`a key of ${name} is needed`, suggestion('', names));
}

/** One item of a map whose items are no values, and what is read of it. */
export function among<Item>(
  items: Readonly<Record<string, Item>>,
  [name, ...keys]: string[],
  { needed, lacking }: { needed: string; lacking: string },
  read: (item: Item, keys: string[]) => Found,
): Found {
  if (name === undefined) {
    return invalid(`${needed} is needed`, suggestion('', Object.keys(items)));
  }
  return Object.hasOwn(items, name)
    ? read(items[name], keys)
    : unknown(
        `${lacking} "${shownKey(name)}"`,
        suggestion(name, Object.keys(items)),
      );
}

function insideOf(value: Value, key: string): Value | undefined {
  if (value instanceof Unknown) {
    return value.type === 'object' || value.type === 'any'
      ? new Unknown('any', value.secret, `${value.from}.${key}`)
      : undefined;
  }
  if (value instanceof Secret) {
    const content = value.reveal();
    const found = isValueObject(content) ? own(content, key) : undefined;
    return found === undefined ? undefined : new Secret(found);
  }
  return isValueObject(value) ? own(value, key) : undefined;
}

function whyNothing(value: Value, name: string, key: string): Miss {
  const lacks = `has no "${shownKey(key)}"`;
  // What a secret map holds besides is nobody's business.
  if (value instanceof Secret) return unknown(`${name} is secret and ${lacks}`);
  if (!isValueObject(value)) {
    return invalid(`${name} is ${kindOf(value)} and ${lacks}`);
  }
  const names = Object.keys(value);
  return names.length === 0
    ? unknown(`${name} is empty`)
    : unknown(`${name} ${lacks}`, suggestion(key, names));
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  any: 'anything',
};

/** `a text`, `a list`: for messages. */
export function kindOf(value: Value): string {
  if (value === null) return 'null';
  if (value instanceof Unknown) return KINDS[value.type];
  return KINDS[Array.isArray(value) ? 'array' : typeof value];
}

/**
 * A key fit for a message: `${params.PASSWORD:-hunter2}`, meant for a shell, must not show what
 * follows the name.
 */
export function shownKey(key: string): string {
  const shown = /^[\w\s./-]{0,80}/.exec(key)?.[0] ?? '';
  return shown === key ? shown : `${shown}…`;
}
