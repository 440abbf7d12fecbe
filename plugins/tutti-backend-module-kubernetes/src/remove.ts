import { ObjectRef, TargetCall } from '@tutti/engine';
import { named } from './apply';
import { Cluster } from './Cluster';
import { pathOf } from './Discovery';
import { isUnknownPath, refusalError } from './errors';

/**
 * Deletes exactly this object, what it owns in the background. Gone already, or of a kind
 * that is gone with all its objects, is no error.
 */
export async function remove(
  cluster: Cluster,
  namespace: string,
  ref: ObjectRef,
  precondition: { uid: string; resourceVersion?: string },
  call: TargetCall,
): Promise<void> {
  await cluster.identify(call);
  const served = await cluster.discovery.find(ref.apiVersion, ref.kind, call);
  if (!served) return;
  const deed = `delete ${named(ref)}`;
  const { uid, resourceVersion } = precondition;
  const answer = await cluster.send(
    {
      method: 'DELETE',
      path: pathOf(served, ref.namespace ?? namespace, ref.name),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        preconditions: {
          uid,
          ...(resourceVersion !== undefined && { resourceVersion }),
        },
      },
      deed,
    },
    call,
  );
  if (answer.status === 404) {
    if (isUnknownPath(answer)) cluster.discovery.forget(ref.apiVersion);
    return;
  }
  if (answer.status >= 300) {
    throw refusalError({ cluster: cluster.name, deed }, answer);
  }
}
