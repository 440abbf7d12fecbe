import { JsonObject } from '../json';

export const paths = {
  pods: '/api/v1/namespaces/default/pods',
  services: '/api/v1/namespaces/default/services',
  configMaps: '/api/v1/namespaces/default/configmaps',
  secrets: '/api/v1/namespaces/default/secrets',
  claims: '/api/v1/namespaces/default/persistentvolumeclaims',
  events: '/api/v1/namespaces/default/events',
  deployments: '/apis/apps/v1/namespaces/default/deployments',
  replicaSets: '/apis/apps/v1/namespaces/default/replicasets',
  statefulSets: '/apis/apps/v1/namespaces/default/statefulsets',
  daemonSets: '/apis/apps/v1/namespaces/default/daemonsets',
  jobs: '/apis/batch/v1/namespaces/default/jobs',
  cronJobs: '/apis/batch/v1/namespaces/default/cronjobs',
  ingresses: '/apis/networking.k8s.io/v1/namespaces/default/ingresses',
  autoscalers:
    '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers',
  budgets: '/apis/policy/v1/namespaces/default/poddisruptionbudgets',
  slices: '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
};

export function podTemplate(
  image: string,
  spec: JsonObject = {},
  annotations: JsonObject = {},
): JsonObject {
  return {
    metadata: { labels: { app: 'web' }, annotations },
    spec: { containers: [{ name: 'web', image }], ...spec },
  };
}

export function deployment(
  image: string,
  spec: JsonObject = {},
  pod: JsonObject = podTemplate(image),
): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: pod,
      ...spec,
    },
  };
}
