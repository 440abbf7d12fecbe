import {
  Content,
  ContentObject,
  isAbsent,
  isEmpty,
  isMap,
  isOpaque,
  listAt,
  mapAt,
  mapsAt,
  Path,
  textAt,
  valueAt,
} from '../content';
import {
  dnsLabel,
  labelValue,
  qualifiedName,
  searchDomain,
  subdomain,
} from '../grammar/names';
import { compareQuantities } from '../grammar/quantity';
import { Inspection, Rule, Rules } from '../Inspection';
import {
  between,
  Check,
  eachSpelled,
  exactly,
  fields,
  requires,
  spelled,
} from './checks';
import { isSidecar } from './containers';
import { judgeMetadata, labels } from './metadata';

export interface PodSetting {
  /** Names of volumes that a StatefulSet's claims add to each pod. */
  claimed?: string[];
  /** A pod as it runs, not a template of one. */
  isPod?: boolean;
}

/** What must hold between the parts of a pod's spec; `path` leads to it. */
export function judgePod(
  spec: ContentObject,
  path: Path,
  say: Inspection,
  setting: PodSetting = {},
): void {
  const below = (...more: Path) => [...path, ...more];
  const containers = mapsAt(spec, 'containers');
  if (listAt(spec, 'containers').length === 0 && !isOpaque(spec.containers))
    say.required(below('containers'));
  judgeNames(spec, below, say);
  const volumes = volumesOf(spec, setting.claimed ?? []);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'])
    mapsAt(spec, list).forEach(({ item, index }) => {
      judgeMounts(item, volumes, below(list, index), say);
      judgeLifecycle(item, spec, below(list, index), say);
      if (
        setting.isPod &&
        typeof item.image === 'string' &&
        item.image.trim() !== item.image
      )
        say.invalid(
          below(list, index, 'image'),
          item.image,
          'must not have leading or trailing whitespace',
        );
    });
  mapsAt(spec, 'initContainers').forEach(({ item, index }) => {
    if (!isSidecar(item) && !isOpaque(item.restartPolicy))
      for (const key of [
        'lifecycle',
        'livenessProbe',
        'readinessProbe',
        'startupProbe',
      ])
        if (!isAbsent(item[key]))
          say.forbidden(
            below('initContainers', index, key),
            'may not be set for init containers without restartPolicy=Always',
          );
  });
  judgeHostPorts(containers, below, say);
  judgeHost(spec, below, say);
  const { activeDeadlineSeconds } = spec;
  if (typeof activeDeadlineSeconds === 'number')
    between(1, 2 ** 31 - 1)(
      activeDeadlineSeconds,
      below('activeDeadlineSeconds'),
      say,
    );
}

type Below = (...more: Path) => Path;

/** Containers of every kind share one set of names, volumes another. */
function judgeNames(spec: ContentObject, below: Below, say: Inspection): void {
  const names = new Set<Content>();
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'])
    mapsAt(spec, list).forEach(({ item: { name }, index }) => {
      if (typeof name !== 'string' || name === '') return;
      if (names.has(name)) say.duplicate(below(list, index, 'name'), name);
      names.add(name);
    });
  const volumes = new Set<Content>();
  mapsAt(spec, 'volumes').forEach(({ item: { name }, index }) => {
    if (typeof name !== 'string' || name === '') return;
    if (volumes.has(name)) say.duplicate(below('volumes', index, 'name'), name);
    volumes.add(name);
  });
}

/** By name; undefined in place of the names where one of them is not known. */
interface Volumes {
  byName: Map<string, ContentObject>;
  isComplete: boolean;
}

function volumesOf(spec: ContentObject, claimed: string[]): Volumes {
  const listed = mapsAt(spec, 'volumes');
  const byName = new Map<string, ContentObject>(
    claimed.map(name => [name, { name, persistentVolumeClaim: {} }]),
  );
  for (const { item } of listed)
    if (typeof item.name === 'string') byName.set(item.name, item);
  return {
    byName,
    isComplete: listed.every(({ item }) => !isOpaque(item.name)),
  };
}

function judgeMounts(
  container: ContentObject,
  { byName, isComplete }: Volumes,
  path: Path,
  say: Inspection,
): void {
  const taken = new Map<Content, string>();
  for (const [list, place] of [
    ['volumeMounts', 'mountPath'],
    ['volumeDevices', 'devicePath'],
  ])
    mapsAt(container, list).forEach(({ item, index }) => {
      const { name, [place]: where } = item;
      if (typeof name === 'string' && name !== '' && isComplete)
        if (!byName.has(name))
          say.notFound([...path, list, index, 'name'], name);
        else if (list === 'volumeDevices' && !isClaim(byName.get(name)))
          say.invalid(
            [...path, list, index, 'name'],
            name,
            'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
          );
      if (typeof where !== 'string' || where === '') return;
      const other = taken.get(where);
      if (other !== undefined)
        say.invalid(
          [...path, list, index, place],
          where,
          other === list
            ? 'must be unique'
            : `must not already exist as a path in ${other}`,
        );
      taken.set(where, list);
      if (
        item.mountPropagation === 'Bidirectional' &&
        valueAt(container, 'securityContext', 'privileged') !== true
      )
        say.forbidden(
          [...path, list, index, 'mountPropagation'],
          'Bidirectional mount propagation is available only to privileged containers',
        );
    });
}

function isClaim(volume: ContentObject | undefined): boolean {
  return isMap(volume?.persistentVolumeClaim) || isMap(volume?.ephemeral);
}

function judgeLifecycle(
  container: ContentObject,
  spec: ContentObject,
  path: Path,
  say: Inspection,
): void {
  const lifecycle = mapAt(container, 'lifecycle');
  const grace = spec.terminationGracePeriodSeconds ?? 30;
  for (const key of ['postStart', 'preStop']) {
    const seconds = valueAt(lifecycle, key, 'sleep', 'seconds');
    if (
      typeof seconds === 'number' &&
      typeof grace === 'number' &&
      seconds > grace
    )
      say.invalid(
        [...path, 'lifecycle', key, 'sleep', 'seconds'],
        seconds,
        `must be non-negative and less than terminationGracePeriodSeconds (${grace})`,
      );
  }
}

function judgeHostPorts(
  containers: { item: ContentObject; index: number }[],
  below: Below,
  say: Inspection,
): void {
  const taken = new Set<string>();
  containers.forEach(({ item: container, index }) =>
    mapsAt(container, 'ports').forEach(({ item, index: place }) => {
      const { hostPort, hostIP = '', protocol = 'TCP' } = item;
      if (typeof hostPort !== 'number' || hostPort === 0) return;
      const text = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(text))
        say.duplicate(
          below('containers', index, 'ports', place, 'hostPort'),
          text,
        );
      taken.add(text);
    }),
  );
}

/** What a pod shares with its node. */
function judgeHost(spec: ContentObject, below: Below, say: Inspection): void {
  if (spec.hostNetwork === true)
    mapsAt(spec, 'containers').forEach(({ item: container, index }) =>
      mapsAt(container, 'ports').forEach(({ item, index: place }) => {
        const { hostPort, containerPort } = item;
        if (
          typeof hostPort === 'number' &&
          hostPort !== 0 &&
          typeof containerPort === 'number' &&
          hostPort !== containerPort
        )
          say.invalid(
            below('containers', index, 'ports', place, 'hostPort'),
            hostPort,
            'must match `containerPort` when `hostNetwork` is true',
          );
      }),
    );
  if (spec.hostPID === true && spec.shareProcessNamespace === true)
    say.invalid(
      below('shareProcessNamespace'),
      true,
      'ShareProcessNamespace and HostPID cannot both be enabled',
    );
  if (spec.hostUsers === false)
    for (const key of ['hostNetwork', 'hostPID', 'hostIPC'])
      if (spec[key] === true && key !== 'hostNetwork')
        say.forbidden(below(key), 'when `hostUsers` is false');
  if (spec.dnsPolicy === 'None' && !isOpaque(spec.dnsConfig))
    if (listAt(spec, 'dnsConfig', 'nameservers').length === 0)
      say.required(
        isAbsent(spec.dnsConfig)
          ? below('dnsConfig')
          : below('dnsConfig', 'nameservers'),
        'must provide at least one DNS nameserver when `dnsPolicy` is None',
      );
}

const toleration: Rule = (struct, say) => {
  const { key, operator, value, effect } = struct;
  fields({ key: spelled(qualifiedName) })(struct, say);
  if (isEmpty(key) && operator !== 'Exists' && !isOpaque(operator))
    say.invalid(
      ['operator'],
      operator ?? '',
      'operator must be Exists when `key` is empty, which means "match all values and all keys"',
    );
  if (!isAbsent(struct.tolerationSeconds) && effect !== 'NoExecute')
    if (!isOpaque(effect))
      say.invalid(
        ['effect'],
        effect ?? '',
        "effect must be 'NoExecute' when `tolerationSeconds` is set",
      );
  if (isEmpty(operator) || operator === 'Equal')
    spelled(labelValue)(value ?? null, ['value'], say);
  else if (operator === 'Exists' && !isEmpty(value))
    say.invalid(
      ['operator'],
      value ?? '',
      "value must be empty when `operator` is 'Exists'",
    );
  else if (operator === 'Lt' || operator === 'Gt')
    say.unsupported(['operator'], operator, ['Equal', 'Exists']);
};

const SELECTOR_OPERATORS = [
  'In',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Gt',
  'Lt',
];

const nodeRequirement: Rule = (struct, say) => {
  const { operator, values } = struct;
  const amount = Array.isArray(values) ? values.length : 0;
  if (isOpaque(values)) return;
  if ((operator === 'In' || operator === 'NotIn') && amount === 0)
    say.required(
      ['values'],
      "must be specified when `operator` is 'In' or 'NotIn'",
    );
  if ((operator === 'Exists' || operator === 'DoesNotExist') && amount > 0)
    say.forbidden(
      ['values'],
      "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    );
  if ((operator === 'Gt' || operator === 'Lt') && amount !== 1)
    say.required(
      ['values'],
      "must be specified single value when `operator` is 'Lt' or 'Gt'",
    );
  if (
    isEmpty(operator) ||
    (typeof operator === 'string' && !SELECTOR_OPERATORS.includes(operator))
  )
    say.invalid(['operator'], operator ?? '', 'not a valid selector operator');
  if (isEmpty(struct.key))
    say.invalid(['key'], '', 'name part must be non-empty');
  fields({ key: spelled(qualifiedName) })(struct, say);
};

/** A term that pods must meet has legal label values; one they may meet need not. */
const requiredTerms: Rule = (struct, say) => {
  const required = valueAt(
    struct,
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  mapsAt(required ?? null).forEach(({ item, index }) =>
    mapsAt(item, 'matchExpressions').forEach(
      ({ item: expression, index: place }) =>
        eachSpelled(labelValue)(
          expression.values ?? null,
          [
            'requiredDuringSchedulingIgnoredDuringExecution',
            'nodeSelectorTerms',
            index,
            'matchExpressions',
            place,
            'values',
          ],
          say,
        ),
    ),
  );
};

const weight: Check = (value, path, say) => {
  if (typeof value === 'number' && (value <= 0 || value > 100))
    say.invalid(path, value, 'must be in the range 1-100');
};

const weighted: Rule = (struct, say) => {
  if (isAbsent(struct.weight))
    say.invalid(['weight'], 0, 'must be in the range 1-100');
  fields({ weight })(struct, say);
};

const affinityTerm: Rule = (struct, say) => {
  requires('topologyKey')(struct, say);
  fields({
    topologyKey: spelled(qualifiedName),
    namespaces: eachSpelled(dnsLabel),
    matchLabelKeys: eachSpelled(qualifiedName),
    mismatchLabelKeys: eachSpelled(qualifiedName),
  })(struct, say);
};

const spread: Rule = (struct, say) => {
  requires('topologyKey')(struct, say);
  const { maxSkew, minDomains, whenUnsatisfiable } = struct;
  if (isAbsent(maxSkew) || (typeof maxSkew === 'number' && maxSkew <= 0))
    say.invalid(['maxSkew'], maxSkew ?? 0, 'must be greater than zero');
  if (isEmpty(whenUnsatisfiable))
    say.unsupported(['whenUnsatisfiable'], '', [
      'DoNotSchedule',
      'ScheduleAnyway',
    ]);
  if (typeof minDomains === 'number') {
    if (minDomains <= 0)
      say.invalid(['minDomains'], minDomains, 'must be greater than zero');
    if (whenUnsatisfiable !== 'DoNotSchedule' && !isOpaque(whenUnsatisfiable))
      say.invalid(
        ['minDomains'],
        minDomains,
        'can only use minDomains if whenUnsatisfiable=DoNotSchedule',
      );
  }
  const keys = listAt(struct, 'matchLabelKeys');
  if (keys.length > 0 && isAbsent(struct.labelSelector))
    say.forbidden(
      ['matchLabelKeys'],
      'must not be specified when labelSelector is not set',
    );
  const named = mapAt(struct, 'labelSelector', 'matchLabels');
  keys.forEach((key, index) => {
    if (typeof key === 'string' && Object.hasOwn(named, key))
      say.invalid(
        ['matchLabelKeys', index],
        key,
        'exists in both matchLabelKeys and labelSelector',
      );
  });
};

const ip = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/;

export function isAddress(text: string): boolean {
  if (!ip.test(text)) return false;
  return text.includes(':')
    ? text.split(':').length <= 8 && !/[^:]{5}|:::/.test(text)
    : text.split('.').every(part => Number(part) <= 255 && !/^0\d/.test(part));
}

export const address: Check = (value, path, say) => {
  if (typeof value === 'string' && value !== '' && !isAddress(value))
    say.invalid(
      path,
      value,
      'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    );
};

const hostAlias: Rule = (struct, say) => {
  if (isEmpty(struct.ip)) say.invalid(['ip'], '', 'must be a valid IP address');
  fields({ ip: address, hostnames: eachSpelled(subdomain) })(struct, say);
};

const dnsConfig: Rule = (struct, say) => {
  const servers = listAt(struct, 'nameservers');
  const searches = listAt(struct, 'searches');
  if (servers.length > 3)
    say.invalid(
      ['nameservers'],
      servers,
      'must not have more than 3 nameservers',
    );
  servers.forEach((server, index) => {
    if (isEmpty(server))
      say.invalid(['nameservers', index], '', 'must be a valid IP address');
    address(server, ['nameservers', index], say);
  });
  if (searches.length > 32)
    say.invalid(
      ['searches'],
      searches,
      'must not have more than 32 search paths',
    );
  if (searches.join(' ').length > 2048)
    say.invalid(
      ['searches'],
      searches,
      'must not have more than 2048 characters (including spaces) in the search list',
    );
  searches.forEach((search, index) => {
    const text = search ?? '';
    if (typeof text !== 'string' || text === '.') return;
    const complaint = searchDomain(text.replace(/\.$/, ''));
    if (complaint !== undefined)
      say.invalid(['searches', index], text, complaint);
  });
  listAt(struct, 'options').forEach((item, index) => {
    if (isAbsent(item) || isEmpty(valueAt(item, 'name')))
      say.required(['options', index], 'must not be empty');
  });
};

const podSpec: Rule = (spec, say) => {
  fields({
    nodeSelector: labels,
    serviceAccountName: spelled(subdomain),
    nodeName: spelled(subdomain),
    hostname: spelled(dnsLabel),
    subdomain: spelled(dnsLabel),
    priorityClassName: spelled(subdomain),
    runtimeClassName: spelled(subdomain),
    restartPolicy: exactly('', 'Always', 'Never', 'OnFailure'),
  })(spec, say);
  mapsAt(spec, 'readinessGates').forEach(({ item, index }) => {
    const type = textAt(item, 'conditionType') ?? '';
    const complaint = qualifiedName(type);
    if (complaint !== undefined)
      say.invalid(['readinessGates', index, 'conditionType'], type, complaint);
  });
  mapsAt(spec, 'schedulingGates').forEach(({ item, index }) => {
    const name = textAt(item, 'name') ?? '';
    const complaint = qualifiedName(name);
    if (complaint !== undefined)
      say.invalid(['schedulingGates', index], name, complaint);
  });
  const resources = mapAt(spec, 'resources', 'requests');
  for (const name of Object.keys(resources)) {
    const sum = resources[name];
    if (typeof sum === 'string' && (compareQuantities(sum, 0) ?? 0) < 0)
      say.invalid(
        ['resources', 'requests', name],
        sum,
        'must be greater than or equal to 0',
      );
  }
};

export const podRules: Rules = new Map<string, Rule[]>([
  ['core.v1.PodSpec', [podSpec]],
  ['core.v1.Toleration', [toleration]],
  ['core.v1.PodOS', [requires('name')]],
  [
    'core.v1.PodTemplateSpec',
    [
      (struct, say) =>
        judgeMetadata(struct.metadata ?? null, ['metadata'], say),
    ],
  ],
  ['core.v1.NodeAffinity', [requiredTerms]],
  ['core.v1.NodeSelectorRequirement', [nodeRequirement]],
  [
    'core.v1.NodeSelector',
    [
      (struct, say) => {
        if (listAt(struct, 'nodeSelectorTerms').length === 0)
          say.required(
            ['nodeSelectorTerms'],
            'must have at least one node selector term',
          );
      },
    ],
  ],
  ['core.v1.PreferredSchedulingTerm', [weighted]],
  ['core.v1.WeightedPodAffinityTerm', [weighted]],
  ['core.v1.PodAffinityTerm', [affinityTerm]],
  ['core.v1.TopologySpreadConstraint', [spread]],
  ['core.v1.HostAlias', [hostAlias]],
  ['core.v1.PodDNSConfig', [dnsConfig]],
]);
