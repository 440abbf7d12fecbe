import { JsonObject } from '../../json';
import { KindKey } from '../kind';
import { each, fill, within } from './fill';
import {
  autoscalerDefaults,
  namespaceDefaults,
  networkPolicyDefaults,
  secretDefaults,
  serviceDefaults,
} from './network';
import { claimDefaults } from './pod';
import {
  cronJobDefaults,
  daemonSetDefaults,
  deploymentDefaults,
  jobDefaults,
  podDefaults,
  replicaSetDefaults,
  statefulSetDefaults,
} from './workloads';

const defaults: Record<KindKey, (object: JsonObject) => JsonObject> = {
  '/Namespace': namespaceDefaults,
  '/Pod': podDefaults,
  '/Secret': secretDefaults,
  '/Service': serviceDefaults,
  '/PersistentVolumeClaim': claimDefaults,
  'apps/Deployment': deploymentDefaults,
  'apps/ReplicaSet': replicaSetDefaults,
  'apps/StatefulSet': statefulSetDefaults,
  'apps/DaemonSet': daemonSetDefaults,
  'batch/Job': jobDefaults,
  'batch/CronJob': cronJobDefaults,
  'networking.k8s.io/NetworkPolicy': networkPolicyDefaults,
  'autoscaling/HorizontalPodAutoscaler': autoscalerDefaults,
  'rbac.authorization.k8s.io/RoleBinding': bindingDefaults,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingDefaults,
};

function bindingDefaults(binding: JsonObject): JsonObject {
  const apiGroup = 'rbac.authorization.k8s.io';
  return each(
    within(binding, 'roleRef', role => fill(role, { apiGroup })),
    'subjects',
    subject =>
      subject.kind === 'ServiceAccount' ? subject : fill(subject, { apiGroup }),
  );
}

/** What Kubernetes adds to an object of this kind when somebody leaves it out. */
export function withDefaults(kind: KindKey, object: JsonObject): JsonObject {
  return defaults[kind]?.(object) ?? object;
}

export { allContainers } from './pod';
export { templateGeneration } from './workloads';
export { fill } from './fill';
