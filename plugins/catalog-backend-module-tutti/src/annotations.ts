/** By which Backstage's Kubernetes tab finds pods. */
export const KUBERNETES_ID = 'backstage.io/kubernetes-id';
