import { JsonObject } from '@tutti/engine';
import {
  at,
  objectsAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';

/** What the cluster says of one work. */
export interface JobState {
  /** `suspended`: nothing of it has run. `ended`: nothing of it runs any more. */
  phase: 'suspended' | 'active' | 'ended';
  pod?: {
    name: string;
    /** The program runs, or has run. */
    begun: boolean;
    /** Why it does not begin, or how it ended: for people. */
    why?: string;
  };
}

/** @param pod - of the Job, where there is one */
export function judgeJob(job: JsonObject, pod?: JsonObject): JobState {
  return { phase: phaseOf(job, pod), ...(pod && { pod: judgePod(job, pod) }) };
}

function phaseOf(
  job: JsonObject,
  pod: JsonObject | undefined,
): JobState['phase'] {
  const ended = objectsAt(job, 'status', 'conditions').some(
    condition =>
      ['Complete', 'Failed'].includes(textAt(condition, 'type') ?? '') &&
      condition.status === 'True',
  );
  if (ended && !isRunning(pod)) return 'ended';
  return at(job, 'spec', 'suspend') === true && !pod ? 'suspended' : 'active';
}

function judgePod(
  job: JsonObject,
  pod: JsonObject,
): NonNullable<JobState['pod']> {
  const [container] = objectsAt(pod, 'status', 'containerStatuses');
  const why = whyOf(job, pod, container);
  return {
    name: textAt(pod, 'metadata', 'name') ?? '',
    begun:
      at(container, 'state', 'running') !== undefined ||
      at(container, 'state', 'terminated') !== undefined,
    ...(why !== undefined && { why }),
  };
}

function whyOf(
  job: JsonObject,
  pod: JsonObject,
  container: JsonObject | undefined,
): string | undefined {
  const failed = objectsAt(job, 'status', 'conditions').find(
    ({ type, status, reason }) =>
      type === 'Failed' && status === 'True' && reason === 'DeadlineExceeded',
  );
  if (failed) return 'it took longer than it may';
  const ended = at(container, 'state', 'terminated');
  if (ended !== undefined) {
    return `its container ended with ${
      textAt(ended, 'reason') ?? 'no reason'
    } (${at(ended, 'exitCode') ?? 'no exit code'})`;
  }
  const evicted = textAt(pod, 'status', 'message');
  if (evicted !== undefined) return evicted;
  const waiting = at(container, 'state', 'waiting');
  if (waiting !== undefined) {
    return [textAt(waiting, 'reason'), textAt(waiting, 'message')]
      .filter(part => part !== undefined)
      .join(': ');
  }
  const unscheduled = objectsAt(pod, 'status', 'conditions').find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  return textAt(unscheduled, 'message');
}

function isRunning(pod: JsonObject | undefined): boolean {
  const phase = textAt(pod, 'status', 'phase');
  return pod !== undefined && phase !== 'Succeeded' && phase !== 'Failed';
}
