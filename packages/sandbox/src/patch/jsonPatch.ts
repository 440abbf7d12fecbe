import { equal, isObject, JsonObject, JsonValue } from '../json';

/** The patch cannot be done: a path leads nowhere, or a test does not hold. */
export class PatchFailure extends Error {
  readonly name = 'PatchFailure';
}

/** RFC 6902. Throws `PatchFailure`; the target stays as it was. */
export function jsonPatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!Array.isArray(patch))
    throw new PatchFailure('a JSON patch is a list of operations');
  return patch.reduce((document, operation) => {
    if (!isObject(operation)) throw new PatchFailure('an operation is a map');
    return perform(document, operation);
  }, target);
}

function perform(document: JsonValue, operation: JsonObject): JsonValue {
  const path = parsePointer(operation.path);
  switch (operation.op) {
    case 'add':
      return set(document, path, valueOf(operation), 'add');
    case 'replace':
      read(document, path);
      return set(document, path, valueOf(operation), 'replace');
    case 'remove':
      return remove(document, path);
    case 'move': {
      const from = parsePointer(operation.from);
      return set(remove(document, from), path, read(document, from), 'add');
    }
    case 'copy':
      return set(
        document,
        path,
        read(document, parsePointer(operation.from)),
        'add',
      );
    case 'test':
      if (!equal(read(document, path), valueOf(operation)))
        throw new PatchFailure(`test of ${String(operation.path)} failed`);
      return document;
    default:
      throw new PatchFailure(`unknown operation ${String(operation.op)}`);
  }
}

function valueOf(operation: JsonObject): JsonValue {
  if (operation.value === undefined)
    throw new PatchFailure(`${String(operation.op)} needs a value`);
  return operation.value;
}

function parsePointer(pointer: JsonValue | undefined): string[] {
  if (pointer === '') return [];
  if (typeof pointer !== 'string' || !pointer.startsWith('/'))
    throw new PatchFailure(`not a JSON pointer: ${String(pointer)}`);
  return pointer
    .slice(1)
    .split('/')
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function read(document: JsonValue, path: string[]): JsonValue {
  let current: JsonValue | undefined = document;
  for (const key of path) {
    if (Array.isArray(current)) current = current[index(current, key, 'read')];
    else if (isObject(current) && Object.hasOwn(current, key))
      current = current[key];
    else current = undefined;
    if (current === undefined)
      throw new PatchFailure(`nothing at /${path.join('/')}`);
  }
  return current;
}

function set(
  document: JsonValue,
  path: string[],
  value: JsonValue,
  mode: 'add' | 'replace',
): JsonValue {
  if (path.length === 0) return value;
  const [key, ...rest] = path;
  if (Array.isArray(document)) {
    const copy = [...document];
    const isLast = rest.length === 0;
    const position = index(
      document,
      key,
      isLast && mode === 'add' ? 'insert' : 'read',
    );
    if (!isLast) copy[position] = set(document[position], rest, value, mode);
    else if (mode === 'add') copy.splice(position, 0, value);
    else copy[position] = value;
    return copy;
  }
  if (!isObject(document)) throw new PatchFailure(`nothing to hold ${key}`);
  if (rest.length === 0) return { ...document, [key]: value };
  if (!Object.hasOwn(document, key))
    throw new PatchFailure(`nothing at ${key}`);
  return { ...document, [key]: set(document[key], rest, value, mode) };
}

function remove(document: JsonValue, path: string[]): JsonValue {
  read(document, path);
  const [key, ...rest] = path;
  if (key === undefined) throw new PatchFailure('the whole cannot be removed');
  if (Array.isArray(document)) {
    const position = index(document, key, 'read');
    return rest.length === 0
      ? document.filter((_, i) => i !== position)
      : document.map((item, i) => (i === position ? remove(item, rest) : item));
  }
  if (!isObject(document)) throw new PatchFailure(`nothing at ${key}`);
  const copy = { ...document };
  if (rest.length === 0) delete copy[key];
  else copy[key] = remove(document[key], rest);
  return copy;
}

function index(
  list: JsonValue[],
  key: string,
  purpose: 'read' | 'insert',
): number {
  if (purpose === 'insert' && key === '-') return list.length;
  const position = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : NaN;
  const end = purpose === 'insert' ? list.length : list.length - 1;
  if (!(position <= end)) throw new PatchFailure(`no item ${key}`);
  return position;
}
