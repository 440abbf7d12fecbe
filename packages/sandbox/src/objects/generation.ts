import {
  equal,
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  without,
} from '../json';
import { Kind, kindKey } from '../kinds/kind';

/** Kinds whose `generation` Kubernetes does not count. */
const uncounted = new Set([
  '/ConfigMap',
  '/Secret',
  '/Service',
  '/ServiceAccount',
  '/Namespace',
  '/Node',
  '/Event',
  '/Endpoints',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  '/ResourceQuota',
  '/LimitRange',
  'autoscaling/HorizontalPodAutoscaler',
  'coordination.k8s.io/Lease',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'storage.k8s.io/StorageClass',
]);

/** One more whenever what is wanted (not metadata, not status) changed. */
export function generation(
  kind: Kind,
  previous: KubeObject | undefined,
  next?: KubeObject,
): JsonObject {
  if (uncounted.has(kindKey(kind))) return {};
  if (!previous || !next) return { generation: 1 };
  const count = numberAt(previous.metadata, 'generation') ?? 1;
  const changed = !equal(wanted(previous), wanted(next));
  return { generation: changed ? count + 1 : count };
}

function wanted(object: KubeObject): JsonObject {
  const rest = without(object, 'metadata', 'status', 'apiVersion');
  // Where a pod runs is the scheduler's business, not its owner's wish.
  return object.kind === 'Pod'
    ? { ...rest, spec: without(objectAt(object, 'spec'), 'nodeName') }
    : rest;
}
