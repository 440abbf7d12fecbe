import {
  ContentObject,
  isAbsent,
  isEmpty,
  isOpaque,
  listAt,
  mapAt,
  mapsAt,
  textAt,
} from '../content';
import { dnsLabel, pathSegment, subdomain } from '../grammar/names';
import { Inspection, Rule, Rules } from '../Inspection';
import {
  amountNotNegative,
  amountOrShare,
  amountPositive,
  between,
  Check,
  exactly,
  fields,
  givenOf,
  requires,
  spelled,
} from './checks';

/** Autoscaling, disruption budgets, roles, priorities: how things are run. */

const autoscaler: Rule = (spec, say) => {
  const { minReplicas: low = 1, maxReplicas: high } = spec;
  if (isAbsent(high) || high === 0)
    say.required(['maxReplicas'], 'must be set and greater than 0');
  else between(1)(high, ['maxReplicas'], say);
  if (typeof low === 'number') between(1)(low, ['minReplicas'], say);
  if (typeof low === 'number' && typeof high === 'number' && high < low)
    say.invalid(
      ['maxReplicas'],
      high,
      'must be greater than or equal to `minReplicas`',
    );
  const version = mapAt(spec, 'scaleTargetRef').apiVersion ?? '';
  if (typeof version === 'string' && !/^[^/]+\/[^/]+$/.test(version))
    say.invalid(
      ['scaleTargetRef', 'apiVersion'],
      version,
      'apiVersion must specify API group',
    );
};

const crossReference: Rule = (struct, say) => {
  requires('kind', 'name')(struct, say);
  fields({ kind: spelled(pathSegment), name: spelled(pathSegment) })(
    struct,
    say,
  );
  if ((textAt(struct, 'apiVersion') ?? '').split('/').length > 2)
    say.invalid(
      ['apiVersion'],
      struct.apiVersion,
      'unexpected GroupVersion string',
    );
};

const METRICS: Record<string, string> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

const metric: Rule = (struct, say) => {
  requires('type')(struct, say);
  fields({ type: exactly('', ...Object.keys(METRICS)) })(struct, say);
  const type = textAt(struct, 'type');
  const own = type && Object.hasOwn(METRICS, type) ? METRICS[type] : undefined;
  if (own !== undefined && isAbsent(struct[own]))
    say.required(
      [own],
      'must populate information for the given metric source',
    );
  const given = givenOf(struct, Object.values(METRICS));
  for (const key of given)
    if (key !== own && (given.length > 1 || own !== undefined))
      say.forbidden([key], 'must populate the given metric source only');
};

/** @param alternatives - the fields of a target of which one is wanted, and whether both may be given */
function metricSource(
  alternatives: string[],
  both: boolean,
  named: 'metric' | 'resource' | 'containerResource',
): Rule {
  return (struct, say) => {
    const target = mapAt(struct, 'target');
    if (isAbsent(struct.target)) say.required(['target', 'type']);
    const given = givenOf(target, alternatives);
    if (given.length === 0 && !isOpaque(struct.target))
      say.required(
        ['target', alternatives[0]],
        `must set ${alternatives.join(' or ')}`,
      );
    if (given.length > 1 && !both)
      say.forbidden(
        ['target', given[1]],
        `may not set both ${given.join(' and ')}`,
      );
    if (named !== 'metric') requires('name')(struct, say);
    if (named === 'containerResource') {
      requires('container')(struct, say);
      fields({ container: spelled(dnsLabel) })(struct, say);
    }
    if (named === 'metric') {
      if (isEmpty(mapAt(struct, 'metric').name))
        say.required(['metric', 'name'], 'must specify a metric name');
      else
        spelled(pathSegment)(
          mapAt(struct, 'metric').name ?? null,
          ['metric', 'name'],
          say,
        );
    }
  };
}

const metricTarget: Rule = (struct, say) => {
  requires('type')(struct, say);
  fields({
    type: exactly('', 'AverageValue', 'Utilization', 'Value'),
    value: amountPositive,
    averageValue: amountPositive,
    averageUtilization: between(1),
  })(struct, say);
};

const scalingRules: Rule = (struct, say) => {
  if (Array.isArray(struct.policies) && struct.policies.length === 0)
    say.required(['policies'], 'must specify at least one Policy');
  fields({
    stabilizationWindowSeconds: between(0, 3600),
    selectPolicy: exactly('Disabled', 'Max', 'Min'),
    tolerance: amountNotNegative,
  })(struct, say);
};

const scalingPolicy: Rule = (struct, say) => {
  const positive: Check = (value, path, inner) => {
    if (typeof value === 'number' && value <= 0)
      inner.invalid(path, value, 'must be greater than zero');
  };
  fields({ value: positive, periodSeconds: positive })(struct, say);
  for (const key of ['value', 'periodSeconds'])
    if (isAbsent(struct[key]))
      say.invalid([key], 0, 'must be greater than zero');
  fields({ periodSeconds: between(-Infinity, 1800) })(struct, say);
  exactly('Percent', 'Pods')(struct.type ?? '', ['type'], say);
};

const disruptionBudget: Rule = (spec, say) => {
  if (!isAbsent(spec.minAvailable) && !isAbsent(spec.maxUnavailable))
    say.invalid(
      ['maxUnavailable'],
      spec.maxUnavailable ?? null,
      'minAvailable and maxUnavailable cannot be both set',
    );
  fields({
    minAvailable: amountOrShare(100),
    maxUnavailable: amountOrShare(100),
    unhealthyPodEvictionPolicy: exactly('AlwaysAllow', 'IfHealthyBudget'),
  })(spec, say);
};

const GROUP = 'rbac.authorization.k8s.io';

function policyRules(isNamespaced: boolean): Rule {
  return (role, say) =>
    listAt(role, 'rules').forEach((item, index) =>
      say.inside('rules', () =>
        say.inside(index, () => policyRule(mapAt(item), isNamespaced, say)),
      ),
    );
}

function policyRule(
  rule: ContentObject,
  isNamespaced: boolean,
  say: Inspection,
): void {
  if (listAt(rule, 'verbs').length === 0)
    say.required(['verbs'], 'verbs must contain at least one value');
  const urls = listAt(rule, 'nonResourceURLs');
  if (urls.length === 0) {
    for (const key of ['apiGroups', 'resources'])
      if (listAt(rule, key).length === 0)
        say.required(
          [key],
          `resource rules must supply at least one ${
            key === 'resources' ? 'resource' : 'api group'
          }`,
        );
    return;
  }
  if (isNamespaced)
    say.invalid(
      ['nonResourceURLs'],
      urls,
      'namespaced rules cannot apply to non-resource URLs',
    );
  if (
    ['apiGroups', 'resources', 'resourceNames'].some(
      key => listAt(rule, key).length > 0,
    )
  )
    say.invalid(
      ['nonResourceURLs'],
      urls,
      'rules cannot apply to both regular resources and non-resource URLs',
    );
}

function binding(kinds: string[]): Rule {
  return (object, say) => {
    const role = mapAt(object, 'roleRef');
    if (isOpaque(object.roleRef)) return;
    exactly(...kinds)(role.kind ?? '', ['roleRef', 'kind'], say);
    exactly('', GROUP)(role.apiGroup ?? '', ['roleRef', 'apiGroup'], say);
    if (isEmpty(role.name)) say.required(['roleRef', 'name']);
    else spelled(pathSegment)(role.name ?? null, ['roleRef', 'name'], say);
    mapsAt(object, 'subjects').forEach(({ item, index }) => {
      if (
        item.kind === 'ServiceAccount' &&
        isEmpty(item.namespace) &&
        kinds.length === 1
      )
        say.required(['subjects', index, 'namespace']);
    });
  };
}

const subject: Rule = (struct, say) => {
  requires('name')(struct, say);
  exactly('Group', 'ServiceAccount', 'User')(struct.kind ?? '', ['kind'], say);
  if (struct.kind === 'ServiceAccount') {
    fields({ name: spelled(subdomain) })(struct, say);
    exactly('')(struct.apiGroup ?? '', ['apiGroup'], say);
  } else exactly('', GROUP)(struct.apiGroup ?? '', ['apiGroup'], say);
};

export const operationRules: Rules = new Map<string, Rule[]>([
  ['autoscaling.v2.HorizontalPodAutoscalerSpec', [autoscaler]],
  ['autoscaling.v2.CrossVersionObjectReference', [crossReference]],
  ['autoscaling.v2.MetricSpec', [metric]],
  [
    'autoscaling.v2.ObjectMetricSource',
    [metricSource(['averageValue', 'value'], true, 'metric')],
  ],
  [
    'autoscaling.v2.ExternalMetricSource',
    [metricSource(['averageValue', 'value'], false, 'metric')],
  ],
  [
    'autoscaling.v2.PodsMetricSource',
    [metricSource(['averageValue'], true, 'metric')],
  ],
  [
    'autoscaling.v2.ResourceMetricSource',
    [metricSource(['averageUtilization', 'averageValue'], false, 'resource')],
  ],
  [
    'autoscaling.v2.ContainerResourceMetricSource',
    [
      metricSource(
        ['averageUtilization', 'averageValue'],
        false,
        'containerResource',
      ),
    ],
  ],
  ['autoscaling.v2.MetricTarget', [metricTarget]],
  ['autoscaling.v2.HPAScalingRules', [scalingRules]],
  ['autoscaling.v2.HPAScalingPolicy', [scalingPolicy]],
  ['policy.v1.PodDisruptionBudgetSpec', [disruptionBudget]],
  ['rbac.v1.Role', [policyRules(true)]],
  ['rbac.v1.ClusterRole', [policyRules(false)]],
  [
    'rbac.v1.AggregationRule',
    [
      (struct, say) => {
        if (listAt(struct, 'clusterRoleSelectors').length === 0)
          say.required(
            ['clusterRoleSelectors'],
            'at least one clusterRoleSelector required if aggregationRule is non-nil',
          );
      },
    ],
  ],
  ['rbac.v1.RoleBinding', [binding(['ClusterRole', 'Role'])]],
  ['rbac.v1.ClusterRoleBinding', [binding(['ClusterRole'])]],
  ['rbac.v1.Subject', [subject]],
]);
