import { useAppSearchParams } from '@backstage/frontend-plugin-api';

/** What of a workload is looked at; without one, its Score text. */
export const PARTS = ['score', 'versions', 'source', 'remove'] as const;
export type WorkloadPart = (typeof PARTS)[number];

/** The workload whose dialog is open, and which one; both stand in the address. */
export function useOpenedWorkload() {
  const [params, setParams] = useAppSearchParams();
  const part = params.get('part');
  const set = (workload: string, next: WorkloadPart) =>
    setParams(
      current => {
        current.delete('workload');
        current.delete('part');
        if (workload) current.set('workload', workload);
        if (workload && next !== 'score') current.set('part', next);
        return current;
      },
      { replace: true },
    );
  return {
    workload: params.get('workload') ?? '',
    part: PARTS.find(each => each === part) ?? 'score',
    open: set,
    close: () => set('', 'score'),
  };
}
