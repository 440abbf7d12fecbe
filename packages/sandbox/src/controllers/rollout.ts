import { JsonValue, KubeObject, numberAt, objectAt } from '../json';

/** Set this ReplicaSet to so many replicas. */
export interface ScaleStep {
  set: KubeObject;
  replicas: number;
}

/** The next step of a Deployment's rollout, by Kubernetes' rules of surge and availability. */
export function rollout(
  deployment: KubeObject,
  current: KubeObject,
  old: KubeObject[],
  /** Pods of the old sets that still exist, ending ones included. */
  oldPods: number,
): ScaleStep[] {
  const desired = numberAt(deployment, 'spec', 'replicas') ?? 1;
  const strategy = objectAt(deployment, 'spec', 'strategy');
  if (strategy.type === 'Recreate') {
    const down = old
      .filter(set => replicasOf(set) > 0)
      .map(set => ({ set, replicas: 0 }));
    return oldPods > 0 || down.length > 0
      ? down
      : [{ set: current, replicas: desired }];
  }
  const { maxSurge, maxUnavailable } = limits(deployment, desired);
  const up = scaleUp(current, old, desired, maxSurge);
  return up ? [up] : scaleDown(current, old, desired - maxUnavailable);
}

/** With how many replicas a new ReplicaSet begins. */
export function firstReplicas(
  deployment: KubeObject,
  old: KubeObject[],
  oldPods: number,
): number {
  const desired = numberAt(deployment, 'spec', 'replicas') ?? 1;
  if (objectAt(deployment, 'spec', 'strategy').type === 'Recreate')
    return oldPods > 0 ? 0 : desired;
  const { maxSurge } = limits(deployment, desired);
  const room = desired + maxSurge - sum(old, replicasOf);
  return Math.max(0, Math.min(room, desired));
}

function scaleUp(
  current: KubeObject,
  old: KubeObject[],
  desired: number,
  maxSurge: number,
): ScaleStep | undefined {
  const replicas = replicasOf(current);
  if (replicas > desired) return { set: current, replicas: desired };
  const total = sum([current, ...old], replicasOf);
  const room = Math.min(desired + maxSurge - total, desired - replicas);
  return room > 0 ? { set: current, replicas: replicas + room } : undefined;
}

function scaleDown(
  current: KubeObject,
  old: KubeObject[],
  minAvailable: number,
): ScaleStep[] {
  const total = sum([current, ...old], replicasOf);
  const notYet = replicasOf(current) - availableOf(current);
  let room = total - minAvailable - notYet;
  const wanted = new Map(old.map(set => [set, replicasOf(set)]));
  const take = (set: KubeObject, atMost: number) => {
    const replicas = wanted.get(set) ?? 0;
    const count = Math.min(replicas, atMost, room);
    if (count <= 0) return 0;
    wanted.set(set, replicas - count);
    room -= count;
    return count;
  };
  // First those that serve nobody, then as many as availability allows.
  for (const set of old) take(set, replicasOf(set) - availableOf(set));
  let spare = sum([current, ...old], availableOf) - minAvailable;
  for (const set of old) spare -= take(set, spare);
  return old
    .map(set => ({ set, replicas: wanted.get(set) ?? 0 }))
    .filter(({ set, replicas }) => replicas !== replicasOf(set));
}

/** Surge and unavailability in pods; both zero would never move. */
export function limits(
  deployment: KubeObject,
  desired: number,
): { maxSurge: number; maxUnavailable: number } {
  const strategy = objectAt(deployment, 'spec', 'strategy');
  if (strategy.type === 'Recreate')
    return { maxSurge: 0, maxUnavailable: desired };
  const rolling = objectAt(strategy, 'rollingUpdate');
  const maxSurge = share(rolling.maxSurge, desired, Math.ceil);
  const maxUnavailable = share(rolling.maxUnavailable, desired, Math.floor);
  return maxSurge === 0 && maxUnavailable === 0
    ? { maxSurge, maxUnavailable: 1 }
    : { maxSurge, maxUnavailable: Math.min(maxUnavailable, desired) };
}

/** `25%` of so many, or a plain number. */
export function share(
  value: JsonValue | undefined,
  of: number,
  round: (value: number) => number,
): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(typeof value === 'string' ? value : '');
  return percent ? round((Number(percent[1]) * of) / 100) : 0;
}

function replicasOf(set: KubeObject): number {
  return numberAt(set, 'spec', 'replicas') ?? 0;
}

function availableOf(set: KubeObject): number {
  return numberAt(set, 'status', 'availableReplicas') ?? 0;
}

function sum(sets: KubeObject[], count: (set: KubeObject) => number): number {
  return sets.reduce((total, set) => total + count(set), 0);
}
