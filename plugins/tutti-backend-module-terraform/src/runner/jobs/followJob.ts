import { DriverError, TargetError } from '@tutti/engine';
import { JobCluster } from './JobCluster';
import { JobState } from './JobState';
import { PodLog } from './PodLog';
import { SharedLook } from './SharedLook';

/** A cluster that does not answer for so long: nobody can know what runs there. */
const SILENCE_MS = 5 * 60_000;

export interface FollowedJob {
  /** As it was last seen; absent where it was gone from the begin. */
  last?: JobState;
  /** It is there no more. */
  gone: boolean;
  /** Why it was deleted here, where it was. */
  deleted?: 'asked' | 'neverBegan';
}

/**
 * Looks at a Job until nothing of it runs any more, and deletes it when the signal aborts, or when its pod does not
 * begin.
 *
 * @throws DriverError when the cluster does not answer; TargetError when it refuses.
 */
export async function followJob(
  given: {
    look: SharedLook<Map<string, JobState>>;
    cluster: Pick<JobCluster, 'begin' | 'removeJob'>;
    startSeconds: number;
  },
  name: string,
  signal: AbortSignal,
  log: PodLog,
): Promise<FollowedJob> {
  const { look, cluster, startSeconds } = given;
  const began = performance.now();
  let heard = began;
  let last: JobState | undefined;
  let deleted: FollowedJob['deleted'];
  for (;;) {
    try {
      if (signal.aborted && !deleted) {
        await cluster.removeJob(name);
        deleted = 'asked';
      }
      const state = (await look.next()).get(name);
      heard = performance.now();
      if (!state) return { ...(last && { last }), gone: true, deleted };
      last = state;
      if (state.pod?.begun) log.follow(state.pod.name);
      if (state.phase === 'ended') return { last, gone: false, deleted };
      // Whoever made it was gone before it could begin it.
      if (state.phase === 'suspended' && !deleted) await cluster.begin(name);
      const isLate = performance.now() - began > startSeconds * 1000;
      if (isLate && !state.pod?.begun && !deleted) {
        await cluster.removeJob(name);
        deleted = 'neverBegan';
      }
    } catch (error) {
      if (!(error instanceof TargetError) || !error.retryable) throw error;
      if (performance.now() - heard > SILENCE_MS) {
        throw new DriverError(
          `What became of Job ${name} is not known: ${error.message}`,
        );
      }
    }
  }
}
