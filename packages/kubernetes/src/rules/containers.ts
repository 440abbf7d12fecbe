import {
  Content,
  ContentObject,
  isAbsent,
  isEmpty,
  isMap,
  isOpaque,
  listAt,
  mapsAt,
  textAt,
  valueAt,
} from '../content';
import {
  configKey,
  dnsLabel,
  headerName,
  localPath,
  portName,
  qualifiedName,
  subdomain,
  variableName,
} from '../grammar/names';
import { Rule, Rules } from '../Inspection';
import {
  between,
  Check,
  exactly,
  fields,
  givenOf,
  notNegative,
  optionalPort,
  port,
  requires,
  spelled,
  userId,
} from './checks';

/** A port by its number or by its name. */
export const portOrName: Check = (value, path, say) => {
  if (typeof value === 'number') port(value, path, say);
  else if (value === '')
    say.invalid(path, '', 'must contain at least one letter (a-z)');
  else spelled(portName)(value, path, say);
};

const containerPort: Rule = (struct, say) => {
  const { containerPort: number } = struct;
  if (isAbsent(number) || number === 0) say.required(['containerPort']);
  else if (!isOpaque(number)) port(number, ['containerPort'], say);
};

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

/** A probe, or what is done at a container's start and end: exactly one way to do it. */
const handler: Rule = (struct, say) => {
  const given = givenOf(struct, HANDLERS);
  if (given.length === 0) say.required([], 'must specify a handler type');
  for (const key of given.slice(1))
    say.forbidden([key], 'may not specify more than 1 handler type');
};

const probe: Rule = fields({
  initialDelaySeconds: notNegative,
  timeoutSeconds: notNegative,
  periodSeconds: notNegative,
  successThreshold: notNegative,
  failureThreshold: notNegative,
  terminationGracePeriodSeconds: (value, path, say) => {
    if (typeof value === 'number' && value <= 0)
      say.invalid(path, value, 'must be greater than 0');
  },
});

const SOURCES = [
  'fieldRef',
  'resourceFieldRef',
  'configMapKeyRef',
  'secretKeyRef',
  'fileKeyRef',
];

const variable: Rule = (struct, say) => {
  requires('name')(struct, say);
  fields({ name: spelled(variableName) })(struct, say);
  if (isAbsent(struct.valueFrom) || isOpaque(struct.valueFrom)) return;
  const given = isMap(struct.valueFrom)
    ? givenOf(struct.valueFrom, SOURCES)
    : [];
  const path = ['valueFrom'];
  if (given.length === 0)
    say.invalid(path, '', `must specify one of: ${quoted(SOURCES)}`);
  else if (!isEmpty(struct.value))
    say.invalid(path, '', 'may not be specified when `value` is not empty');
  else if (given.length > 1)
    say.invalid(
      path,
      '',
      'may not have more than one field specified at a time',
    );
};

function quoted(names: string[]): string {
  return `${names
    .slice(0, -1)
    .map(name => `\`${name}\``)
    .join(', ')} or \`${names.at(-1)}\``;
}

const variablesFrom: Rule = (struct, say) => {
  fields({ prefix: spelled(variableName) })(struct, say);
  const given = givenOf(struct, ['configMapRef', 'secretRef']);
  if (given.length === 0)
    say.invalid([], '', 'must specify one of: `configMapRef` or `secretRef`');
  else if (given.length > 1)
    say.invalid([], '', 'may not have more than one field specified at a time');
  for (const key of given)
    if (isEmpty(valueAt(struct, key, 'name'))) say.required([key, 'name']);
    else
      spelled(subdomain)(
        valueAt(struct, key, 'name') ?? null,
        [key, 'name'],
        say,
      );
};

const keyOfObject: Rule = (struct, say) => {
  if (isEmpty(struct.name)) say.invalid(['name'], '', subdomain('') ?? '');
  requires('key')(struct, say);
  fields({ name: spelled(subdomain), key: spelled(configKey) })(struct, say);
};

const fieldPaths = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
  // Of volumes only.
  'metadata.labels',
  'metadata.annotations',
]);

const fieldRef: Rule = (struct, say) => {
  requires('fieldPath')(struct, say);
  const text = textAt(struct, 'fieldPath');
  if (!text) return;
  if (!isEmpty(struct.apiVersion) && struct.apiVersion !== 'v1')
    if (!isOpaque(struct.apiVersion))
      say.unsupported(['apiVersion'], struct.apiVersion ?? '', ['v1']);
  const subscript = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/.exec(text);
  if (subscript) {
    const key = subscript[1].endsWith('labels')
      ? subscript[2]
      : subscript[2].toLowerCase();
    const complaint = qualifiedName(key);
    if (complaint !== undefined) say.invalid([], text, complaint);
  } else if (!fieldPaths.has(text))
    say.unsupported(['fieldPath'], text, [...fieldPaths].slice(0, 9));
};

const variableField: Rule = ({ valueFrom }, say) => {
  const text = textAt(valueFrom, 'fieldRef', 'fieldPath');
  if (text === 'metadata.labels' || text === 'metadata.annotations')
    say.unsupported(
      ['valueFrom', 'fieldRef', 'fieldPath'],
      text,
      [...fieldPaths].slice(0, 9),
    );
};

const amounts =
  /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.*)$/;
const dividers: Record<string, RegExp> = {
  cpu: /^(?:1m|1)$/,
  other: /^1(?:[kMGTPE]|[KMGTPE]i)?$/,
};

const resourceField: Rule = (struct, say) => {
  requires('resource')(struct, say);
  const name = textAt(struct, 'resource');
  if (name && !amounts.test(name))
    say.unsupported(['resource'], name, [
      'limits.cpu',
      'limits.ephemeral-storage',
      'limits.memory',
      'requests.cpu',
      'requests.ephemeral-storage',
      'requests.memory',
    ]);
  const { divisor } = struct;
  if (isEmpty(divisor) || isOpaque(divisor) || String(divisor) === '0') return;
  const legal = name?.endsWith('.cpu') ? dividers.cpu : dividers.other;
  if (!legal.test(String(divisor)))
    say.invalid(['divisor'], divisor, 'is no divisor that Kubernetes supports');
};

const securityContext: Rule = (struct, say) => {
  const { privileged, allowPrivilegeEscalation, capabilities } = struct;
  if (allowPrivilegeEscalation === false) {
    if (privileged === true)
      say.invalid(
        ['privileged'],
        true,
        'cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      );
    if (listAt(capabilities, 'add').includes('CAP_SYS_ADMIN'))
      say.invalid(
        ['capabilities', 'add'],
        'CAP_SYS_ADMIN',
        'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
      );
  }
};

const profileOfSeccomp: Rule = (struct, say) => {
  if (isEmpty(struct.type))
    say.required(['type'], 'type is required when seccompProfile is set');
  if (struct.type === 'Localhost') {
    if (isEmpty(struct.localhostProfile))
      say.required(
        ['localhostProfile'],
        'must be set when seccomp type is Localhost',
      );
    spelled(localPath)(
      struct.localhostProfile ?? null,
      ['localhostProfile'],
      say,
    );
  } else if (!isEmpty(struct.localhostProfile))
    say.invalid(
      ['localhostProfile'],
      struct.localhostProfile,
      'can only be set when seccomp type is Localhost',
    );
};

const profileOfAppArmor: Rule = (struct, say) => {
  if (isEmpty(struct.type))
    say.required(['type'], 'type is required when appArmorProfile is set');
  if (struct.type === 'Localhost') {
    if (isEmpty(struct.localhostProfile))
      say.required(
        ['localhostProfile'],
        'must be set when AppArmor type is Localhost',
      );
  } else if (!isEmpty(struct.localhostProfile))
    say.invalid(
      ['localhostProfile'],
      struct.localhostProfile,
      'must only be set when AppArmor type is "Localhost"',
    );
};

const POLICIES = ['Always', 'Never', 'OnFailure'];

const judgeProbes: Rule = (struct, say) => {
  for (const key of ['livenessProbe', 'startupProbe']) {
    const threshold = valueAt(struct, key, 'successThreshold');
    if (typeof threshold === 'number' && threshold !== 1 && threshold !== 0)
      say.invalid([key, 'successThreshold'], threshold, 'must be 1');
  }
  const grace = valueAt(
    struct,
    'readinessProbe',
    'terminationGracePeriodSeconds',
  );
  if (!isAbsent(grace))
    say.invalid(
      ['readinessProbe', 'terminationGracePeriodSeconds'],
      grace,
      'must not be set for readinessProbes',
    );
};

/** What every container has, main, init or ephemeral. */
const container: Rule = (struct, say) => {
  requires('name', 'image')(struct, say);
  fields({
    name: spelled(dnsLabel),
    restartPolicy: exactly(...POLICIES),
  })(struct, say);
  const names = new Set<Content>();
  mapsAt(struct, 'ports').forEach(({ item, index }) => {
    if (isEmpty(item.name) || typeof item.name !== 'string') return;
    if (names.has(item.name))
      say.duplicate(['ports', index, 'name'], item.name);
    names.add(item.name);
  });
  mapsAt(struct, 'resizePolicy').forEach(({ item, index }) => {
    for (const key of ['resourceName', 'restartPolicy'])
      if (isEmpty(item[key])) say.required(['resizePolicy', index, key]);
    fields({
      resourceName: (value, path, inner) =>
        exactly('cpu', 'memory')(
          value,
          ['resizePolicy', index, ...path],
          inner,
        ),
    })(item, say);
  });
  judgeProbes(struct, say);
};

const mount: Rule = (struct, say) => {
  requires('name', 'mountPath')(struct, say);
  fields({ subPath: spelled(localPath), subPathExpr: spelled(localPath) })(
    struct,
    say,
  );
  if (!isEmpty(struct.subPath) && !isEmpty(struct.subPathExpr))
    say.invalid(
      ['subPathExpr'],
      struct.subPathExpr,
      'subPathExpr and subPath are mutually exclusive',
    );
  const { recursiveReadOnly } = struct;
  if (recursiveReadOnly === 'Enabled' || recursiveReadOnly === 'IfPossible') {
    if (struct.readOnly !== true && !isOpaque(struct.readOnly))
      say.forbidden(
        ['recursiveReadOnly'],
        'may only be specified when readOnly is true',
      );
    if (!isEmpty(struct.mountPropagation) && struct.mountPropagation !== 'None')
      say.forbidden(
        ['recursiveReadOnly'],
        'may only be specified when mountPropagation is None or not specified',
      );
  } else if (!isAbsent(recursiveReadOnly))
    exactly('Disabled', 'Enabled', 'IfPossible')(
      recursiveReadOnly,
      ['recursiveReadOnly'],
      say,
    );
};

export function isSidecar({ restartPolicy }: ContentObject): boolean {
  return restartPolicy === 'Always';
}

export const containerRules: Rules = new Map<string, Rule[]>([
  ['core.v1.Container', [container]],
  ['core.v1.EphemeralContainer', [container]],
  [
    'core.v1.ContainerPort',
    [
      containerPort,
      fields({
        name: spelled(portName),
        hostPort: optionalPort,
        protocol: exactly('SCTP', 'TCP', 'UDP', ''),
      }),
    ],
  ],
  ['core.v1.Probe', [handler, probe]],
  ['core.v1.LifecycleHandler', [handler]],
  [
    'core.v1.ExecAction',
    [
      (struct, say) => {
        if (listAt(struct, 'command').length === 0 && !isOpaque(struct.command))
          say.required(['command']);
      },
    ],
  ],
  ['core.v1.HTTPGetAction', [fields({ port: portOrName }), requires('port')]],
  [
    'core.v1.HTTPHeader',
    [
      (struct, say) => {
        const name = struct.name ?? '';
        const complaint =
          typeof name === 'string' ? headerName(name) : undefined;
        if (complaint !== undefined) say.invalid(['name'], name, complaint);
      },
    ],
  ],
  ['core.v1.TCPSocketAction', [fields({ port: portOrName }), requires('port')]],
  ['core.v1.GRPCAction', [fields({ port }), requires('port')]],
  ['core.v1.EnvVar', [variable, variableField]],
  ['core.v1.EnvFromSource', [variablesFrom]],
  ['core.v1.ConfigMapKeySelector', [keyOfObject]],
  ['core.v1.SecretKeySelector', [keyOfObject]],
  ['core.v1.ObjectFieldSelector', [fieldRef]],
  ['core.v1.ResourceFieldSelector', [resourceField]],
  ['core.v1.VolumeMount', [mount]],
  ['core.v1.VolumeDevice', [requires('name', 'devicePath')]],
  [
    'core.v1.SecurityContext',
    [securityContext, fields({ runAsUser: userId, runAsGroup: userId })],
  ],
  ['core.v1.SeccompProfile', [profileOfSeccomp]],
  ['core.v1.AppArmorProfile', [profileOfAppArmor]],
  [
    'core.v1.ContainerRestartRule',
    [
      (struct, say) => {
        requires('action')(struct, say);
        if (isAbsent(struct.exitCodes))
          say.required(['exitCodes'], 'must be specified');
      },
    ],
  ],
  ['core.v1.ContainerRestartRuleOnExitCodes', [requires('operator')]],
  [
    'core.v1.PodSecurityContext',
    [
      fields({
        runAsUser: userId,
        runAsGroup: userId,
        fsGroup: userId,
        seLinuxChangePolicy: exactly('Recursive'),
        supplementalGroups: (value, path, say) => {
          if (Array.isArray(value))
            value.forEach((item, index) => userId(item, [...path, index], say));
        },
      }),
    ],
  ],
  ['core.v1.SleepAction', [fields({ seconds: between(0) })]],
]);
