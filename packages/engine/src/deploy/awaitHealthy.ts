import {
  Clock,
  HealthCause,
  ObjectHealth,
  ObjectRef,
  TargetError,
} from '../model';
import { StepError } from './failures';
import { HealthRounds } from './HealthRounds';
import { RunLimits } from './ports';

/**
 * A claim is bound when its first pod is scheduled: to wait for it before the workload that uses
 * it would never end.
 */
const NEVER_AWAITED = new Set(['PersistentVolumeClaim']);

/**
 * Asks until all objects are healthy. One that failed ends the wait at once, with its cause;
 * so does the deadline. A target that does not answer meanwhile is asked again.
 *
 * @param tell called with one line for people, and the best known cause, whenever the line changes
 * @throws StepError `Unhealthy` or `HealthTimeout`
 */
export async function awaitHealthy(
  refs: ObjectRef[],
  rounds: HealthRounds,
  clock: Clock,
  limits: RunLimits,
  tell: (said: { message: string; cause?: HealthCause }) => void,
): Promise<void> {
  const awaited = refs.filter(({ kind }) => !NEVER_AWAITED.has(kind));
  if (awaited.length === 0) {
    return;
  }
  const deadline = clock.now() + limits.healthTimeoutMs;
  let told: string | undefined;
  for (;;) {
    const { healths, silence } = await ask(awaited, rounds);
    const failed = healths.find(({ status }) => status === 'failed');
    if (failed) {
      throw new StepError(
        `${named(failed)}: ${failed.cause?.message ?? failed.message}`,
        'Unhealthy',
        failed.cause,
      );
    }
    const unready = healths.filter(({ status }) => status !== 'healthy');
    if (!silence && unready.length === 0) {
      return;
    }
    const message = silence ?? progress(unready);
    const cause = unready.find(each => each.cause)?.cause;
    if (clock.now() >= deadline) {
      throw new StepError(
        `not healthy after ${duration(limits.healthTimeoutMs)}: ${message}`,
        'HealthTimeout',
        cause,
      );
    }
    if (message !== told) {
      tell({ message, ...(cause && { cause }) });
      told = message;
    }
  }
}

async function ask(
  refs: ObjectRef[],
  rounds: HealthRounds,
): Promise<{ healths: ObjectHealth[]; silence?: string }> {
  try {
    return { healths: await rounds.ask(refs) };
  } catch (error) {
    if (error instanceof TargetError && error.retryable) {
      return { healths: [], silence: error.message };
    }
    throw error;
  }
}

/** The line of the one object that is waited for, or of the first and how many more. */
function progress(unready: ObjectHealth[]): string {
  const [first, ...others] = unready;
  if (others.length === 0) {
    return unready.length > 0 && first.ready
      ? first.message
      : `${named(first)}: ${first.message}`;
  }
  return `${named(first)}: ${first.message}, and ${others.length} more`;
}

function named({ ref }: ObjectHealth): string {
  return `${ref.kind} ${ref.name}`;
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.round(seconds / 60);
  if (seconds < 120) {
    return `${seconds} seconds`;
  }
  return minutes < 120
    ? `${minutes} minutes`
    : `${Math.round(minutes / 60)} hours`;
}
