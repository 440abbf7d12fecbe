import { toError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * One thing that a person asked for: whether it is under way, and why it failed. `run` gives
 * true when it was done.
 */
export function useDoing() {
  const [doing, setDoing] = useState(false);
  const [error, setError] = useState<Error>();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const run = useCallback(async (action: () => Promise<unknown>) => {
    setDoing(true);
    setError(undefined);
    try {
      await action();
      return true;
    } catch (failure) {
      if (here.current) setError(toError(failure));
      return false;
    } finally {
      if (here.current) setDoing(false);
    }
  }, []);
  const forget = useCallback(() => setError(undefined), []);
  return { doing, error, run, forget };
}
