import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { keepDeed } from '../audit';
import { DeploymentRecord, Store } from '../store';

/**
 * Ends a deployment that promotes something and has not begun. Call it in a transaction.
 *
 * @returns false when it had begun, or ended, by then
 */
export async function endUnbegun(
  tx: Store,
  id: string,
  {
    status,
    message,
    ...more
  }: {
    status: Extract<DeploymentStatus, 'cancelled' | 'superseded'>;
    /** Why, in a sentence. */
    message: string;
  } & Partial<Pick<DeploymentRecord, 'failures' | 'supersededBy'>>,
  from: readonly DeploymentStatus[] = ['queued', 'waiting-approval'],
): Promise<boolean> {
  const at = await tx.now();
  const isEnded = await tx.deployments.change(id, from, {
    ...more,
    status,
    finishedAt: at,
    aside: null,
  });
  if (!isEnded) {
    return false;
  }
  await tx.steps.closeOpen(id);
  await tx.events.append(id, [{ type: 'status', at, status, message }]);
  const deployment = await tx.deployments.get(id);
  await keepDeed(tx, {
    actor: { kind: 'system', name: 'promotion' },
    verb: 'end',
    action: `deployment.${status}`,
    ...(deployment && { environmentId: deployment.environmentId }),
    object: id,
    reason: message,
  });
  return true;
}
