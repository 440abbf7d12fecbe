import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';

/** Both sides, from the address; they change together, or one would be lost. */
export function useSides(): [
  { left: string; right: string },
  (left: string, right: string) => void,
] {
  const [params, setParams] = useAppSearchParams();
  const set = useCallback(
    (left: string, right: string) =>
      setParams(
        current => {
          current.set('left', left);
          current.set('right', right);
          return current;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [
    { left: params.get('left') ?? '', right: params.get('right') ?? '' },
    set,
  ];
}
