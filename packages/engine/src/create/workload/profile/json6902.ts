import { applyPatch, JsonPatchError, Operation } from 'fast-json-patch';
import {
  isValueObject,
  JsonObject,
  JsonValue,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../../model';

const LEAF = '\u0000leaf:';

/** Secrets and unknowns stand aside as tokens while plain JSON is patched. */
function setAside(value: Value, leaves: (Secret | Unknown)[]): JsonValue {
  if (value instanceof Secret || value instanceof Unknown) {
    leaves.push(value);
    return `${LEAF}${leaves.length - 1}`;
  }
  if (Array.isArray(value)) return value.map(item => setAside(item, leaves));
  if (isValueObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, setAside(item, leaves)]),
    );
  return value;
}

function putBack(value: JsonValue, leaves: (Secret | Unknown)[]): Value {
  if (typeof value === 'string')
    return value.startsWith(LEAF)
      ? leaves[Number(value.slice(LEAF.length))]
      : value;
  if (Array.isArray(value)) return value.map(item => putBack(item, leaves));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, putBack(item, leaves)]),
    );
  return value;
}

/** The library's messages print the whole document; these name the cause only. */
const REASONS: Record<string, string> = {
  OPERATION_PATH_CANNOT_ADD: 'the place above this path does not exist',
  OPERATION_PATH_UNRESOLVABLE: 'there is nothing at this path',
  OPERATION_FROM_UNRESOLVABLE: 'there is nothing at the path it comes from',
  OPERATION_PATH_ILLEGAL_ARRAY_INDEX: 'a list needs an index or - here',
  OPERATION_VALUE_OUT_OF_BOUNDS: 'the list is shorter than this index',
  OPERATION_PATH_INVALID: 'a path begins with /',
  TEST_OPERATION_FAILED: 'the test found something else',
};

/** RFC 6902: all operations or none. Gives a new object, or what is wrong. */
export function json6902(
  target: ValueObject,
  operations: Value[],
): { ok: true; value: ValueObject } | { ok: false; message: string } {
  const leaves: (Secret | Unknown)[] = [];
  const document = setAside(target, leaves);
  const patch: Operation[] = [];
  for (const [index, operation] of operations.entries()) {
    const read = readOperation(setAside(operation, leaves));
    if (typeof read === 'string')
      return { ok: false, message: `operation ${index}: ${read}` };
    patch.push(read);
  }
  try {
    const patched = putBack(
      applyPatch(document, patch, true, false).newDocument,
      leaves,
    );
    return isValueObject(patched)
      ? { ok: true, value: patched }
      : { ok: false, message: 'nothing is left of the object' };
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    return {
      ok: false,
      message: `operation ${error.index}: ${
        REASONS[error.name] ?? error.name
      } (${patch[error.index ?? 0]?.path})`,
    };
  }
}

function readOperation(operation: JsonValue): Operation | string {
  if (
    typeof operation !== 'object' ||
    operation === null ||
    Array.isArray(operation)
  )
    return 'an operation is a map with op and path';
  const { op, path, from, value }: JsonObject = operation;
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
