import { Action, PlanSummary } from '../../model';
import { StepDraft } from '../draft/draft';
import { lossesIn } from '../draft/infrastructure';

/**
 * The old one of a replace is part of that replace, not a second change. What a resource that holds data
 * would lose although it goes on is counted as replaced.
 */
export function summaryOf(steps: StepDraft[]): PlanSummary {
  const summary = countActions(
    steps
      .filter(step => !(step.kind === 'resource-removal' && step.replaced))
      .map(({ decision }) => decision.action),
  );
  const lost = steps.flatMap(step =>
    step.kind === 'resource' && step.continuity.kind !== 'replace'
      ? lossesIn(step, step.infrastructure?.changes)
      : [],
  );
  return { ...summary, replace: summary.replace + lost.length };
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
    detach: 0,
    destroy: 0,
  };
  for (const action of actions) {
    summary[action]++;
  }
  return summary;
}
