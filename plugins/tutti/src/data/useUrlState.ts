import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';

/** One value in the query of the URL; the default is not written there. */
export function useUrlState(
  name: string,
  initial = '',
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
        { replace: true },
      ),
    [setParams, name, initial],
  );
  return [value, set];
}
