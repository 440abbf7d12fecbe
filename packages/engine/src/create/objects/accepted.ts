import {
  AcceptedField,
  isValueObject,
  ObjectTemplate,
  objectKey,
  Value,
} from '../../model';
import { canonical } from '../values';
import { CompleteObject } from './complete';
import { nameOf } from './difference';
import { mergeKeys } from './project';

/**
 * An object with what people accepted in it: what others set stays as long as what is wanted there is what
 * was wanted when it was accepted (docs/reference/semantics.md, Drift).
 */
export function withAccepted(
  object: CompleteObject,
  accepted: readonly AcceptedField[],
): CompleteObject {
  const key = objectKey(object.ref);
  let template: Value = object.template;
  for (const field of accepted) {
    if (field.object === key) {
      template = replaced(template, field.path, field) ?? template;
    }
  }
  return isValueObject(template)
    ? { ...object, template: template as ObjectTemplate }
    : object;
}

/** What an object holds at a place that a difference names; absent: nothing. */
export function leafAt(value: Value, path: string): Value | undefined {
  if (path === '') {
    return value;
  }
  if (Array.isArray(value)) {
    const at = itemAt(value, path);
    return at && leafAt(value[at.index], at.rest);
  }
  if (!isValueObject(value)) {
    return undefined;
  }
  for (const key of keysAt(value, path)) {
    const found = leafAt(value[key], path.slice(key.length).replace(/^\./, ''));
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

type Exchange = { wanted?: Value; value?: Value };

/** With another value at this path; undefined where the wanted one does not stand there. */
function replaced(
  value: Value,
  path: string,
  exchange: Exchange,
): Value | undefined {
  if (isValueObject(value)) {
    return inMap(value, path, exchange);
  }
  return Array.isArray(value) ? inList(value, path, exchange) : undefined;
}

function inMap(
  map: Record<string, Value>,
  path: string,
  exchange: Exchange,
): Value | undefined {
  for (const key of keysAt(map, path)) {
    const rest = path.slice(key.length).replace(/^\./, '');
    const others = Object.entries(map).filter(([name]) => name !== key);
    if (rest === '') {
      if (!isSame(map[key], exchange.wanted)) continue;
      return exchange.value === undefined
        ? Object.fromEntries(others)
        : { ...map, [key]: exchange.value };
    }
    const inner = replaced(map[key], rest, exchange);
    if (inner !== undefined) {
      return { ...map, [key]: inner };
    }
  }
  return undefined;
}

/** Keys may hold dots: the longest that fits is tried first. */
function keysAt(map: Record<string, Value>, path: string): string[] {
  return Object.keys(map)
    .filter(
      key =>
        path === key ||
        (path.startsWith(key) && '.['.includes(path[key.length])),
    )
    .sort((a, b) => b.length - a.length);
}

function inList(
  list: Value[],
  path: string,
  exchange: Exchange,
): Value | undefined {
  const at = itemAt(list, path);
  if (!at) {
    return undefined;
  }
  const { index, rest } = at;
  if (rest !== '') {
    const inner = replaced(list[index], rest, exchange);
    return inner === undefined ? undefined : list.with(index, inner);
  }
  if (!isSame(list[index], exchange.wanted)) {
    return undefined;
  }
  return exchange.value === undefined
    ? list.toSpliced(index, 1)
    : list.with(index, exchange.value);
}

/** The item that a path names, by its keys or by where it stands, and what of the path is left. */
function itemAt(
  list: Value[],
  path: string,
): { index: number; rest: string } | undefined {
  const [whole, name] = /^\[([^\]]*)\]\.?/.exec(path) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const keys = mergeKeys(list);
  const index = keys
    ? list.findIndex(item => nameOf(item, keys) === name)
    : Number(name);
  return list[index] === undefined
    ? undefined
    : { index, rest: path.slice(whole.length) };
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}
