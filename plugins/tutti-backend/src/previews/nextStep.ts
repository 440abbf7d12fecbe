import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { Closing } from '../store';

/** What is known of a preview that goes, and of its environment. Times are milliseconds. */
export interface ClosingFacts {
  closing: Closing;
  /** Deployments that are not over. */
  unfinished: { id: string; status: DeploymentStatus; destroys: boolean }[];
  /** Of the deployment that destroys it, as soon as there is one: how it stands, and why it failed. */
  destruction?: { status: DeploymentStatus; failure?: string };
  /** What it still has, in words. */
  left: { running: string[]; retained: string[] };
  now: number;
}

export type NextStep =
  /** So that nothing more is made of it. */
  | { kind: 'cancel'; ids: string[] }
  | { kind: 'wait'; until: number }
  | { kind: 'destroy' }
  /** Nothing of it is left. */
  | { kind: 'forget' }
  /** It could not be destroyed; that is tried again. */
  | { kind: 'retry'; failure: string; at: number };

const LOOK_AGAIN_MS = 1_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 60 * 60_000;

/** How a preview comes to its end, from whatever it is doing. */
export function nextStep(facts: ClosingFacts): NextStep {
  const { closing, unfinished, destruction, left, now } = facts;
  if (unfinished.length > 0) {
    const running = unfinished.filter(
      ({ destroys, status }) => !destroys && status !== 'cancelling',
    );
    return running.length > 0
      ? { kind: 'cancel', ids: running.map(({ id }) => id) }
      : { kind: 'wait', until: now + LOOK_AGAIN_MS };
  }
  if (left.running.length + left.retained.length === 0) {
    return { kind: 'forget' };
  }
  if (!destruction) {
    return { kind: 'destroy' };
  }
  return {
    kind: 'retry',
    at: now + retryAfterMs(closing.attempts),
    failure:
      destruction.status === 'succeeded'
        ? `It still has ${[...left.running, ...left.retained].join(
            ', ',
          )}. Destroy or detach these by hand.`
        : destruction.failure ?? `Its destruction is ${destruction.status}.`,
  };
}

/** One minute, two, four, and so on, to an hour. */
export function retryAfterMs(attempts: number): number {
  return Math.min(
    FIRST_RETRY_MS * 2 ** Math.min(attempts, 10),
    LONGEST_RETRY_MS,
  );
}
