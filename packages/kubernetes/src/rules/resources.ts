import { Content, ContentObject, isMap, mapsAt, Path } from '../content';
import { qualifiedName } from '../grammar/names';
import {
  canonicalQuantity,
  compareQuantities,
  isWhole,
} from '../grammar/quantity';
import { Inspection, Rule, Rules } from '../Inspection';

const ofContainers = /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;
const counted =
  /^(?:pods|services|services\.nodeports|services\.loadbalancers|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|count\/.+)$/;

type Amount = string | number;

function isAmount(value: Content | undefined): value is Amount {
  return typeof value === 'string' || typeof value === 'number';
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** GPUs and the like: written `vendor.example/device`, in whole pieces, never shared. */
function isExtended(name: string): boolean {
  return (
    name.includes('/') &&
    !/(?:^|\.)kubernetes\.io\//.test(name) &&
    !name.startsWith('requests.')
  );
}

/** Kubernetes hands these out once: request and limit are the same. */
function isShared(name: string): boolean {
  return (
    (!name.includes('/') || /(?:^|\.)kubernetes\.io\//.test(name)) &&
    !isHugePages(name)
  );
}

/** An amount of something that a container, a quota or a limit range speaks of. */
export function judgeAmount(
  name: string,
  value: Content,
  path: Path,
  say: Inspection,
): void {
  if (!isAmount(value)) return;
  const order = compareQuantities(value, 0);
  if (order !== undefined && order < 0)
    say.invalid(path, value, 'must be greater than or equal to 0');
  if ((counted.test(name) || isExtended(name)) && order !== undefined)
    if (!isWhole(value)) say.invalid(path, value, 'must be an integer');
}

function judgeResourceName(name: string, path: Path, say: Inspection): void {
  const complaint = qualifiedName(name);
  if (complaint !== undefined) say.invalid(path, name, complaint);
  else if (!name.includes('/') && !ofContainers.test(name))
    say.invalid(path, name, 'must be a standard resource for containers');
  else if (
    name.includes('/') &&
    !isExtended(name) &&
    !/(?:^|\.)kubernetes\.io\//.test(name)
  )
    say.invalid(path, name, "doesn't follow extended resource name standard");
}

const requirements: Rule = (resources, say) => {
  const limits = maps(resources.limits);
  const requests = maps(resources.requests);
  for (const [list, amounts] of [
    ['limits', limits],
    ['requests', requests],
  ] as const)
    for (const name of Object.keys(amounts)) {
      judgeResourceName(name, [list, name], say);
      judgeAmount(name, amounts[name], [list, name], say);
    }
  for (const name of Object.keys(requests))
    judgeRequest(name, requests[name], limits, say);
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (
    names.some(isHugePages) &&
    !names.includes('cpu') &&
    !names.includes('memory')
  )
    say.forbidden([], 'HugePages require cpu or memory');
};

function judgeRequest(
  name: string,
  request: Content,
  limits: ContentObject,
  say: Inspection,
): void {
  const path = ['requests', name];
  const limit = limits[name] ?? 0;
  if (!Object.hasOwn(limits, name)) {
    if (!isShared(name))
      say.required(
        ['limits', name],
        'Limit must be set for non overcommitable resources',
      );
    return;
  }
  if (!isAmount(request) || !isAmount(limit) || request === limit) return;
  const order = compareQuantities(request, limit);
  if (order === undefined || order === 0) return;
  const shown = canonicalQuantity(limit);
  if (!isShared(name))
    say.invalid(path, request, `must be equal to ${name} limit of ${shown}`);
  else if (order > 0)
    say.invalid(
      path,
      request,
      `must be less than or equal to ${name} limit of ${shown}`,
    );
}

function maps(value: Content | undefined): ContentObject {
  return isMap(value) ? value : {};
}

const ofQuotas =
  /^(?:cpu|memory|ephemeral-storage|(?:requests|limits)\.(?:cpu|memory|ephemeral-storage)|requests\.(?:storage|hugepages-.+)|hugepages-.+|pods|services|services\.nodeports|services\.loadbalancers|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims)$/;

const quota: Rule = (spec, say) => {
  const hard = maps(spec.hard);
  for (const name of Object.keys(hard)) {
    const complaint = qualifiedName(name);
    if (complaint !== undefined) say.invalid(['hard', name], name, complaint);
    else if (!name.includes('/') && !ofQuotas.test(name))
      say.invalid(
        ['hard', name],
        name,
        'must be a standard resource for quota',
      );
    judgeAmount(name, hard[name], ['hard', name], say);
  }
};

const limitItem: Rule = (item, say) => {
  const type = item.type ?? '';
  if (typeof type === 'string') {
    const complaint = qualifiedName(type);
    if (complaint !== undefined) say.invalid(['type'], type, complaint);
    else if (
      !type.includes('/') &&
      !['Container', 'PersistentVolumeClaim', 'Pod'].includes(type)
    )
      say.invalid(
        ['type'],
        type,
        'must be a standard limit type or fully qualified',
      );
  }
  const [min, max] = [maps(item.min), maps(item.max)];
  const byDefault = maps(item.default);
  const asked = maps(item.defaultRequest);
  const order = (
    low: ContentObject,
    high: ContentObject,
    field: string,
    detail: string,
  ) => {
    for (const name of Object.keys(low)) {
      if (!Object.hasOwn(high, name)) continue;
      const [a, b] = [low[name] ?? 0, high[name] ?? 0];
      if (isAmount(a) && isAmount(b) && (compareQuantities(a, b) ?? 0) > 0)
        say.invalid([field, name], a, detail);
    }
  };
  order(min, max, 'min', 'min value is greater than max value');
  order(min, byDefault, 'default', 'min value is greater than default value');
  order(byDefault, max, 'default', 'default value is greater than max value');
  order(
    asked,
    max,
    'defaultRequest',
    'default request value is greater than max value',
  );
  order(
    min,
    asked,
    'defaultRequest',
    'min value is greater than default request value',
  );
  order(
    asked,
    byDefault,
    'defaultRequest',
    'default request value is greater than default limit value',
  );
  if (item.type === 'Pod')
    for (const key of ['default', 'defaultRequest'])
      if (Object.keys(maps(item[key])).length > 0)
        say.forbidden([key], "may not be specified when `type` is 'Pod'");
  if (item.type === 'Container' || item.type === 'Pod')
    for (const key of ['min', 'max', 'default', 'defaultRequest'])
      for (const name of Object.keys(maps(item[key])))
        judgeResourceName(name, [key, name], say);
  if (item.type === 'PersistentVolumeClaim' && !min.storage && !max.storage)
    say.required(
      ['limits'],
      'either minimum or maximum storage value is required, but neither was provided',
    );
};

const limitRange: Rule = (spec, say) => {
  const types = new Set<Content>();
  mapsAt(spec, 'limits').forEach(({ item: { type }, index }) => {
    if (typeof type === 'string' && types.has(type))
      say.duplicate(['limits', index, 'type'], type);
    types.add(type ?? '');
  });
};

export const resourceRules: Rules = new Map<string, Rule[]>([
  ['core.v1.ResourceRequirements', [requirements]],
  ['core.v1.ResourceQuotaSpec', [quota]],
  ['core.v1.LimitRangeSpec', [limitRange]],
  ['core.v1.LimitRangeItem', [limitItem]],
]);
