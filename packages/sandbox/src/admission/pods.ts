import { equal, JsonObject, KubeObject, objectAt, objectsAt } from '../json';
import { fill } from '../kinds/defaults';

/** How long a pod stays on a node that is in trouble. */
const tolerations: JsonObject[] = ['not-ready', 'unreachable'].map(trouble => ({
  key: `node.kubernetes.io/${trouble}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

export function admitPod(pod: KubeObject): KubeObject {
  const spec = objectAt(pod, 'spec');
  const own = objectsAt(spec, 'tolerations');
  const missing = tolerations.filter(
    toleration => !own.some(({ key }) => key === toleration.key),
  );
  return {
    ...pod,
    spec: {
      ...fill(spec, {
        serviceAccountName: 'default',
        serviceAccount: 'default',
        preemptionPolicy: 'PreemptLowerPriority',
        priority: 0,
      }),
      tolerations: [...own, ...missing],
    },
    status: { phase: 'Pending', qosClass: qualityOf(pod) },
  };
}

/** How much a pod may rely on its resources. */
function qualityOf(pod: KubeObject): string {
  const resources = [
    ...objectsAt(pod, 'spec', 'initContainers'),
    ...objectsAt(pod, 'spec', 'containers'),
  ].map(container => ({
    requests: objectAt(container, 'resources', 'requests'),
    limits: objectAt(container, 'resources', 'limits'),
  }));
  const isEmpty = resources.every(({ requests, limits }) =>
    [requests, limits].every(amounts => Object.keys(amounts).length === 0),
  );
  if (isEmpty) return 'BestEffort';
  const isGuaranteed = resources.every(
    ({ requests, limits }) =>
      'cpu' in limits && 'memory' in limits && equal(limits, requests),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
