import { builtinKind } from './builtin';

/** Kinds of common add-ons, and of other releases of Kubernetes, that live in no namespace. */
const CLUSTER_WIDE = new Set([
  'ClusterExternalSecret',
  'ClusterIssuer',
  'ClusterPolicy',
  'ClusterSecretStore',
  'ClusterTrustBundle',
  'DeviceClass',
  'DeviceTaintRule',
  'FlowSchema',
  'GatewayClass',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'StorageVersionMigration',
  'VolumeSnapshotClass',
  'VolumeSnapshotContent',
]);

/** Whether a kind lives in no namespace, as far as that is known without asking a cluster. */
export function isClusterWide(apiVersion: string, kind: string): boolean {
  const known = builtinKind(apiVersion, kind);
  return known ? !known.namespaced : CLUSTER_WIDE.has(kind);
}
