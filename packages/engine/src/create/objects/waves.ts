import { groupBy, ObjectRef } from '../../model';

/**
 * Order inside one step (docs/reference/semantics.md, Deploy): what others stand on comes first. Kinds that are not named
 * come last: they may be of a kind that an earlier wave has just defined.
 */
const WAVES: readonly (readonly string[])[] = [
  ['Namespace'],
  ['CustomResourceDefinition'],
  [
    'ServiceAccount',
    'Role',
    'ClusterRole',
    'RoleBinding',
    'ClusterRoleBinding',
    'PriorityClass',
    'StorageClass',
    'IngressClass',
    'ResourceQuota',
    'LimitRange',
  ],
  ['ConfigMap', 'Secret', 'PersistentVolume', 'PersistentVolumeClaim'],
  ['Service', 'NetworkPolicy'],
  [
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
    'Pod',
    'Job',
    'CronJob',
  ],
];

const WAVE_OF = new Map(
  WAVES.flatMap((kinds, wave) => kinds.map(kind => [kind, wave] as const)),
);

/** Kinds without which nothing of the next wave can be sent. */
const FOUNDATIONS = new Set(['Namespace', 'CustomResourceDefinition']);

export function waveOf(ref: Pick<ObjectRef, 'kind'>): number {
  return WAVE_OF.get(ref.kind) ?? WAVES.length;
}

/** Groups by wave, first wave first; the order within a wave is kept. */
export function inWaves<T extends { ref: ObjectRef }>(objects: T[]): T[][] {
  const waves = groupBy(objects, ({ ref }) => waveOf(ref));
  return [...waves].sort(([a], [b]) => a - b).map(([, members]) => members);
}

/** The next wave needs these to be ready, not only to be there. */
export function isFoundation(ref: ObjectRef): boolean {
  return FOUNDATIONS.has(ref.kind);
}

/** Deleting one of these loses data or what others built on it: consent (docs/reference/semantics.md, Plan). */
export function isPrecious(ref: ObjectRef): boolean {
  return (
    FOUNDATIONS.has(ref.kind) ||
    ref.kind === 'PersistentVolume' ||
    ref.kind === 'PersistentVolumeClaim'
  );
}
