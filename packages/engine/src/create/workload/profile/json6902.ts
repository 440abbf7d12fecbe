import { isValueObject, suggestion, Value, ValueObject } from '../../../model';
import { Path, pointerKeys } from '../../../read/path';
import { Allowance } from '../../values/Allowance';
import { canonical, containsSecret } from '../../values';

/** Why an operation cannot be done; never anything of the object's content but names of fields. */
class PatchError extends Error {
  readonly name = 'PatchError';

  constructor(message: string, readonly hint?: string) {
    super(message);
  }
}

type Operation =
  | { op: 'add' | 'replace' | 'test'; path: string; value: Value }
  | { op: 'remove'; path: string }
  | { op: 'move' | 'copy'; path: string; from: string };

/** Of a list: without zeros before it. */
const INDEX = /^(0|[1-9][0-9]*)$/;

/**
 * RFC 6902: all operations or none. Gives a new object, or what is wrong. Secrets and what is not
 * known yet are leaves like any other.
 */
export function json6902(
  target: ValueObject,
  operations: Value[],
):
  | { ok: true; value: ValueObject }
  | { ok: false; message: string; hint?: string; path: Path } {
  let document: Value = target;
  for (const [index, given] of operations.entries()) {
    const operation = readOperation(given);
    if (typeof operation === 'string') {
      return {
        ok: false,
        message: `operation ${index}: ${operation}`,
        path: [index],
      };
    }
    try {
      document = applied(document, operation);
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      return {
        ok: false,
        message: `operation ${index}: ${error.message} (${operation.path})`,
        ...(error.hint !== undefined && { hint: error.hint }),
        path: [index, 'path'],
      };
    }
  }
  return isValueObject(document)
    ? { ok: true, value: document }
    : { ok: false, message: 'nothing is left of the object', path: [] };
}

/**
 * Operations that mean a container by its number in a list with several: which one that is, other
 * patches and the next Score file decide.
 */
export function countedContainers(
  object: ValueObject,
  operations: Value[],
): { message: string; path: Path }[] {
  return operations.flatMap((given, index) => {
    const operation = readOperation(given);
    if (typeof operation === 'string') return [];
    const path = segmentsOf(operation.path);
    const at = path.findIndex(key => /^(initC|c)ontainers$/.test(key));
    const list = find(object, path.slice(0, at + 1));
    const number = path[at + 1];
    if (at < 0 || !Array.isArray(list) || list.length < 2) return [];
    const inserts = operation.op === 'add' && path.length === at + 2;
    if (operation.op === 'test' || inserts) return [];
    const container = list[Number(number)];
    if (!INDEX.test(number ?? '') || !isValueObject(container)) return [];
    return [
      {
        message: `operation ${index} changes container ${container.name} because it is number ${number} of ${list.length}`,
        path: [index, 'path'],
      },
    ];
  });
}

function applied(document: Value, operation: Operation): Value {
  const path = segmentsOf(operation.path);
  switch (operation.op) {
    case 'add':
      return added(document, path, operation.value);
    case 'replace':
      valueAt(document, path);
      return changed(document, path, () => operation.value);
    case 'test':
      if (!holds(document, path, operation.value)) {
        throw new PatchError('the test found something else');
      }
      return document;
    case 'remove':
      valueAt(document, path);
      return removed(document, path);
    case 'copy':
      // A copy of what holds copies is twice as large each time.
      if (!new Allowance().takes(document)) {
        throw new PatchError('the object has become too large');
      }
      return added(document, path, source(document, operation.from));
    case 'move': {
      const from = segmentsOf(operation.from);
      const value = source(document, operation.from);
      if (path.length > from.length && from.every((key, i) => key === path[i]))
        throw new PatchError('nothing can be moved into itself');
      return added(removed(document, from), path, value);
    }
    default:
      throw new Error(`no such operation: ${operation satisfies never}`);
  }
}

/** RFC 6901. */
function segmentsOf(pointer: string): string[] {
  if (pointer !== '' && !pointer.startsWith('/')) {
    throw new PatchError('a path begins with /');
  }
  return pointerKeys(pointer);
}

function source(document: Value, from: string): Value {
  return valueAt(document, segmentsOf(from));
}

function holds(document: Value, path: string[], value: Value): boolean {
  const found = valueAt(document, path);
  if (containsSecret([found, value])) {
    // Or a plan would answer every guess.
    throw new PatchError('a secret cannot be tested');
  }
  return canonical(found) === canonical(value);
}

function valueAt(document: Value, path: string[]): Value {
  const found = find(document, path);
  if (found === undefined) throw nothingAt(document, path);
  return found;
}

/** Names the first step that leads nowhere, and what there is instead. */
function nothingAt(document: Value, path: string[]): PatchError {
  const depth = path.findIndex(
    (_, index) => find(document, path.slice(0, index + 1)) === undefined,
  );
  const above = find(document, path.slice(0, depth)) ?? null;
  const key = path[depth];
  if (Array.isArray(above)) {
    return new PatchError(
      `there is no item ${key} in a list of ${above.length}`,
    );
  }
  return new PatchError(
    `there is no "${key}"`,
    isValueObject(above) ? suggestion(key, Object.keys(above)) : undefined,
  );
}

function find(document: Value, path: string[]): Value | undefined {
  let found: Value | undefined = document;
  for (const key of path) {
    if (Array.isArray(found)) {
      found = INDEX.test(key) ? found[Number(key)] : undefined;
    } else {
      found =
        isValueObject(found) && Object.hasOwn(found, key)
          ? found[key]
          : undefined;
    }
  }
  return found;
}

function added(document: Value, path: string[], value: Value): Value {
  const key = path.at(-1);
  if (key === undefined) return value;
  const above = path.slice(0, -1);
  if (!isContainer(valueAt(document, above))) {
    throw new PatchError('nothing can be added to a single value');
  }
  return changed(document, above, container =>
    Array.isArray(container)
      ? container.toSpliced(insertionIndex(container, key), 0, value)
      : withKey(container, key, value),
  );
}

function insertionIndex(list: Value[], key: string): number {
  if (key === '-') return list.length;
  if (!INDEX.test(key)) {
    throw new PatchError('a list needs an index or - here');
  }
  if (Number(key) > list.length) {
    throw new PatchError('the list is shorter than this index');
  }
  return Number(key);
}

/** What stands at the path is there. */
function removed(document: Value, path: string[]): Value {
  const key = path.at(-1);
  if (key === undefined) return null;
  return changed(document, path.slice(0, -1), container => {
    if (Array.isArray(container)) return container.toSpliced(Number(key), 1);
    if (!isValueObject(container)) return container;
    const { [key]: _, ...rest } = container;
    return rest;
  });
}

/** A copy with something else at a path that is there. */
function changed(
  value: Value,
  [key, ...deeper]: string[],
  change: (value: Value) => Value,
): Value {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    const index = Number(key);
    return value.with(index, changed(value[index], deeper, change));
  }
  return isValueObject(value)
    ? withKey(value, key, changed(value[key], deeper, change))
    : value;
}

/** `__proto__` is a key like any other. */
function withKey(container: Value, key: string, value: Value): ValueObject {
  return {
    ...(isValueObject(container) && container),
    ...Object.fromEntries([[key, value]]),
  };
}

function isContainer(value: Value | undefined): boolean {
  return Array.isArray(value) || isValueObject(value);
}

function readOperation(operation: Value): Operation | string {
  if (!isValueObject(operation)) {
    return 'an operation is a map with op and path';
  }
  const { op, path, from, value } = operation;
  if (typeof path !== 'string') return 'path is missing';
  switch (op) {
    case 'add':
    case 'replace':
    case 'test':
      return value === undefined ? `${op} needs a value` : { op, path, value };
    case 'remove':
      return { op, path };
    case 'move':
    case 'copy':
      return typeof from === 'string' ? { op, path, from } : `${op} needs from`;
    default:
      return `op is add, remove, replace, move, copy or test, not ${JSON.stringify(
        op,
      )}`;
  }
}
