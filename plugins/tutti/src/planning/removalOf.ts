import type { PlanInput, ResourceView } from '@tutti/plugin-tutti-common';

export type RemovalManner = 'destroy' | 'detach';

/**
 * What is asked for to have a resource gone. One that was kept on purpose needs no other release; one
 * that was in use goes by the workloads of now, which need it no more. In a destroyed environment
 * everything is asked to go once more, and what is kept on purpose by the plan's consent.
 */
export function removalOf(
  { address, lifecycle }: Pick<ResourceView, 'address' | 'lifecycle'>,
  how: RemovalManner,
  isDestroyed: boolean,
): PlanInput {
  const remove = [{ address, how }];
  if (isDestroyed) {
    return how === 'destroy' ? { destroy: true } : { destroy: true, remove };
  }
  return lifecycle === 'retained' ? { remove } : { images: {}, remove };
}
