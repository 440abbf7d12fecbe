import { TargetCall, TargetError } from '@tutti/engine';

/**
 * Waits no longer than a call may take. What is waited for goes on: a first copy of a large repository is there
 * when somebody asks again.
 */
export async function within<T>(
  { signal, timeoutMs }: TargetCall,
  who: string,
  work: Promise<T>,
): Promise<T> {
  let stop = () => {};
  const over = new Promise<never>((_, reject) => {
    const late = () =>
      reject(
        new TargetError(
          `${who} did not answer within ${Math.ceil(timeoutMs / 1000)} s`,
          'timeout',
          true,
        ),
      );
    const timer = setTimeout(late, timeoutMs);
    signal.addEventListener('abort', late, { once: true });
    if (signal.aborted) late();
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', late);
    };
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    stop();
    // Nobody may be there any more to hear how it ended.
    work.catch(() => {});
    over.catch(() => {});
  }
}
