import { verbOf } from '@tutti/plugin-tutti-common';
import { endUnbegun, roundStep, whyWithdrawn } from '../../promotion';
import {
  PromotionRoundEnd,
  PromotionRoundRecord,
  RoundDeployment,
  Store,
} from '../../store';
import { queueIn } from '../deployments/queueing';
import { receiverOf, roundPlaces } from './roundPlaces';

const CANCELLING = { status: 'cancelling' } as const;

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
 * end. Call it in a transaction of the application.
 *
 * @returns false where it had ended by then
 */
export async function endRound(
  tx: Store,
  round: PromotionRoundRecord,
  end: PromotionRoundEnd,
): Promise<boolean> {
  await holdLines(tx, round);
  // After that: what began before it is under way, and nothing begins until this is written.
  const at = await tx.now();
  if (!(await tx.promotionRounds.end(round.id, at, end))) {
    return false;
  }
  const message = end.message ?? 'The promotion that asked for it has ended.';
  for (const { id } of await unbegun(tx, round)) {
    if (await endUnbegun(tx, id, { status: 'cancelled', message })) {
      continue;
    }
    // A worker plans it just now: it ends it.
    if (await tx.deployments.change(id, ['running'], CANCELLING)) {
      await tx.events.append(id, [
        { type: 'status', at, message, ...CANCELLING },
      ]);
    }
  }
  return true;
}

/** No worker claims, begins or puts aside what it asked for until the transaction ends. */
async function holdLines(
  tx: Store,
  round: PromotionRoundRecord,
): Promise<void> {
  const lines = (await unbegun(tx, round)).map(each => each.environmentId);
  // In one order, whoever holds several.
  for (const environmentId of lines.sort()) {
    await tx.environments.holdLine(environmentId);
  }
}

async function unbegun(
  tx: Store,
  { id }: PromotionRoundRecord,
): Promise<RoundDeployment[]> {
  const asked = (await tx.promotionRounds.deploymentsOf([id])).get(id) ?? [];
  return asked.filter(
    ({ startedAt, finishedAt }) =>
      startedAt === undefined && finishedAt === undefined,
  );
}
