import {
  JsonObject,
  ObjectRef,
  ownershipMarks,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import { FIELD_MANAGER, named, STAMP_MANAGER } from './apply';
import { Cluster } from './Cluster';
import { pathOf } from './Discovery';
import { isUnknownPath, refusalError } from './errors';
import { isObject, objectsAt, textAt } from './json';

/**
 * Takes our labels and annotations off exactly this object, and our entries out of its managed fields, in
 * one request: an apply of nothing would take the fields with it that we alone own.
 */
export async function release(
  cluster: Cluster,
  namespace: string,
  ref: ObjectRef,
  precondition: { uid: string; resourceVersion: string },
  call: TargetCall,
): Promise<void> {
  await cluster.identify(call);
  const served = await cluster.discovery.find(ref.apiVersion, ref.kind, call);
  if (!served) return;
  const deed = `release ${named(ref)}`;
  const path = pathOf(served, ref.namespace ?? namespace, ref.name);
  const seen = await cluster.send({ method: 'GET', path, deed }, call);
  if (seen.status === 404) {
    if (isUnknownPath(seen)) cluster.discovery.forget(ref.apiVersion);
    return;
  }
  if (seen.status !== 200 || !isObject(seen.body)) {
    throw refusalError({ cluster: cluster.name, deed }, seen);
  }
  if (textAt(seen.body, 'metadata', 'uid') !== precondition.uid) {
    throw new TargetError(
      `cluster "${cluster.name}": ${deed}: another object has its name`,
      'conflict',
      false,
    );
  }
  const answer = await cluster.send(
    {
      method: 'PATCH',
      path,
      query: { fieldManager: FIELD_MANAGER },
      contentType: 'application/merge-patch+json',
      body: patchOf(seen.body, precondition.resourceVersion),
      deed,
    },
    call,
  );
  if (answer.status >= 300 && answer.status !== 404) {
    throw refusalError({ cluster: cluster.name, deed }, answer);
  }
}

/** The version makes it a 409 if the object has changed since. */
function patchOf(object: JsonObject, resourceVersion: string): JsonObject {
  const { labels, annotations } = ownershipMarks(object);
  const others = objectsAt(object, 'metadata', 'managedFields').filter(
    ({ manager }) => manager !== FIELD_MANAGER && manager !== STAMP_MANAGER,
  );
  return {
    metadata: {
      resourceVersion,
      ...(labels.length > 0 && { labels: gone(labels) }),
      ...(annotations.length > 0 && { annotations: gone(annotations) }),
      // An empty list would leave them as they are; an empty entry takes all away.
      managedFields: others.length > 0 ? others : [{}],
    },
  };
}

function gone(keys: string[]): JsonObject {
  return Object.fromEntries(keys.map(key => [key, null]));
}
