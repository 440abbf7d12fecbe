/**
 * Annotations that no Score file can put on a pod, whatever a profile allows: who writes one gets an
 * identity, leaves a sandbox, passes a network's rules, or has another container put beside theirs.
 * By domain, those below it included; or by the beginning of a key that has none.
 */
const ACTORS: { actor: string; domains: string[]; beginnings?: string[] }[] = [
  {
    actor: 'Kubernetes itself acts on it',
    // AppArmor, seccomp, scheduling, autoscaling, deletion costs, ingress controllers, networks.
    domains: ['kubernetes.io', 'k8s.io', 'k8s.cni.cncf.io', 'cni.cncf.io'],
  },
  {
    actor: 'the container runtime acts on it',
    domains: ['nri.io', 'containerd.io', 'cri-o.io', 'katacontainers.io'],
    beginnings: [
      'io.kubernetes.',
      'io.katacontainers.',
      'io.containerd.',
      'dev.gvisor.',
      'run.oci.',
      'org.systemd.',
    ],
  },
  {
    actor: 'it gives a pod the identity of another',
    domains: [
      'amazonaws.com',
      'azure.com',
      'azure.workload.identity',
      'gke.io',
      'cloud.google.com',
      'googleapis.com',
      'spiffe.io',
      'jboss.org',
    ],
  },
  {
    actor: 'the service mesh acts on it',
    domains: [
      'istio.io',
      'linkerd.io',
      'kuma.io',
      'openservicemesh.io',
      'networkservicemesh.io',
      'traefik.io',
    ],
  },
  {
    actor: 'the network acts on it',
    domains: [
      'cilium.io',
      'projectcalico.org',
      'ovn.org',
      'antrea.io',
      'tigera.io',
    ],
    beginnings: ['io.cilium.'],
  },
  {
    actor: 'it puts secrets or containers into the pod',
    domains: [
      'hashicorp.com',
      'banzaicloud.io',
      '1password.com',
      'cyberark.com',
      'conjur.org',
      'akeyless.io',
    ],
  },
  {
    actor: 'the admission or scheduling of the cluster acts on it',
    domains: [
      'openshift.io',
      'kyverno.io',
      'gatekeeper.sh',
      'open-policy-agent.org',
      'karpenter.sh',
      'kubevirt.io',
      'volcano.sh',
    ],
    beginnings: ['cluster-autoscaler'],
  },
];

/** Why an annotation never passes; undefined where an allow list may say so. */
export function actorOn(key: string): string | undefined {
  const lower = key.toLowerCase();
  const slash = lower.indexOf('/');
  const domain = slash < 0 ? '' : lower.slice(0, slash);
  return ACTORS.find(
    ({ domains, beginnings = [] }) =>
      domains.some(one => domain === one || domain.endsWith(`.${one}`)) ||
      beginnings.some(one => lower.startsWith(one)),
  )?.actor;
}

/** Whether a list of keys and `domain/*` has it. `*` alone is a platform from before there were lists. */
export function allowsAnnotation(allow: string[], key: string): boolean {
  return allow.some(
    pattern =>
      pattern === '*' ||
      pattern === key ||
      (pattern.endsWith('/*') && key.startsWith(pattern.slice(0, -1))),
  );
}
