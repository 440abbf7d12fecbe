/**
 * The target driver `kubernetes` for Tutti.
 *
 * @packageDocumentation
 */
export { tuttiModuleKubernetes as default } from './module';
export { KubernetesTargetDriver } from './KubernetesTargetDriver';
export type { Access, ClusterConfig } from './config';
export {
  openConfiguredCluster,
  openKubernetesTargets,
  openSecretStore,
  type ConfiguredCluster,
} from './configuredCluster';
export type { ApiAnswer, ApiRequest, ApiStream } from './ApiClient';
export { at, numberAt, objectsAt, textAt } from './json';
