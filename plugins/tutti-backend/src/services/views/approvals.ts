import { Approval } from '@tutti/plugin-tutti-common';
import { agreeing, missingFrom, whyNotDecide } from '../../line';
import { DecisionRecord, DeploymentRecord } from '../../store';
import { isoTime } from './releases';

/**
 * What a deployment needs from people, and what they have said; undefined where nobody is needed.
 * `allowed` says what the rule and the state permit this person, no more.
 *
 * @param who - entity ref of the person who asks
 */
export function approvalView(
  { approval, status, askedBy, requestedBy }: DeploymentRecord,
  decisions: DecisionRecord[],
  who: string,
): Approval | undefined {
  if (!approval) {
    return undefined;
  }
  const agreed = agreeing(approval, decisions);
  const reason =
    status === 'waiting-approval'
      ? whyNotDecide(approval, decisions, askedBy ?? [requestedBy], who)
      : 'It does not wait for an approval.';
  const { quorum, groups, self, expiresAt } = approval;
  return {
    reason: approval.reason,
    quorum,
    groups,
    self,
    ...(approval.by && { line: approval.by }),
    expiresAt: isoTime(expiresAt),
    decisions: decisions.map(decision => ({
      by: decision.who,
      decision: decision.decision,
      ...(decision.comment && { comment: decision.comment }),
      at: isoTime(decision.at),
      counts: agreed.includes(decision),
    })),
    missing: missingFrom(approval, decisions),
    allowed: {
      decide: reason ? { allowed: false, reason } : { allowed: true },
    },
  };
}
