import {
  Content,
  isAbsent,
  isEmpty,
  isOpaque,
  listAt,
  mapAt,
  mapsAt,
  textAt,
  valueAt,
} from '../content';
import {
  dnsLabel,
  Grammar,
  portName,
  qualifiedName,
  subdomain,
  wildcardSubdomain,
} from '../grammar/names';
import { Rule, Rules } from '../Inspection';
import {
  Check,
  exactly,
  fields,
  givenOf,
  notNegative,
  optionalPort,
  port,
  requires,
  spelled,
} from './checks';
import { portOrName } from './containers';
import { labels } from './metadata';
import { isAddress } from './pods';

const judgeExternalName: Rule = (spec, say) => {
  if (spec.type !== 'ExternalName' || isOpaque(spec.externalName)) return;
  const name = textAt(spec, 'externalName')?.replace(/\.$/, '') ?? '';
  const complaint = subdomain(name);
  if (name === '') say.required(['externalName']);
  else if (complaint !== undefined)
    say.invalid(['externalName'], name, complaint);
  if (!isEmpty(spec.clusterIP) || listAt(spec, 'clusterIPs').length > 0)
    say.forbidden(['clusterIPs'], 'may not be set for ExternalName services');
  for (const key of ['ipFamilyPolicy', 'ipFamilies'])
    if (!isEmpty(spec[key]) && !isEmptyList(spec[key]))
      say.forbidden([key], 'may not be set for ExternalName services');
};

/** Who may reach a Service from outside of the cluster, and how. */
const judgeReach: Rule = (spec, say) => {
  const { type } = spec;
  const isBalanced = type === 'LoadBalancer';
  const isOutside =
    isBalanced ||
    type === 'NodePort' ||
    (type !== 'ExternalName' && listAt(spec, 'externalIPs').length > 0);
  if (!isOutside && !isEmpty(spec.externalTrafficPolicy))
    say.invalid(
      ['externalTrafficPolicy'],
      spec.externalTrafficPolicy ?? '',
      'may only be set for externally-accessible services',
    );
  if (!isBalanced)
    for (const key of [
      'allocateLoadBalancerNodePorts',
      'loadBalancerClass',
      'loadBalancerSourceRanges',
    ]) {
      const value = spec[key];
      if (!isAbsent(value) && !(Array.isArray(value) && value.length === 0))
        say.forbidden([key], "may only be used when `type` is 'LoadBalancer'");
    }
  if (
    typeof spec.healthCheckNodePort === 'number' &&
    spec.healthCheckNodePort !== 0
  )
    if (!isBalanced || spec.externalTrafficPolicy !== 'Local')
      say.invalid(
        ['healthCheckNodePort'],
        spec.healthCheckNodePort,
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      );
};

const judgeAddresses: Rule = (spec, say) => {
  const { sessionAffinity } = spec;
  // Of one that is None, Kubernetes itself leaves the configuration out.
  if (sessionAffinity === 'ClientIP') {
    const timeout = valueAt(
      spec,
      'sessionAffinityConfig',
      'clientIP',
      'timeoutSeconds',
    );
    if (typeof timeout === 'number' && (timeout <= 0 || timeout > 86400))
      say.invalid(
        ['sessionAffinityConfig', 'clientIP', 'timeoutSeconds'],
        timeout,
        'must be greater than 0 and less than 86400',
      );
  }
  const { clusterIP } = spec;
  if (typeof clusterIP === 'string' && clusterIP !== '' && clusterIP !== 'None')
    if (!isAddress(clusterIP))
      say.invalid(['clusterIPs', 0], clusterIP, 'must be a valid IP address');
  listAt(spec, 'externalIPs').forEach((item, index) => {
    if (typeof item === 'string' && !isAddress(item))
      say.invalid(['externalIPs', index], item, 'must be a valid IP address');
  });
};

const service: Rule = (spec, say) => {
  const { clusterIP, type } = spec;
  if (isOpaque(clusterIP) || isOpaque(type)) return;
  const ports = mapsAt(spec, 'ports');
  const isHeadless =
    clusterIP === 'None' || listAt(spec, 'clusterIPs')[0] === 'None';
  if (ports.length === 0 && !isHeadless && type !== 'ExternalName')
    if (!isOpaque(spec.ports)) say.required(['ports']);
  const names = new Set<Content>();
  const taken = new Set<string>();
  const nodePorts = new Set<string>();
  ports.forEach(({ item, index }) => {
    const { name, protocol = 'TCP', nodePort } = item;
    if (ports.length > 1 && isEmpty(name))
      say.required(['ports', index, 'name']);
    if (typeof name === 'string' && name !== '') {
      if (names.has(name)) say.duplicate(['ports', index, 'name'], name);
      names.add(name);
    }
    const key = `${protocol || 'TCP'}/${item.port}`;
    if (typeof item.port === 'number' && taken.has(key))
      say.duplicate(['ports', index], { port: item.port, protocol });
    taken.add(key);
    if (typeof nodePort !== 'number' || nodePort === 0) return;
    if (type === 'ClusterIP' || isEmpty(type))
      say.forbidden(
        ['ports', index, 'nodePort'],
        "may not be used when `type` is 'ClusterIP'",
      );
    if (nodePorts.has(`${protocol}/${nodePort}`))
      say.duplicate(['ports', index, 'nodePort'], nodePort);
    nodePorts.add(`${protocol}/${nodePort}`);
  });
  exactly(
    '',
    'ClusterIP',
    'ExternalName',
    'LoadBalancer',
    'NodePort',
  )(type ?? '', ['type'], say);
  if (isHeadless && (type === 'LoadBalancer' || type === 'NodePort'))
    say.invalid(
      ['clusterIPs', 0],
      'None',
      `may not be set to 'None' for ${type} services`,
    );
  judgeExternalName(spec, say);
  judgeReach(spec, say);
  judgeAddresses(spec, say);
};

const servicePort: Rule = (struct, say) => {
  if (isAbsent(struct.port)) port(0, ['port'], say);
  fields({
    name: spelled(dnsLabel),
    port,
    targetPort: (value, path, inner) => {
      // Nought is left out, and so the port itself.
      if (value !== 0 && value !== '') portOrName(value, path, inner);
    },
    nodePort: optionalPort,
    protocol: exactly('', 'SCTP', 'TCP', 'UDP'),
    appProtocol: (value, path, inner) => {
      const complaint =
        typeof value === 'string' ? qualifiedName(value) : undefined;
      if (complaint !== undefined) inner.invalid(path, value, complaint);
    },
  })(struct, say);
};

function isEmptyList(value: Content | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

function host(value: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(value) && isAddress(value))
    return 'must be a DNS name, not an IP address';
  const grammar: Grammar = value.includes('*') ? wildcardSubdomain : subdomain;
  return grammar(value);
}

const ingress: Rule = (spec, say) => {
  if (
    listAt(spec, 'rules').length === 0 &&
    isAbsent(spec.defaultBackend) &&
    !isOpaque(spec.rules)
  )
    say.invalid([], [], 'either `defaultBackend` or `rules` must be specified');
  const { ingressClassName } = spec;
  if (ingressClassName === '')
    say.invalid(['ingressClassName'], '', subdomain('') ?? '');
  fields({ ingressClassName: spelled(subdomain) })(spec, say);
  mapsAt(spec, 'tls').forEach(({ item, index }) => {
    listAt(item, 'hosts').forEach((name, place) => {
      const text = name ?? '';
      if (typeof text !== 'string') return;
      const grammar = text.includes('*') ? wildcardSubdomain : subdomain;
      const complaint = grammar(text);
      if (complaint !== undefined)
        say.invalid(['tls', index, 'hosts', place], text, complaint);
    });
    spelled(subdomain)(
      item.secretName ?? null,
      ['tls', index, 'secretName'],
      say,
    );
  });
};

const ingressPath: Rule = (struct, say) => {
  const { pathType } = struct;
  if (isOpaque(pathType)) return;
  if (isAbsent(pathType)) {
    say.required(['pathType'], 'pathType must be specified');
    return;
  }
  exactly('Exact', 'ImplementationSpecific', 'Prefix')(
    pathType,
    ['pathType'],
    say,
  );
  if (isOpaque(struct.path)) return;
  const text = textAt(struct, 'path') ?? '';
  const isFree = pathType === 'ImplementationSpecific';
  if (!text.startsWith('/') && !(isFree && text === ''))
    say.invalid(['path'], text, 'must be an absolute path');
  if (isFree) return;
  for (const sequence of ['//', '/./', '/../', '%2f', '%2F'])
    if (text.includes(sequence))
      say.invalid(['path'], text, `must not contain '${sequence}'`);
  for (const end of ['/..', '/.'])
    if (text.endsWith(end))
      say.invalid(['path'], text, `cannot end with '${end}'`);
};

const backend: Rule = (struct, say) => {
  const given = givenOf(struct, ['resource', 'service']);
  if (given.length === 2)
    say.invalid([], '', 'cannot set both resource and service backends');
  if (given.length === 0)
    say.invalid([], '', 'resource or service backend is required');
  if (given.length !== 1 || given[0] !== 'service') return;
  const chosen = mapAt(struct, 'service');
  if (isEmpty(chosen.name)) say.required(['service', 'name']);
  else spelled(dnsLabel)(chosen.name, ['service', 'name'], say);
  const { name, number } = mapAt(chosen, 'port');
  const hasNumber = !isAbsent(number) && number !== 0;
  if (!isEmpty(name) && hasNumber)
    say.invalid([], '', 'cannot set both port name & port number');
  else if (!isEmpty(name))
    spelled(portName)(name ?? null, ['service', 'port', 'name'], say);
  else if (hasNumber) port(number, ['service', 'port', 'number'], say);
  else say.required([], 'port name or number is required');
};

/** `10.0.0.0/8`, without bits behind what counts. */
export function isBlock(text: string): boolean {
  const [base, bits, ...rest] = text.split('/');
  return (
    rest.length === 0 &&
    bits !== undefined &&
    /^\d{1,3}$/.test(bits) &&
    isAddress(base) &&
    Number(bits) <= (base.includes(':') ? 128 : 32)
  );
}

const block: Check = (value, path, say) => {
  if (typeof value === 'string' && !isBlock(value))
    say.invalid(
      path,
      value,
      'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    );
};

const policyPeer: Rule = (struct, say) => {
  const given = givenOf(struct, [
    'podSelector',
    'namespaceSelector',
    'ipBlock',
  ]);
  if (given.length === 0) say.required([], 'must specify a peer');
  if (given.length > 1 && given.includes('ipBlock'))
    say.forbidden(['ipBlock'], 'may not specify both ipBlock and another peer');
};

const ipBlock: Rule = (struct, say) => {
  if (isEmpty(struct.cidr)) say.required(['cidr']);
  else block(struct.cidr ?? null, ['cidr'], say);
  listAt(struct, 'except').forEach((item, index) =>
    block(item ?? '', ['except', index], say),
  );
};

const policyPort: Rule = (struct, say) => {
  fields({
    port: portOrName,
    protocol: exactly('SCTP', 'TCP', 'UDP'),
  })(struct, say);
  const { endPort } = struct;
  if (isAbsent(endPort) || isOpaque(endPort)) return;
  if (typeof struct.port !== 'number') {
    if (!isOpaque(struct.port))
      say.invalid(
        ['endPort'],
        endPort,
        'may not be specified when `port` is not a number',
      );
    return;
  }
  port(endPort, ['endPort'], say);
  if (typeof endPort === 'number' && endPort < struct.port)
    say.invalid(
      ['endPort'],
      endPort,
      'must be greater than or equal to `port`',
    );
};

const networkPolicy: Rule = (spec, say) => {
  const types = listAt(spec, 'policyTypes');
  if (types.length > 2)
    say.invalid(
      ['policyTypes'],
      types,
      'may not specify more than two policyTypes',
    );
  types.forEach((type, index) =>
    exactly('Egress', 'Ingress')(type ?? '', ['policyTypes', index], say),
  );
};

export const networkRules: Rules = new Map<string, Rule[]>([
  [
    'core.v1.ServiceSpec',
    [
      service,
      fields({
        selector: labels,
        healthCheckNodePort: notNegative,
        trafficDistribution: exactly(
          'PreferClose',
          'PreferSameNode',
          'PreferSameZone',
        ),
        loadBalancerSourceRanges: (value, path, say) => {
          if (Array.isArray(value))
            value.forEach((item, index) =>
              block(
                typeof item === 'string' ? item.trim() : item ?? '',
                [...path, index],
                say,
              ),
            );
        },
      }),
    ],
  ],
  ['core.v1.ServicePort', [servicePort]],
  ['networking.v1.IngressSpec', [ingress]],
  ['networking.v1.IngressRule', [fields({ host: spelled(host) })]],
  [
    'networking.v1.HTTPIngressRuleValue',
    [
      (struct, say) => {
        if (listAt(struct, 'paths').length === 0 && !isOpaque(struct.paths))
          say.required(['paths']);
      },
    ],
  ],
  [
    'networking.v1.HTTPIngressPath',
    [
      ingressPath,
      (struct, say) => {
        if (isAbsent(struct.backend))
          say.invalid(
            ['backend'],
            '',
            'resource or service backend is required',
          );
      },
    ],
  ],
  ['networking.v1.IngressBackend', [backend]],
  ['networking.v1.IngressClassSpec', [requires('controller')]],
  ['networking.v1.NetworkPolicySpec', [networkPolicy]],
  ['networking.v1.NetworkPolicyPeer', [policyPeer]],
  ['networking.v1.NetworkPolicyPort', [policyPort]],
  ['networking.v1.IPBlock', [ipBlock]],
]);
