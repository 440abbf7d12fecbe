import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** One value in the query of the URL; the default is not written there. */
export function useUrlState(
  name: string,
  initial = '',
): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const value = params.get(name) ?? initial;
  const set = useCallback(
    (next: string) =>
      setParams(
        current => {
          const changed = new URLSearchParams(current);
          if (next === initial) changed.delete(name);
          else changed.set(name, next);
          return changed;
        },
        { replace: true },
      ),
    [setParams, name, initial],
  );
  return [value, set];
}
