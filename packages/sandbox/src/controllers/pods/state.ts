import { KubeObject, numberAt, objectAt, objectsAt, textAt } from '../../json';
import { conditionOf } from '../conditions';
import { isBeingDeleted } from '../world';

export function isReady(pod: KubeObject): boolean {
  return conditionOf(objectAt(pod, 'status'), 'Ready')?.status === 'True';
}

export function isFinished(pod: KubeObject): boolean {
  const phase = textAt(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Counts towards the replicas that somebody wants. */
export function isActive(pod: KubeObject): boolean {
  return !isBeingDeleted(pod) && !isFinished(pod);
}

/** Milliseconds until a ready pod counts as available; 0 = it does, undefined = it is not ready. */
export function availableIn(
  pod: KubeObject,
  minReadySeconds: number,
  now: number,
): number | undefined {
  const ready = conditionOf(objectAt(pod, 'status'), 'Ready');
  if (ready?.status !== 'True') return undefined;
  if (minReadySeconds === 0) return 0;
  const since = Date.parse(textAt(ready, 'lastTransitionTime') ?? '');
  return Math.max(0, since + minReadySeconds * 1000 - now);
}

export function restartCount(pod: KubeObject): number {
  return objectsAt(pod, 'status', 'containerStatuses').reduce(
    (sum, status) => sum + (numberAt(status, 'restartCount') ?? 0),
    0,
  );
}

/** The first to go when there are too many: not placed, not running, not ready, youngest. */
export function deletionOrder(a: KubeObject, b: KubeObject): number {
  const rank = (pod: KubeObject) => [
    textAt(pod, 'spec', 'nodeName') ? 1 : 0,
    textAt(pod, 'status', 'phase') === 'Running' ? 1 : 0,
    isReady(pod) ? 1 : 0,
    -restartCount(pod),
    -Date.parse(textAt(pod.metadata, 'creationTimestamp') ?? ''),
  ];
  const left = rank(a);
  const right = rank(b);
  const difference = left.findIndex((value, index) => value !== right[index]);
  return difference < 0
    ? a.metadata.name.localeCompare(b.metadata.name)
    : left[difference] - right[difference];
}
