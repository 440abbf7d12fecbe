import { EnvironmentState } from '@tutti/engine';
import type { Store } from './Store';

/** Everything the engine must know about an environment's past; secrets come as `Secret`. */
export async function environmentState(
  store: Store,
  environmentId: string,
): Promise<EnvironmentState> {
  const resources = await store.resources.records(environmentId);
  const workloads = await store.workloadStates.list(environmentId);
  const objects = await store.objects.list([environmentId]);
  return {
    resources,
    workloads,
    objects: objects.map(
      ({ id: _id, environmentId: _environment, ...object }) => object,
    ),
    minted: await store.resources.minted(environmentId),
  };
}
