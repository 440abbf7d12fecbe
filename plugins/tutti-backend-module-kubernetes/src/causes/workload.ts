import { JsonObject } from '@tutti/engine';
import { groupKind } from '../health';
import { at, numberAt, objectsAt, textAt, timeAt } from '../json';

/** Kinds whose health is that of the pods they own. */
const OWNERS = new Set([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/Job',
]);

export function ownsPods(object: JsonObject): boolean {
  return OWNERS.has(groupKind(object));
}

/**
 * The pods of a workload's newest revision: what an older one suffers from is no reason
 * against the new one.
 */
export function podsOf(
  object: JsonObject,
  replicaSets: JsonObject[],
  pods: JsonObject[],
): JsonObject[] {
  switch (groupKind(object)) {
    case 'apps/Deployment': {
      const newest = newestReplicaSet(object, replicaSets);
      return newest ? ownedBy(newest, pods) : [];
    }
    case 'apps/StatefulSet': {
      const revision = textAt(object, 'status', 'updateRevision');
      const owned = ownedBy(object, pods);
      const newest = owned.filter(
        pod =>
          textAt(pod, 'metadata', 'labels', 'controller-revision-hash') ===
          revision,
      );
      return newest.length > 0 ? newest : owned;
    }
    case '/Pod':
      return [object];
    default:
      return ownedBy(object, pods);
  }
}

const REVISION = 'deployment.kubernetes.io/revision';

export function newestReplicaSet(
  deployment: JsonObject,
  replicaSets: JsonObject[],
): JsonObject | undefined {
  const owned = ownedBy(deployment, replicaSets);
  const current = textAt(deployment, 'metadata', 'annotations', REVISION);
  return (
    owned.find(
      set =>
        current !== undefined &&
        textAt(set, 'metadata', 'annotations', REVISION) === current,
    ) ??
    owned.sort(
      (a, b) =>
        (timeAt(b, 'metadata', 'creationTimestamp') ?? 0) -
        (timeAt(a, 'metadata', 'creationTimestamp') ?? 0),
    )[0]
  );
}

function ownedBy(owner: JsonObject, objects: JsonObject[]): JsonObject[] {
  const uid = textAt(owner, 'metadata', 'uid');
  return objects.filter(object =>
    objectsAt(object, 'metadata', 'ownerReferences').some(
      reference => reference.uid === uid && reference.controller === true,
    ),
  );
}

/** True while the workload wants pods at all. */
export function wantsPods(object: JsonObject): boolean {
  return (
    numberAt(object, 'spec', 'replicas') !== 0 &&
    at(object, 'spec', 'suspend') !== true
  );
}
