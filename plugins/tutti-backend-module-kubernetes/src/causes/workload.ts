import { JsonObject } from '@tutti/engine';
import { groupKind } from '../health';
import { at, numberAt, objectsAt, textAt, timeAt } from '../json';
import { PodRules, worstTrouble } from './pod';
import { Trouble } from './Trouble';

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

/** A workload's pods by age of their template. */
export interface OwnedPods {
  /** Of the newest revision. */
  current: JsonObject[];
  /** Of older ones, which are about to be replaced: no reason against the new one. */
  older: JsonObject[];
}

export function podsOf(
  object: JsonObject,
  replicaSets: JsonObject[],
  pods: JsonObject[],
): OwnedPods {
  switch (groupKind(object)) {
    case 'apps/Deployment': {
      const newest = newestReplicaSet(object, replicaSets);
      return { current: newest ? ownedBy(newest, pods) : [], older: [] };
    }
    case 'apps/StatefulSet':
      return byLabel(
        ownedBy(object, pods),
        'controller-revision-hash',
        textAt(object, 'status', 'updateRevision'),
      );
    case 'apps/DaemonSet':
      return byLabel(
        ownedBy(object, pods),
        'pod-template-generation',
        textAt(
          object,
          'metadata',
          'annotations',
          'deprecated.daemonset.template.generation',
        ),
      );
    default:
      return { current: ownedBy(object, pods), older: [] };
  }
}

function byLabel(
  pods: JsonObject[],
  label: string,
  current: string | undefined,
): OwnedPods {
  const isCurrent = (pod: JsonObject) =>
    current === undefined ||
    textAt(pod, 'metadata', 'labels', label) === current;
  return {
    current: pods.filter(isCurrent),
    older: pods.filter(pod => !isCurrent(pod)),
  };
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

/** Old pods may block a rollout, but they are about to be replaced: never final. */
export function troubleAmong(
  pods: OwnedPods,
  rules: PodRules,
): Trouble | undefined {
  const trouble = worstTrouble(pods.current, rules);
  if (trouble) return trouble;
  const old = worstTrouble(pods.older, rules);
  return old && { ...old, final: false };
}
