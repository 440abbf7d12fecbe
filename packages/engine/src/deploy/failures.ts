import {
  AlreadyOwned,
  DriverError,
  ExactPlan,
  FenceLost,
  HealthCause,
  TargetError,
} from '../model';

/** A step cannot go on; what it needs to say to the person who reads it. */
export class StepError extends Error {
  readonly name = 'StepError';

  constructor(
    message: string,
    readonly code: string,
    readonly cause?: HealthCause,
  ) {
    super(message);
  }
}

/** The run found what the plan did not say (docs/reference/semantics.md, Plan, "Exactly the reviewed plan"). */
export class PlanDiverged extends Error {
  readonly name = 'PlanDiverged';
}

/** What the driver would do is known now, and somebody has to review it before it is done. */
export class ReviewNeeded extends Error {
  readonly name = 'ReviewNeeded';

  constructor(readonly exact: ExactPlan) {
    super('it waits for a review');
  }
}

/** A person cancelled while the step was at work. */
export class Cancelled extends Error {
  readonly name = 'Cancelled';
}

/** The step is ready, and waited for a delivery that is not made. */
export class NotDelivered extends Error {
  readonly name = 'NotDelivered';
}

/** This worker must not write any more: its lease ran out, or it is shutting down. */
export class Interrupted extends Error {
  readonly name = 'Interrupted';
}

/** Ends the whole run at once: somebody else may be writing already. */
export function endsRun(error: unknown): error is FenceLost | Interrupted {
  return error instanceof FenceLost || error instanceof Interrupted;
}

/** Stable code of a failure, for machines; the message is for people. */
export function codeOf(error: unknown): string {
  if (error instanceof StepError) {
    return error.code;
  }
  if (error instanceof PlanDiverged) {
    return 'PlanDiverged';
  }
  if (error instanceof Cancelled) {
    return 'Cancelled';
  }
  if (error instanceof DriverError) {
    return error.code;
  }
  if (error instanceof TargetError) {
    return `Target${error.code[0].toUpperCase()}${error.code.slice(1)}`;
  }
  if (error instanceof AlreadyOwned) {
    return 'AlreadyOwned';
  }
  return 'InternalError';
}

/** What people read of an error that nobody foresaw: the error's own words may hold anything. */
export function unforeseenMessage(errorId: string): string {
  return `Something went wrong that Tutti did not foresee. The log of the backend tells more under the error id ${errorId}.`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function traceOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}

/** The same call may succeed later. */
export function isRetryable(error: unknown): boolean {
  return (
    (error instanceof TargetError || error instanceof DriverError) &&
    error.retryable
  );
}
