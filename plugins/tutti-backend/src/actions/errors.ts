import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { FaultLog, isForCallers, tellFault } from '../faults';
import { Refused, StalePlan, Told, TooManyRequests } from '../services/errors';
import { problemText } from './words';

/** Of a refusal: the first are enough to go on with. */
const MOST_PROBLEMS = 20;

/**
 * An error as an action tells it. Whoever calls through MCP sees only the words of Backstage's own
 * kinds of errors: ours become the nearest of them with the same sentences, problems with their ways out.
 */
export function errorForActions(
  error: unknown,
  during: string,
  faults: FaultLog,
): Error {
  if (error instanceof Refused) {
    return new InputError(refusalText(error));
  }
  if (error instanceof StalePlan) {
    return new ConflictError(`${error.message}. Make a new plan.`);
  }
  if (error instanceof TooManyRequests) {
    return new ServiceUnavailableError(error.message);
  }
  if (error instanceof Error && isForCallers(error)) {
    return error instanceof Told
      ? new ServiceUnavailableError(error.message)
      : error;
  }
  const told = tellFault(faults, during, error);
  return told instanceof Told
    ? new ServiceUnavailableError(told.message)
    : told;
}

function refusalText({ message, problems }: Refused): string {
  const told = problems.slice(0, MOST_PROBLEMS).map(problemText);
  const more = problems.length - told.length;
  return [
    message,
    ...told.map(text => `- ${text}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
}
