import { DriftRule } from '../model';
import { DriftFinding } from './finding';

/** Who reconciles on purpose, by name: what they set of our fields is theirs to set. */
const INJECTORS = [
  'cainjector',
  'cert-manager-cainjector',
  'istio*',
  'pilot-discovery',
  'linkerd*',
  'vault-agent-injector',
];

/**
 * What is no drift anywhere: what Kubernetes and its usual controllers set by themselves
 * (docs/reference/semantics.md, Drift).
 */
export const SHIPPED_RULES: readonly DriftRule[] = [
  { paths: ['status'] },
  // As Terraform's provider of Kubernetes tells each change of an object, whatever changed.
  { paths: ['metadata[*].resource_version', 'metadata[*].generation'] },
  // An autoscaler scales through the subresource, as the controller manager or as its own controller.
  {
    paths: ['spec.replicas'],
    managers: [
      'kube-controller-manager',
      'horizontal-pod-autoscaler*',
      'keda*',
      'vpa-*',
    ],
  },
  {
    paths: ['spec.template.spec.containers[*].resources'],
    managers: ['vpa-*'],
  },
  // Authorities are put in by whoever makes the certificates, under whatever name.
  {
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    paths: ['webhooks[*].clientConfig.caBundle'],
  },
  {
    kinds: ['CustomResourceDefinition'],
    paths: ['spec.conversion.webhook.clientConfig.caBundle'],
  },
  { kinds: ['APIService'], paths: ['spec.caBundle'] },
  // The control plane binds and allocates.
  { kinds: ['PersistentVolumeClaim'], paths: ['spec.volumeName'] },
  {
    paths: [
      'metadata.annotations.deployment.kubernetes.io/*',
      'metadata.annotations.autoscaling.alpha.kubernetes.io/*',
      'metadata.annotations.pv.kubernetes.io/*',
      'metadata.annotations.volume.kubernetes.io/*',
    ],
  },
  {
    paths: [
      'metadata.annotations.*',
      'metadata.labels.*',
      'spec.template.metadata.annotations.*',
      'spec.template.metadata.labels.*',
      'spec.template.spec.containers',
      'spec.template.spec.initContainers',
      'spec.template.spec.volumes',
    ],
    managers: INJECTORS,
  },
];

/** Whether one of these rules says that this is none. What is gone as a whole no rule covers. */
export function isIgnored(
  finding: Pick<DriftFinding, 'ref' | 'path' | 'managers'>,
  rules: readonly DriftRule[],
): boolean {
  const { ref, path, managers } = finding;
  return (
    path !== '' &&
    rules.some(
      rule =>
        (!rule.kinds || rule.kinds.includes(ref.kind)) &&
        rule.paths.some(pattern => coversPath(pattern, path)) &&
        (!rule.managers ||
          managers.some(({ name }) =>
            rule.managers?.some(pattern => isLike(pattern, name)),
          )),
    )
  );
}

/** `spec.containers[*]` covers itself and all below; `*` stands for any text without brackets. */
export function coversPath(pattern: string, path: string): boolean {
  return matcher(pattern, '(?:[.[].*)?').test(path);
}

function isLike(pattern: string, name: string): boolean {
  return matcher(pattern, '').test(name);
}

const matchers = new Map<string, RegExp>();
/** Patterns come from platform files and shipped rules: a few hundred. */
const MOST_MATCHERS = 2_000;

function matcher(pattern: string, behind: string): RegExp {
  const key = `${behind} ${pattern}`;
  const known = matchers.get(key);
  if (known) {
    return known;
  }
  const text = pattern
    .split('*')
    .map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[^[\\]]*');
  const made = new RegExp(`^${text}${behind}$`, 's');
  if (matchers.size >= MOST_MATCHERS) {
    matchers.clear();
  }
  matchers.set(key, made);
  return made;
}
