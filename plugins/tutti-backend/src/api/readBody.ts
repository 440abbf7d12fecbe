import { isUtf8 } from 'node:buffer';
import { InputError, toError } from '@backstage/errors';
import express, { Request, Response } from 'express';
import { checkJson } from './checkJson';

/** A body that was not read to its end. */
class BodyRefused extends Error {
  readonly name = 'BodyRefused';

  constructor(readonly statusCode: number, message: string) {
    super(message);
  }
}

/**
 * Reads JSON of up to so many bytes, refused by its form before it is parsed.
 *
 * @returns what reads a request's body; an empty map where it sends none. Rejects with errors that
 * say their HTTP status.
 */
export function bodyReader(
  limit: number,
): (request: Request, response: Response) => Promise<unknown> {
  const readBytes = express.raw({
    limit,
    type: 'application/json',
    // Of a packed body only its content's size is known, and only after unpacking.
    inflate: false,
  });
  return async (request, response) => {
    await new Promise<void>((resolve, reject) => {
      readBytes(request, response, (error?: unknown) =>
        error ? reject(refusal(error, limit)) : resolve(),
      );
    });
    const bytes: unknown = request.body;
    return Buffer.isBuffer(bytes) && bytes.length > 0 ? parse(bytes) : {};
  };
}

/** What the library says of it holds fields of its own. */
function refusal(error: unknown, limit: number): Error {
  const { message } = toError(error);
  const status: unknown = Reflect.get(toError(error), 'status');
  if (typeof status !== 'number') {
    return toError(error);
  }
  return new BodyRefused(
    status,
    status === 413
      ? `body: a request here has ${limit} bytes at most.`
      : `body: ${message}.`,
  );
}

function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) {
    throw new InputError('body: JSON is sent as UTF-8.');
  }
  checkJson(bytes);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new InputError(
      `body: this is no JSON: ${toError(error).message.slice(0, 200)}`,
    );
  }
}
