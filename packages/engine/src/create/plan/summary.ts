import { Action, PlanSummary } from '../../model';
import { StepDraft } from '../draft/draft';

/** The old one of a replace is part of that replace, not a second change. */
export function summaryOf(steps: StepDraft[]): PlanSummary {
  return countActions(
    steps
      .filter(step => !(step.kind === 'resource-removal' && step.replaced))
      .map(({ decision }) => decision.action),
  );
}

export function countActions(actions: Action[]): PlanSummary {
  const summary: Record<Action, number> = {
    create: 0,
    update: 0,
    replace: 0,
    keep: 0,
    hold: 0,
    adopt: 0,
    retain: 0,
    destroy: 0,
  };
  for (const action of actions) {
    summary[action]++;
  }
  return summary;
}
