import { approvalSentence } from '../line';
import { AskedApproval, FOR_GOOD, Review, Store } from '../store';

/**
 * The run waits for a review: it keeps its environment and holds no worker. Call it in the transaction
 * that owns the run.
 *
 * @returns false when somebody cancelled it meanwhile
 */
export async function beginReview(
  tx: Store,
  id: string,
  { plans, approval }: { plans: Review['plans']; approval: AskedApproval },
): Promise<boolean> {
  const at = await tx.now();
  const before = await tx.deployments.get(id);
  const decisions = await tx.approvals.list(id);
  const approved = before?.review?.approved ?? {};
  const isAnother = plans.some(({ address }) =>
    Object.hasOwn(approved, address),
  );
  const sentence = approvalSentence(approval, decisions);
  const message = isAnother
    ? `What drivers would do is not what was approved: it is asked for again. ${sentence}`
    : `What drivers would do is known now. ${sentence}`;
  const waits = await tx.deployments.change(id, ['running'], {
    status: 'waiting-approval',
    approval,
    review: { since: at, plans, approved },
    aside: {
      waits: {
        for: 'approval',
        message,
        since: new Date(at).toISOString(),
        until: new Date(approval.expiresAt).toISOString(),
      },
      notBefore: FOR_GOOD,
    },
  });
  if (waits) {
    await tx.events.append(id, [
      { type: 'status', at, status: 'waiting-approval', message },
    ]);
  }
  return waits;
}
