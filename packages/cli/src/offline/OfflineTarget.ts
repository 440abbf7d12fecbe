import { Target, TargetError } from '@tutti/engine';

/** Kubernetes' own kinds that live in no namespace, and the common ones of add-ons. */
const CLUSTER_WIDE = new Set([
  'APIService',
  'CertificateSigningRequest',
  'ClusterIssuer',
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CustomResourceDefinition',
  'GatewayClass',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeSnapshotClass',
]);

/** A cluster that nobody asks: nothing is there, and nothing can be written. */
export function offlineTarget(place: {
  driver: string;
  cluster: string;
  namespace: string;
}): Target {
  const refuse = async (): Promise<never> => {
    throw new TargetError('there is no cluster offline', 'unavailable', false);
  };
  return {
    driver: place.driver,
    cluster: place.cluster,
    namespace: place.namespace,
    simulated: true,
    isNamespaced: async (_apiVersion, kind) => !CLUSTER_WIDE.has(kind),
    observe: async () => [],
    health: async () => [],
    apply: refuse,
    stamp: refuse,
    remove: refuse,
  };
}
