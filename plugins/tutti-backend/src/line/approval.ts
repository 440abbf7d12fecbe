import { Approval } from '@tutti/plugin-tutti-common';
import { AskedApproval, DecisionRecord } from '../store';

/** Those who agreed to what would happen now. */
export function agreeing(
  { effects }: Pick<AskedApproval, 'effects'>,
  decisions: DecisionRecord[],
): DecisionRecord[] {
  return decisions.filter(
    each => each.decision === 'approve' && each.effects === effects,
  );
}

/** Who still has to agree; nobody when both are empty. */
export function missingFrom(
  asked: Pick<AskedApproval, 'effects' | 'quorum' | 'groups'>,
  decisions: DecisionRecord[],
): Approval['missing'] {
  const agreed = agreeing(asked, decisions);
  const groups = asked.groups.filter(
    group => !agreed.some(each => each.groups.includes(group)),
  );
  return { people: Math.max(0, asked.quorum - agreed.length), groups };
}

export function isApproved(
  asked: Pick<AskedApproval, 'effects' | 'quorum' | 'groups'>,
  decisions: DecisionRecord[],
): boolean {
  const { people, groups } = missingFrom(asked, decisions);
  return people === 0 && groups.length === 0;
}

/**
 * Why somebody who may approve here cannot decide about this one; undefined where they can
 * (docs/reference/semantics.md, Approval).
 *
 * @param askedBy all whose changes are in it
 */
export function whyNotDecide(
  asked: AskedApproval,
  decisions: DecisionRecord[],
  askedBy: string[],
  who: string,
): string | undefined {
  if (!asked.self && askedBy.includes(who)) {
    return 'You asked for it yourself: somebody else has to decide. Cancel it if it is not to run.';
  }
  if (!asked.self && asked.author === who) {
    return 'You made its plan yourself: somebody else has to decide.';
  }
  return decisions.some(
    each => each.who === who && each.effects === asked.effects,
  )
    ? 'You have decided about it already: somebody else has to.'
    : undefined;
}

/** What would end the waiting, in one sentence. */
export function approvalSentence(
  asked: Pick<AskedApproval, 'effects' | 'quorum' | 'groups'>,
  decisions: DecisionRecord[],
): string {
  const { people, groups } = missingFrom(asked, decisions);
  const count = Math.max(people, groups.length > 0 ? 1 : 0);
  const persons = count === 1 ? 'One person has' : `${count} people have`;
  const members =
    groups.length > 0
      ? `, a member of ${groups.join(' and of ')} among them`
      : '';
  return `${persons} to approve it${members}.`;
}
