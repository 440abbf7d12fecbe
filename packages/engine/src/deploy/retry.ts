/** Longer pauses help nobody who waits for a deployment. */
const LONGEST_PAUSE_MS = 30_000;

export interface Retrying {
  /** Tries in all, the first included. */
  attempts: number;
  /** Before the second try; doubled for each further one, and shortened by chance up to a half. */
  backoffMs: number;
  /** Whether a later try may go better. */
  mayHelp(error: unknown): boolean;
  /** How long the other side asked us to wait, when it did. */
  askedPauseMs?(error: unknown): number | undefined;
  /** Told before the pause; `attempt` counts from 2. */
  onRetry?(attempt: number, error: unknown): void;
  /** What it throws ends the tries. */
  sleep(milliseconds: number): Promise<void>;
  /** Looks again before the next try; what it throws ends the tries. */
  beforeRetry?(): Promise<void>;
}

/** Makes a call until it succeeds, or no further try may help. The only loop of its kind. */
export async function retry<T>(
  call: () => Promise<T>,
  how: Retrying,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= how.attempts || !how.mayHelp(error)) {
        throw error;
      }
      how.onRetry?.(attempt + 1, error);
      await how.sleep(
        how.askedPauseMs?.(error) ?? pauseMs(how.backoffMs, attempt),
      );
      await how.beforeRetry?.();
    }
  }
}

/** By chance, so that those who failed together do not come back together. */
function pauseMs(backoffMs: number, attempt: number): number {
  const longest = Math.min(backoffMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
  return Math.round(longest * (1 - Math.random() / 2));
}
