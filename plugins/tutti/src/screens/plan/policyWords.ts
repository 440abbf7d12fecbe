import type { PlanContents, PolicyFinding } from '@tutti/plugin-tutti-common';
import type { SeenState } from '../../states/words';
import type { Translate } from '../../translation';

export function findingState(t: Translate, finding: PolicyFinding): SeenState {
  const { outcome, effect } = finding;
  if (outcome === 'pass') return { mark: 'good', word: t('plan.passes') };
  if (outcome === 'pending') {
    return {
      mark: 'waiting',
      word: t('plan.decidedLater'),
      detail: t('plan.decidedLaterWhy'),
    };
  }
  return effect === 'deny'
    ? { mark: 'bad', word: t('plan.denies') }
    : { mark: 'warning', word: t('plan.warns') };
}

/** `1 denial, 1 warning, 5 passed, 1 pending`. */
export function policySummary(
  t: Translate,
  { denials, warnings, passes, pending }: PlanContents['policies'],
): string {
  const parts = [
    denials > 0 && t('plan.denials', { count: denials }),
    warnings > 0 && t('plan.policyWarnings', { count: warnings }),
    passes > 0 && t('plan.passed', { n: String(passes) }),
    pending > 0 && t('plan.undecided', { n: String(pending) }),
  ];
  return parts.filter(Boolean).join(', ') || t('plan.noneApply');
}
