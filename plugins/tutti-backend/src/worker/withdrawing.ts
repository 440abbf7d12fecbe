import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { endUnbegun } from '../promotion';
import { Store } from '../store';

/**
 * Ends a promotion that has not begun: another one takes its place, or nothing does. Call it in a
 * transaction.
 *
 * @returns false when it had begun, or ended, by then
 */
export function withdraw(
  tx: Store,
  id: string,
  { message, by }: { message: string; by?: { id: string } },
  from?: readonly DeploymentStatus[],
): Promise<boolean> {
  return endUnbegun(
    tx,
    id,
    {
      status: 'superseded',
      message,
      ...(by
        ? { supersededBy: by.id }
        : {
            failures: [
              { address: 'plan', code: 'PromotionWithdrawn', message },
            ],
          }),
    },
    from,
  );
}
