import { ResponseError } from '@backstage/errors';
import type { Problem } from '@tutti/engine';

/** What the server refused, with every problem that stands against it (422). */
export abstract class RefusedError extends Error {
  constructor(message: string, readonly problems: Problem[]) {
    super(message);
  }
}

/** The plan cannot be made: bad Score, no match, a cycle … */
export class PlanRefusedError extends RefusedError {
  readonly name = 'PlanRefusedError';
}

/** The Score text is not valid; the last good text stays in use. */
export class WorkloadRefusedError extends RefusedError {
  readonly name = 'WorkloadRefusedError';
}

/**
 * What moved since a plan was made, in sentences, when `error` is the server's
 * `409 StalePlan`; undefined for every other error.
 */
export function stalePlanMoves(error: unknown): string[] | undefined {
  if (!(error instanceof ResponseError) || error.cause.name !== 'StalePlan') {
    return undefined;
  }
  const moved: unknown = Reflect.get(error.cause, 'moved');
  return Array.isArray(moved) ? moved.map(String) : [];
}

/** Under which the log of the backend tells more, when nobody foresaw `error`. */
export function errorIdOf(error: unknown): string | undefined {
  if (!(error instanceof ResponseError)) return undefined;
  const id: unknown = Reflect.get(error.cause, 'errorId');
  return typeof id === 'string' ? id : undefined;
}
