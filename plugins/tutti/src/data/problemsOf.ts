import { ResponseError } from '@backstage/errors';
import { Problem, RefusedError } from '@tutti/plugin-tutti-common';

/** The problems with which the server refused something; undefined for any other error. */
export function problemsOf(error: unknown): Problem[] | undefined {
  return error instanceof RefusedError ? error.problems : undefined;
}

/** Is the thing not there, or hidden from this user? */
export function isNotFound(error: Error): boolean {
  return error instanceof ResponseError
    ? error.statusCode === 404
    : error.name === 'NotFoundError';
}
