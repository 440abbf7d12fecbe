import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { keepDeed } from '../audit';
import { Store } from '../store';

/**
 * Ends a promotion that has not begun: another one takes its place, or nothing does. Call it in a
 * transaction.
 *
 * @returns false when it had begun, or ended, by then
 */
export async function withdraw(
  tx: Store,
  id: string,
  why: { message: string; by?: { id: string } },
  from: readonly DeploymentStatus[] = ['queued', 'waiting-approval'],
): Promise<boolean> {
  const at = await tx.now();
  const { message, by } = why;
  const isEnded = await tx.deployments.change(id, from, {
    status: 'superseded',
    finishedAt: at,
    aside: null,
    ...(by
      ? { supersededBy: by.id }
      : {
          failures: [{ address: 'plan', code: 'PromotionWithdrawn', message }],
        }),
  });
  if (isEnded) {
    await tx.steps.closeOpen(id);
    await tx.events.append(id, [
      { type: 'status', at, status: 'superseded', message },
    ]);
    const deployment = await tx.deployments.get(id);
    await keepDeed(tx, {
      actor: { kind: 'system', name: 'promotion' },
      verb: 'end',
      action: 'deployment.superseded',
      ...(deployment && { environmentId: deployment.environmentId }),
      object: id,
      reason: message,
    });
  }
  return isEnded;
}
