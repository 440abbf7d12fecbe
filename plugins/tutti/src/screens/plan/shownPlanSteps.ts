import { compareNames, PlanStep } from '@tutti/plugin-tutti-common';

type Action = PlanStep['action'];

/** From what costs most to what costs nothing. */
const WEIGHT: Action[] = [
  'destroy',
  'replace',
  'hold',
  'retain',
  'detach',
  'adopt',
  'update',
  'create',
  'keep',
];

/** The actions that there are, the heaviest first. */
export function actionsOf(steps: PlanStep[]): Action[] {
  return WEIGHT.filter(action => steps.some(step => step.action === action));
}

export const SORTED = ['name', 'action'] as const;

/** Steps of one action (absent: of each), by name or by what costs most. */
export function shownPlanSteps(
  steps: PlanStep[],
  wanted: {
    action?: string;
    sort: (typeof SORTED)[number];
    nameOf(step: PlanStep): string;
  },
): PlanStep[] {
  const { action, sort, nameOf } = wanted;
  const rank = (step: PlanStep) =>
    sort === 'action' ? WEIGHT.indexOf(step.action) : 0;
  return steps
    .filter(step => !action || step.action === action)
    .sort((a, b) => rank(a) - rank(b) || compareNames(nameOf(a), nameOf(b)));
}
