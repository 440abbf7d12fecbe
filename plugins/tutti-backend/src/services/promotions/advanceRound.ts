import { verbOf } from '@tutti/plugin-tutti-common';
import { keepDeed } from '../../audit';
import { roundStep, whyWithdrawn } from '../../promotion';
import { PromotionRoundEnd, PromotionRoundRecord, Store } from '../../store';
import { queueIn } from '../deployments/queueing';
import { receiverOf, roundPlaces } from './roundPlaces';

/**
 * Lets those environments of a round begin whose turn it is, or ends it. Call it in a transaction of the
 * application, as it is in that: whoever else looks at the same time comes after it.
 *
 * @returns whether anything was done
 */
export async function advanceRound(
  tx: Store,
  round: PromotionRoundRecord,
): Promise<boolean> {
  const places = (await roundPlaces(tx, [round])).get(round.id) ?? [];
  const gone = await whyWithdrawn(tx, round.promotes);
  if (gone !== undefined) {
    return endRound(tx, round, { how: 'stopped', message: gone });
  }
  const step = roundStep(places.map(receiverOf), round.rule);
  switch (step.kind) {
    case 'done':
      return endRound(tx, round, { how: 'done' });
    case 'stopped':
      return endRound(tx, round, {
        how: 'stopped',
        message: `It failed in ${step.by}.`,
      });
    default:
  }
  const release = (await tx.releases.heads([round.releaseId])).get(
    round.releaseId,
  );
  const input = { promoteFrom: round.source, releaseId: round.releaseId };
  for (const { environment } of places) {
    if (!step.begin.includes(environment.name)) continue;
    await queueIn(
      tx,
      {
        environmentId: environment.id,
        input,
        isChange: true,
        verb: verbOf(input, { ...(release && { release: release.number }) }),
        round: round.id,
      },
      { name: round.requestedBy, isUser: !round.byAutomation },
    );
  }
  return step.begin.length > 0;
}

/**
 * Nothing of it begins any more, and what it asked for that has not begun ends. What is under way goes on to its
 * end.
 *
 * @returns false where it had ended by then
 */
export async function endRound(
  tx: Store,
  round: PromotionRoundRecord,
  end: PromotionRoundEnd,
): Promise<boolean> {
  const at = await tx.now();
  if (!(await tx.promotionRounds.end(round.id, at, end))) {
    return false;
  }
  const message = end.message ?? 'The promotion that asked for it has ended.';
  const asked = await tx.promotionRounds.deploymentsOf([round.id]);
  for (const { id, hasBegun, environmentId } of asked.get(round.id) ?? []) {
    if (hasBegun) continue;
    const isCancelled = await tx.deployments.change(
      id,
      ['queued', 'waiting-approval'],
      { status: 'cancelled', finishedAt: at, aside: null },
    );
    if (!isCancelled) {
      // A worker plans it just now: it ends it.
      await tx.deployments.change(id, ['running'], { status: 'cancelling' });
      continue;
    }
    await tx.steps.closeOpen(id);
    await tx.events.append(id, [
      { type: 'status', at, status: 'cancelled', message },
    ]);
    await keepDeed(tx, {
      actor: { kind: 'system', name: 'promotion' },
      verb: 'end',
      action: 'deployment.cancelled',
      environmentId,
      object: id,
      reason: message,
    });
  }
  return true;
}
