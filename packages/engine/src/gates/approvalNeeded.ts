import { durationMs, EnvironmentType, Plan, Unknown, Value } from '../model';
import { celVariables, judge, Judgement } from '../create/cel';
import { contextView, RuleContext } from '../create/workload';
import { ReleaseChange } from './releaseChanges';

/** What a rule for approvals may look at; leaves that nobody knows yet are Unknown. */
export interface ApprovalQuestion {
  plan: Pick<Plan, 'summary' | 'destroys' | 'policies'>;
  /** Against the last success. */
  changes: ReleaseChange[] | Unknown;
  context: RuleContext;
}

export type ApprovalNeed =
  | { needed: false; reason: string }
  | {
      needed: true;
      reason: string;
      quorum: number;
      groups: string[];
      self: boolean;
      expiresAfterMs: number;
    };

/** What a `when` of an approval reads. */
export const APPROVAL_VARIABLES = ['context', 'plan', 'release'];

/**
 * Whether somebody has to agree before this plan may run (docs/reference/semantics.md, Approval).
 * A rule that cannot be judged, or not yet, asks for it.
 */
export function approvalNeeded(
  type: Pick<EnvironmentType, 'name' | 'title' | 'approval'>,
  question: ApprovalQuestion,
): ApprovalNeed {
  const { required, when, quorum, groups, self, expiresAfter } = type.approval;
  const name = type.title ?? type.name;
  const needed = (reason: string): ApprovalNeed => ({
    needed: true,
    reason,
    quorum,
    groups,
    self,
    expiresAfterMs: durationMs(expiresAfter),
  });
  if (required) {
    return needed(`${name} asks for an approval of every deployment.`);
  }
  if (when === undefined) {
    return { needed: false, reason: `${name} asks for no approvals.` };
  }
  const rule = `${name} asks for an approval where ${when}`;
  const judgement = judge(when, celVariables(variablesOf(question)));
  return judgement.outcome === 'false'
    ? { needed: false, reason: `${rule}; here it is not so.` }
    : needed(`${rule}${asTold(judgement)}.`);
}

function asTold(judgement: Exclude<Judgement, { outcome: 'false' }>): string {
  switch (judgement.outcome) {
    case 'pending':
      return `; here that depends on ${judgement.on.from}, which is known only after apply`;
    case 'error':
      return `; here that cannot be judged: ${judgement.message}`;
    default:
      return '';
  }
}

function variablesOf({
  plan: { summary, destroys, policies },
  changes,
  context,
}: ApprovalQuestion): Record<string, Value> {
  return {
    context: contextView(context),
    plan: {
      summary: { ...summary },
      destroys: destroys === true,
      broken: policies.flatMap(({ outcome, policy }) =>
        outcome === 'broken' ? [policy] : [],
      ),
    },
    release: {
      id: context.release,
      changes:
        changes instanceof Unknown
          ? changes
          : changes.map(change => ({ ...change })),
    },
  };
}
