import { ObjectKey, PlanRequest, Problem } from '../../model';
import { StepDraft } from './draft';

/** A repair touches nothing but what it puts back. */
export function isLeftOut(
  { repair }: Pick<PlanRequest, 'repair'>,
  key: ObjectKey,
): boolean {
  return repair !== undefined && !repair.includes(key);
}

/**
 * What a repair would do beside putting back what was applied: then it is no repair, but a deployment
 * that somebody has to look at as such.
 */
export function beyondRepair(
  { repair }: Pick<PlanRequest, 'repair'>,
  steps: StepDraft[],
): Problem[] {
  if (!repair) {
    return [];
  }
  return steps.flatMap(step => {
    const { address, decision } = step;
    const isMoved = 'comparison' in step && step.comparison.kind === 'changed';
    const isMore =
      decision.work &&
      (isMoved || !['update', 'hold', 'create'].includes(decision.action));
    const isNew = decision.action === 'create' && step.kind !== 'target';
    return isMore || isNew
      ? [
          {
            severity: 'error' as const,
            code: 'RepairNeedsDeployment',
            message: `${address} cannot be put back by itself: what it is made from is not what it was when it was applied.`,
            hint: 'Plan a deployment: it puts back what others changed, too.',
            address,
          },
        ]
      : [];
  });
}
