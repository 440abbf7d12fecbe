import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';

/**
 * One value in the query of the URL; the default is not written there. With `push` each value
 * is a step of its own, to which the browser's Back returns.
 */
export function useUrlState(
  name: string,
  initial = '',
  history: 'replace' | 'push' = 'replace',
): [string, (value: string) => void] {
  const [params, setParams] = useAppSearchParams();
  const value = params.get(name) ?? initial;
  const set = useCallback(
    (next: string) =>
      setParams(
        current => {
          if (next === initial) current.delete(name);
          else current.set(name, next);
          return current;
        },
        { replace: history === 'replace' },
      ),
    [setParams, name, initial, history],
  );
  return [value, set];
}
