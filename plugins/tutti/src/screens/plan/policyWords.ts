import type { PolicyFinding } from '@tutti/plugin-tutti-common';
import type { SeenState } from '../../states/words';

export function findingState(finding: PolicyFinding): SeenState {
  const { outcome, effect } = finding;
  if (outcome === 'pass') return { mark: 'good', word: 'Passes' };
  if (outcome === 'pending') {
    return {
      mark: 'waiting',
      word: 'Decided while it runs',
      detail: 'It looks at something that is not known yet.',
    };
  }
  return effect === 'deny'
    ? { mark: 'bad', word: 'Denies' }
    : { mark: 'warning', word: 'Warns' };
}

/** `1 denial, 1 warning, 5 passed, 1 pending`. */
export function policySummary(findings: PolicyFinding[]): string {
  const count = (test: (finding: PolicyFinding) => boolean) =>
    findings.filter(test).length;
  const broken = (effect: PolicyFinding['effect']) =>
    count(each => each.outcome === 'broken' && each.effect === effect);
  const denials = broken('deny');
  const warnings = broken('warn');
  const passes = count(each => each.outcome === 'pass');
  const pending = count(each => each.outcome === 'pending');
  const parts = [
    denials > 0 && `${denials} ${denials === 1 ? 'denial' : 'denials'}`,
    warnings > 0 && `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    passes > 0 && `${passes} passed`,
    pending > 0 && `${pending} pending`,
  ];
  return parts.filter(Boolean).join(', ') || 'none apply';
}
