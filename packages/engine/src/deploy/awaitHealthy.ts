import { ObjectHealth, ObjectRef, Target, TargetError } from '../model';
import { StepError } from './failures';
import { RunLimits } from './ports';
import { Watch } from './Watch';

/**
 * A claim is bound when its first pod is scheduled: to wait for it before the workload that uses
 * it would never end.
 */
const NEVER_AWAITED = new Set(['PersistentVolumeClaim']);

/**
 * Asks until all objects are healthy. One that failed ends the wait at once, with its cause;
 * so does the deadline. A target that does not answer meanwhile is asked again.
 *
 * @param tell called with one line for people whenever it changes
 * @throws StepError `Unhealthy` or `HealthTimeout`
 */
export async function awaitHealthy(
  refs: ObjectRef[],
  target: Target,
  watch: Watch,
  limits: RunLimits,
  tell: (message: string) => void,
): Promise<void> {
  const awaited = refs.filter(({ kind }) => !NEVER_AWAITED.has(kind));
  if (awaited.length === 0) {
    return;
  }
  let told: string | undefined;
  for (let waited = 0; ; waited += limits.healthPollMs) {
    const { healths, silence } = await ask(awaited, target, watch);
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
    if (waited >= limits.healthTimeoutMs) {
      throw new StepError(
        `not healthy after ${duration(limits.healthTimeoutMs)}: ${message}`,
        'HealthTimeout',
        unready.find(({ cause }) => cause)?.cause,
      );
    }
    if (message !== told) {
      tell(message);
      told = message;
    }
    await watch.sleep(limits.healthPollMs);
  }
}

async function ask(
  refs: ObjectRef[],
  target: Target,
  watch: Watch,
): Promise<{ healths: ObjectHealth[]; silence?: string }> {
  const call = watch.call();
  try {
    return { healths: await target.health(refs, call) };
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
  return seconds < 120
    ? `${seconds} seconds`
    : `${Math.round(seconds / 60)} minutes`;
}
