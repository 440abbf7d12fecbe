import { compareNames, WorkloadSummary } from '@tutti/plugin-tutti-common';
import { holdsWords } from '../../../ui/FindField';
import { resourceName } from './needs';

export const SHOWN = ['all', 'problems', 'noImage', 'repository'] as const;
export type ShownWorkloads = (typeof SHOWN)[number];

export const SORTED = ['name', 'problems', 'needs'] as const;
export type SortedWorkloads = (typeof SORTED)[number];

function fits(workload: WorkloadSummary, show: ShownWorkloads): boolean {
  switch (show) {
    case 'problems':
      return workload.problems.length > 0;
    case 'noImage':
      return Object.values(workload.images).includes('.');
    case 'repository':
      return workload.source.kind === 'repository';
    case 'all':
    default:
      return true;
  }
}

/** What somebody can look for: its name, its images, what it needs. */
function wordsOf(workload: WorkloadSummary): string {
  return [
    workload.name,
    ...Object.values(workload.images),
    ...workload.resources.map(resourceName),
  ].join(' ');
}

const RANKS: Record<SortedWorkloads, (workload: WorkloadSummary) => number> = {
  name: () => 0,
  problems: ({ problems }) => -problems.length,
  needs: ({ resources }) => -resources.length,
};

/** Those to show, by name or by what there is most of. */
export function shownWorkloads(
  workloads: WorkloadSummary[],
  wanted: { show: ShownWorkloads; find: string; sort: SortedWorkloads },
): WorkloadSummary[] {
  const { show, find, sort } = wanted;
  const rank = RANKS[sort];
  return workloads
    .filter(each => fits(each, show) && holdsWords(wordsOf(each), find))
    .sort((a, b) => rank(a) - rank(b) || compareNames(a.name, b.name));
}
