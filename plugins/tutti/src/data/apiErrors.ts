import { ResponseError } from '@backstage/errors';
import { Problem, RefusedError } from '@tutti/plugin-tutti-common';

/** The problems with which the server refused something; undefined for any other error. */
export function problemsOf(error: unknown): Problem[] | undefined {
  return error instanceof RefusedError ? error.problems : undefined;
}

/** What the server said, rather than that it said something. */
export function messageOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}

/** Is the thing not there, or hidden from this user? */
export function isNotFound(error: Error): boolean {
  return error instanceof ResponseError
    ? error.statusCode === 404
    : error.name === 'NotFoundError';
}
