/**
 * The target driver `kubernetes` for Tutti.
 *
 * @packageDocumentation
 */
export { tuttiModuleKubernetes as default } from './module';
export { KubernetesTargetDriver } from './KubernetesTargetDriver';
export type { Access, ClusterConfig } from './config';
