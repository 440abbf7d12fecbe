import { setTimeout as wait } from 'node:timers/promises';
import { retry } from '@tutti/engine';
import { isTransient } from './isTransient';

/** About four seconds in all: less than a lease has left when it was renewed in time. */
const ATTEMPTS = 5;
const BACKOFF_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** Makes a call again while what failed may come back. Ends early when the signal aborts. */
export function patiently<T>(
  call: () => Promise<T>,
  options: {
    signal?: AbortSignal;
    /** In all. Infinite: until the signal aborts. */
    attempts?: number;
    onRetry?(attempt: number, error: unknown): void;
  } = {},
): Promise<T> {
  const { signal, attempts = ATTEMPTS, onRetry } = options;
  return retry(call, {
    attempts,
    backoffMs: BACKOFF_MS,
    mayHelp: error => !signal?.aborted && isTransient(error),
    ...(onRetry && { onRetry }),
    sleep: async milliseconds => {
      await wait(Math.min(milliseconds, LONGEST_PAUSE_MS), undefined, {
        ...(signal && { signal }),
      });
    },
  });
}
