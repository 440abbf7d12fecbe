import { Result } from '../model';
import { StepError } from './failures';

/** A problem that the plan did not have ends the step. @throws StepError with its code */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) {
    return result.value;
  }
  const [first, ...others] = result.problems;
  throw new StepError(
    others.length > 0
      ? `${first.message} (and ${others.length} more problems)`
      : first?.message ?? 'it cannot be made',
    first?.code ?? 'InternalError',
  );
}
