import {
  score,
  profile,
  renderInput,
  problems,
} from './__fixtures__/renderInput';
import { podAnnotations } from './annotations';
import { renderWorkload } from './render';

/** As shipped: nothing is allowed. */
const CLOSED = profile({
  annotations: { allow: [] },
  probes: { host: 'refuse' },
});

const annotated = (key: string, value = 'x') =>
  score(`metadata:
  name: web
  annotations:
    ${JSON.stringify(key)}: ${JSON.stringify(value)}
containers: { main: { image: nginx } }
`);

const reaching = (key: string, allow: string[] = [], value = 'x') => {
  const { annotations } = podAnnotations(
    annotated(key, value),
    profile({ annotations: { allow } }),
  );
  return annotations[key];
};

describe('an annotation of a Score file reaches the pods', () => {
  it.each([
    ['never by itself', 'shop.example.com/team', [], false],
    ['where the profile lists it', 'ab.example/b2', ['ab.example/b2'], true],
    ['where it lists its domain', 'ab.example/b2', ['ab.example/*'], true],
    ['without a domain too', 'team', ['team'], true],
    ['not for another key', 'ab.example/b3', ['ab.example/b2'], false],
    ['not below the domain', 'xy.ab.example/b2', ['ab.example/*'], false],
    ['not with a longer domain', 'ab.example.org/b2', ['ab.example/*'], false],
    ['if Backstage asks for it', 'backstage.io/kubernetes-id', [], true],
    [
      'never if it is Tutti’s',
      'tutti.dev/config-digest',
      ['tutti.dev/*'],
      false,
    ],
    ['never if it is Tutti’s', 'sub.tutti.dev/x1', ['sub.tutti.dev/*'], false],
  ])('%s: %s', (_, key, allow, passes) => {
    expect(reaching(key, allow) !== undefined).toBe(passes);
  });

  it.each([
    'container.apparmor.security.beta.kubernetes.io/main',
    'seccomp.security.alpha.kubernetes.io/pod',
    'container.seccomp.security.alpha.kubernetes.io/main',
    'scheduler.alpha.kubernetes.io/critical-pod',
    'cluster-autoscaler.kubernetes.io/safe-to-evict',
    'controller.kubernetes.io/pod-deletion-cost',
    'kubernetes.io/egress-bandwidth',
    'nginx.ingress.kubernetes.io/server-snippet',
    'pod-security.kubernetes.io/enforce',
    'anything.k8s.io/x1',
    'k8s.v1.cni.cncf.io/networks',
    'iam.amazonaws.com/role',
    'eks.amazonaws.com/role-arn',
    'vpc.amazonaws.com/pod-eni',
    'azure.workload.identity/inject-proxy-sidecar',
    'iam.gke.io/gcp-service-account',
    'sidecar.istio.io/inject',
    'traffic.sidecar.istio.io/excludeOutboundPorts',
    'proxy.istio.io/config',
    'linkerd.io/inject',
    'config.linkerd.io/skip-outbound-ports',
    'kuma.io/sidecar-injection',
    'vault.hashicorp.com/agent-inject',
    'consul.hashicorp.com/connect-inject',
    'vault.security.banzaicloud.io/vault-role',
    'cni.projectcalico.org/ipAddrs',
    'policy.cilium.io/proxy-visibility',
    'io.cilium.proxy-denylist',
    'io.kubernetes.cri-o.userns-mode',
    'io.katacontainers.config.hypervisor.path',
    'dev.gvisor.internal.nvproxy',
    'run.oci.keep_original_groups',
    'openshift.io/scc',
    'karpenter.sh/do-not-disrupt',
  ])('never, whatever is allowed: %s', key => {
    const allow = ['*', key, `${key.split('/')[0]}/*`];
    expect(reaching(key, allow, '1')).toBeUndefined();
  });

  it('names the container that kubectl is to look at, if there is such a one', () => {
    const key = 'kubectl.kubernetes.io/default-container';
    expect(reaching(key, [], 'main')).toBe('main');
    expect(reaching(key, ['*'], 'nobody')).toBe('main');
  });
});

it.each([
  [
    'shop.example.com/team',
    'Annotation shop.example.com/team of workload web does not reach the pods: profile standard does not allow it.',
    'The platform team can allow it: annotations.allow of WorkloadProfile standard.',
  ],
  [
    'iam.amazonaws.com/role',
    'Annotation iam.amazonaws.com/role of workload web does not reach the pods: it gives a pod the identity of another.',
    'Only a patch of a WorkloadProfile can set it: ask the platform team.',
  ],
  [
    'kubectl.kubernetes.io/default-container',
    'Annotation kubectl.kubernetes.io/default-container names x, which is no container of workload web: it does not reach the pods.',
    'Name one of main.',
  ],
])('what stays behind is a warning at its line: %s', (key, message, hint) => {
  const result = renderWorkload(
    renderInput(annotated(key), { profile: CLOSED }),
  );
  expect(result.ok).toBe(true);
  expect(result.problems).toEqual([
    {
      severity: 'warning',
      code: 'AnnotationNotAllowed',
      message,
      hint,
      file: 'score.yaml',
      path: `metadata.annotations["${key}"]`,
    },
  ]);
});

describe('a probe', () => {
  const probing = (
    httpGet: string,
    kind = 'readinessProbe',
  ) => `metadata: { name: web }
containers: { main: { image: nginx, ${kind}: { httpGet: ${httpGet} } } }
`;

  it.each(['readinessProbe', 'livenessProbe'])(
    'asks its own pod: a host in the %s is refused at its line',
    kind => {
      const file = probing(
        '{ path: /, port: 80, host: 169.254.169.254 }',
        kind,
      );
      const result = renderWorkload(
        renderInput(score(file), { profile: CLOSED }),
      );
      expect(result.ok).toBe(false);
      expect(result.problems).toMatchObject([
        {
          severity: 'error',
          code: 'ProbeHostNotAllowed',
          file: 'score.yaml',
          path: `containers.main.${kind}.httpGet.host`,
        },
      ]);
      const open = profile({ probes: { host: 'allow' } });
      expect(problems(file, { profile: open })).toEqual([]);
    },
  );

  it('may name a virtual host in a header', () => {
    expect(
      problems(
        probing(
          '{ path: /, port: 80, httpHeaders: [{ name: Host, value: shop.example.com }] }',
        ),
        { profile: CLOSED },
      ),
    ).toEqual([]);
  });
});
