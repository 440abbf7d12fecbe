import { types } from 'node:util';
import {
  DriverError,
  FenceLost,
  JsonValue,
  Secret,
  TargetError,
  Unknown,
  ValueType,
} from '@tutti/engine';

/**
 * What a structured clone can copy. It copies neither functions nor signals, and of a `Secret`,
 * whose content is private, it leaves an empty object: those are written as records with the
 * key `MARK`. A map that has this key of its own is written as its entries.
 */
export type Carried = unknown;

const MARK = '$tutti';

type Marked =
  | { [MARK]: 'secret'; content: JsonValue }
  | { [MARK]: 'unknown'; type: ValueType; secret: boolean; from: string }
  | { [MARK]: 'error'; error: CarriedError }
  | { [MARK]: 'function'; id: number }
  | { [MARK]: 'signal'; id: number }
  | { [MARK]: 'aborted'; reason: Carried }
  | { [MARK]: 'map'; entries: [Carried, Carried][] }
  | { [MARK]: 'object'; entries: [string, Carried][] };

/** Errors that somebody tells apart, with what they say beside their message. */
type CarriedError =
  | {
      kind: 'target';
      message: string;
      code: TargetError['code'];
      retryable: boolean;
      retryAfterMs?: number;
    }
  | {
      kind: 'driver';
      message: string;
      retryable: boolean;
      code: DriverError['code'];
    }
  | { kind: 'fence'; message: string }
  | {
      kind: 'other';
      name: string;
      message: string;
      stack?: string;
      /** What the database, Node or the catalog says of it. */
      code?: string;
      statusCode?: number;
      cause?: CarriedError;
    };

/** Keeps functions and signals on the side where they live. */
export interface Carrier {
  carryFunction(callee: (...input: unknown[]) => unknown): number;
  restoreFunction(id: number): (...input: unknown[]) => unknown;
  carrySignal(signal: AbortSignal): number;
  restoreSignal(id: number): AbortSignal;
}

export function write(value: unknown, carrier: Carrier): Carried {
  if (typeof value === 'function') {
    return mark({
      [MARK]: 'function',
      id: carrier.carryFunction((...input) => value(...input)),
    });
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const inside = (item: unknown) => write(item, carrier);
  if (value instanceof Secret) {
    return mark({ [MARK]: 'secret', content: value.reveal() });
  }
  if (value instanceof Unknown) {
    const { type, secret, from } = value;
    return mark({ [MARK]: 'unknown', type, secret, from });
  }
  if (value instanceof AbortSignal) {
    return value.aborted
      ? mark({ [MARK]: 'aborted', reason: inside(value.reason) })
      : mark({ [MARK]: 'signal', id: carrier.carrySignal(value) });
  }
  if (isError(value)) {
    return mark({ [MARK]: 'error', error: writeError(value) });
  }
  if (value instanceof Map) {
    return mark({
      [MARK]: 'map',
      entries: [...value].map(([key, item]) => [inside(key), inside(item)]),
    });
  }
  if (Array.isArray(value)) {
    return value.map(inside);
  }
  if (ArrayBuffer.isView(value) || value instanceof SharedArrayBuffer) {
    return value;
  }
  const entries = Object.entries(value).map(
    ([key, item]): [string, Carried] => [key, inside(item)],
  );
  return Object.hasOwn(value, MARK)
    ? mark({ [MARK]: 'object', entries })
    : Object.fromEntries(entries);
}

export function restore(carried: Carried, carrier: Carrier): unknown {
  if (typeof carried !== 'object' || carried === null) {
    return carried;
  }
  const inside = (item: Carried) => restore(item, carrier);
  if (Array.isArray(carried)) {
    return carried.map(inside);
  }
  if (ArrayBuffer.isView(carried) || carried instanceof SharedArrayBuffer) {
    return carried;
  }
  if (!isMarked(carried)) {
    return Object.fromEntries(
      Object.entries(carried).map(([key, item]) => [key, inside(item)]),
    );
  }
  switch (carried[MARK]) {
    case 'secret':
      return new Secret(carried.content);
    case 'unknown':
      return new Unknown(carried.type, carried.secret, carried.from);
    case 'error':
      return restoreError(carried.error);
    case 'function':
      return carrier.restoreFunction(carried.id);
    case 'signal':
      return carrier.restoreSignal(carried.id);
    case 'aborted':
      return AbortSignal.abort(inside(carried.reason));
    case 'map':
      return new Map(
        carried.entries.map(([key, item]) => [inside(key), inside(item)]),
      );
    case 'object':
      return Object.fromEntries(
        carried.entries.map(([key, item]) => [key, inside(item)]),
      );
    default:
      throw new Error(`Nothing crosses as ${carried satisfies never}`);
  }
}

function mark(marked: Marked): Marked {
  return marked;
}

/** Only `write` makes maps with this key. */
function isMarked(carried: object): carried is Marked {
  return Object.hasOwn(carried, MARK);
}

function writeError(error: Error): CarriedError {
  const { message } = error;
  if (error instanceof TargetError) {
    const { code, retryable, retryAfterMs } = error;
    return { kind: 'target', message, code, retryable, retryAfterMs };
  }
  if (error instanceof DriverError) {
    return {
      kind: 'driver',
      message,
      retryable: error.retryable,
      code: error.code,
    };
  }
  if (error instanceof FenceLost) {
    return { kind: 'fence', message };
  }
  const { name, stack, cause } = error;
  const code: unknown = Reflect.get(error, 'code');
  const statusCode: unknown = Reflect.get(error, 'statusCode');
  return {
    kind: 'other',
    name,
    message,
    stack,
    ...(typeof code === 'string' && { code }),
    ...(typeof statusCode === 'number' && { statusCode }),
    ...(isError(cause) && { cause: writeError(cause) }),
  };
}

/** Node's own errors come from another realm where tests run. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

function restoreError(carried: CarriedError): Error {
  switch (carried.kind) {
    case 'target':
      return new TargetError(
        carried.message,
        carried.code,
        carried.retryable,
        carried.retryAfterMs,
      );
    case 'driver':
      return new DriverError(carried.message, carried.retryable, carried.code);
    case 'fence':
      return new FenceLost(carried.message);
    case 'other': {
      const { kind: _kind, message, cause, ...rest } = carried;
      return Object.assign(new Error(message), rest, {
        ...(cause && { cause: restoreError(cause) }),
      });
    }
    default:
      throw new Error(`No such error: ${carried satisfies never}`);
  }
}
