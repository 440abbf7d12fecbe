import { Target, TargetError } from '@tutti/engine';

/** Kubernetes' own kinds (1.36) that live in no namespace, and those of common add-ons. */
const CLUSTER_WIDE = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterExternalSecret',
  'ClusterIssuer',
  'ClusterPolicy',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterSecretStore',
  'ClusterTrustBundle',
  'CustomResourceDefinition',
  'DeviceClass',
  'DeviceTaintRule',
  'FlowSchema',
  'GatewayClass',
  'IPAddress',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageClass',
  'StorageVersionMigration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
  'VolumeSnapshotClass',
  'VolumeSnapshotContent',
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
