import { isPresence, ObjectRef, TargetCall } from '@tutti/engine';
import { Cluster } from '../Cluster';
import { groupOf, ServedKind } from '../Discovery';

const DISCOVERY_TIMEOUT_MS = 10_000;

/** Whatever controllers make in the end says so in its pods, and in the status of what was applied. */
const PODS: ServedKind = {
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
};

/**
 * Watches the kinds of these objects, and pods, where they are. Kinds whose objects are merely there, and
 * those of no namespace, change seldom and are seen with the next look.
 *
 * @throws TargetError where nobody may watch, or nobody more
 */
export async function watchObjects(
  { cluster, namespace }: { cluster: Cluster; namespace: string },
  refs: ObjectRef[],
  changed: () => void,
  signal: AbortSignal,
): Promise<void> {
  const call: TargetCall = { signal, timeoutMs: DISCOVERY_TIMEOUT_MS };
  const watched = new Map<string, { served: ServedKind; place: string }>();
  for (const ref of refs) {
    const place = ref.namespace ?? namespace;
    const served = await cluster.discovery.find(ref.apiVersion, ref.kind, call);
    if (!served?.namespaced) continue;
    watched.set(`pods ${place}`, { served: PODS, place });
    if (!isPresence(groupOf(ref.apiVersion), ref.kind)) {
      watched.set(`${served.apiVersion} ${served.plural} ${place}`, {
        served,
        place,
      });
    }
  }
  const leaves: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
      for (const { served, place } of watched.values()) {
        leaves.push(
          cluster.watches.join(served, place, { changed, refused: reject }),
        );
      }
    });
  } finally {
    for (const leave of leaves) leave();
  }
}
