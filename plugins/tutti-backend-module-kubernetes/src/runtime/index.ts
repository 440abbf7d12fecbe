export { KubernetesRuntime } from './KubernetesRuntime';
