import { compareNames, DeploymentStep } from '@tutti/plugin-tutti-common';

export const ORDERED = ['run', 'name', 'state', 'took'] as const;
export type Ordered = (typeof ORDERED)[number];

/** What needs somebody first, what is under way next. */
const URGENCY: DeploymentStep['status'][] = [
  'failed',
  'diverged',
  'running',
  'waiting',
  'pending',
];

function urgency({ status }: DeploymentStep): number {
  const at = URGENCY.indexOf(status);
  return at < 0 ? URGENCY.length : at;
}

function tookMs({ startedAt, finishedAt }: DeploymentStep): number {
  return startedAt && finishedAt
    ? Date.parse(finishedAt) - Date.parse(startedAt)
    : 0;
}

/** As a list: in the order of the run, by name, what needs somebody first, or the slowest first. */
export function orderedSteps(
  steps: DeploymentStep[],
  order: Ordered,
): DeploymentStep[] {
  const sorted = [...steps];
  switch (order) {
    case 'name':
      return sorted.sort((a, b) => compareNames(a.address, b.address));
    case 'state':
      return sorted.sort((a, b) => urgency(a) - urgency(b));
    case 'took':
      return sorted.sort((a, b) => tookMs(b) - tookMs(a));
    case 'run':
    default:
      return sorted;
  }
}
