import { ResponseError } from '@backstage/errors';
import { Problem, RefusedError } from '@tutti/plugin-tutti-common';
import type { Translate } from '../translation';

/** The problems with which the server refused something; undefined for any other error. */
export function problemsOf(error: unknown): Problem[] | undefined {
  return error instanceof RefusedError ? error.problems : undefined;
}

/** Nobody answered: the network is cut, or the backend is not there. */
export function isUnreachable(error: Error): boolean {
  return error instanceof ResponseError
    ? [502, 503, 504].includes(error.statusCode)
    : error.name === 'TypeError' && /fetch|network/i.test(error.message);
}

/** What the server said, rather than that it said something. */
export function messageOf(t: Translate, error: Error): string {
  if (isUnreachable(error)) return t('ui.unreachable');
  return error instanceof ResponseError ? error.cause.message : error.message;
}

/** Is the thing not there, or hidden from this user? */
export function isNotFound(error: Error): boolean {
  return error instanceof ResponseError
    ? error.statusCode === 404
    : error.name === 'NotFoundError';
}
