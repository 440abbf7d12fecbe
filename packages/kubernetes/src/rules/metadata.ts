import {
  Content,
  isEmpty,
  isMap,
  mapAt,
  mapsAt,
  Path,
  textAt,
} from '../content';
import {
  dnsLabel,
  Grammar,
  labelValue,
  pathSegment,
  qualifiedName,
  subdomain,
} from '../grammar/names';
import { Inspection, Rule, Rules } from '../Inspection';
import { Check, eachSpelled, fields, requires } from './checks';

/** What the name of an object must look like, where it is not a subdomain. */
const nameGrammars: Record<string, Grammar> = {
  '/Namespace': dnsLabel,
  '/Service': dnsLabel,
  'apps/StatefulSet': dnsLabel,
  'policy/PodDisruptionBudget': pathSegment,
  'rbac.authorization.k8s.io/Role': pathSegment,
  'rbac.authorization.k8s.io/RoleBinding': pathSegment,
  'rbac.authorization.k8s.io/ClusterRole': pathSegment,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathSegment,
};

/** @param kind - group and kind, `apps/Deployment`, `/Service` */
export function judgeName(kind: string, name: string, say: Inspection): void {
  const grammar = Object.hasOwn(nameGrammars, kind)
    ? nameGrammars[kind]
    : subdomain;
  const path = ['metadata', 'name'];
  const complaint = grammar(name);
  if (complaint !== undefined) say.invalid(path, name, complaint);
  // The time that a CronJob appends makes a Job's name.
  else if (kind === 'batch/CronJob' && name.length > 52)
    say.invalid(path, name, 'must be no more than 52 characters');
}

/** Labels are short and plain; long or odd values are a common slip. */
export const labels: Check = (value, path, say) => {
  if (!isMap(value)) return;
  for (const key of Object.keys(value)) {
    const text = value[key];
    const complaints = [
      qualifiedName(key),
      typeof text === 'string' ? labelValue(text) : undefined,
    ];
    complaints.forEach((complaint, index) => {
      if (complaint !== undefined)
        say.invalid(path, index === 0 ? key : text, complaint);
    });
  }
};

/** Bytes of all annotations of an object. */
const MAX_ANNOTATIONS = 256 * 1024;

export const annotations: Check = (value, path, say) => {
  if (!isMap(value)) return;
  let bytes = 0;
  for (const key of Object.keys(value)) {
    const text = value[key];
    const complaint = qualifiedName(key.toLowerCase());
    if (complaint !== undefined) say.invalid(path, key, complaint);
    bytes += key.length + (typeof text === 'string' ? text.length : 0);
  }
  // Only what could be too long is measured to the byte.
  if (bytes > MAX_ANNOTATIONS / 4 && sizeOf(value) > MAX_ANNOTATIONS)
    say.tooLong(path, MAX_ANNOTATIONS);
};

function sizeOf(map: Content): number {
  return Object.entries(mapAt(map)).reduce(
    (sum, [key, text]) =>
      sum +
      Buffer.byteLength(key) +
      (typeof text === 'string' ? Buffer.byteLength(text) : 0),
    0,
  );
}

const STANDARD_FINALIZERS = ['foregroundDeletion', 'kubernetes', 'orphan'];

const finalizer: Grammar = text =>
  qualifiedName(text) ??
  (text.includes('/') || STANDARD_FINALIZERS.includes(text)
    ? undefined
    : 'name is neither a standard finalizer name nor is it fully qualified');

/** Labels and annotations of an object or of pods to come; of Jobs to come Kubernetes asks nothing. */
export function judgeMetadata(
  metadata: Content,
  path: Path,
  say: Inspection,
): void {
  const described = mapAt(metadata);
  labels(described.labels ?? null, [...path, 'labels'], say);
  annotations(described.annotations ?? null, [...path, 'annotations'], say);
  eachSpelled(finalizer)(
    described.finalizers ?? null,
    [...path, 'finalizers'],
    say,
  );
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const time: Check = (value, path, say) => {
  if (typeof value === 'string' && !TIME.test(value))
    say.invalid(path, value, 'is no time as RFC 3339 writes it');
};

const times = fields({ creationTimestamp: time, deletionTimestamp: time });

const labelSelector: Rule = (selector, say) => {
  labels(selector.matchLabels ?? null, ['matchLabels'], say);
};

const requirement: Rule = ({ key, operator, values }, say) => {
  const amount = Array.isArray(values) ? values.length : 0;
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
  if (
    isEmpty(operator) ||
    (typeof operator === 'string' &&
      !['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator))
  )
    say.invalid(['operator'], operator ?? '', 'not a valid selector operator');
  const complaint = qualifiedName(typeof key === 'string' ? key : 'x');
  if (isEmpty(key)) say.invalid(['key'], '', 'must not be empty');
  else if (complaint !== undefined) say.invalid(['key'], key, complaint);
  eachSpelled(labelValue)(values, ['values'], say);
};

/** Whether a label selector selects these labels; undefined where something in it is not known. */
export function selects(
  selector: Content,
  found: Content | undefined,
): boolean | undefined {
  let isKnown = true;
  const all = Object.entries(mapAt(selector, 'matchLabels')).every(
    ([key, given]) => {
      const wanted = given ?? '';
      const value = isMap(found) ? found[key] : undefined;
      if (typeof wanted !== 'string' || (value && typeof value === 'object')) {
        isKnown = false;
        return true;
      }
      return (value ?? undefined) === wanted;
    },
  );
  const expressions = mapsAt(selector, 'matchExpressions').every(({ item }) => {
    const value = textAt(found, textAt(item, 'key') ?? '');
    const values = Array.isArray(item.values) ? item.values : [];
    switch (item.operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return true;
    }
  });
  if (!all || !expressions) return false;
  return isKnown ? true : undefined;
}

export function isEmptySelector(selector: Content | undefined): boolean {
  return (
    Object.keys(mapAt(selector, 'matchLabels')).length === 0 &&
    mapsAt(selector, 'matchExpressions').length === 0
  );
}

const owners: Rule = (owner, say) => {
  requires('apiVersion', 'kind', 'name', 'uid')(owner, say);
};

export const metadataRules: Rules = new Map<string, Rule[]>([
  ['meta.v1.ObjectMeta', [times]],
  ['meta.v1.OwnerReference', [owners]],
  ['meta.v1.LabelSelector', [labelSelector]],
  ['meta.v1.LabelSelectorRequirement', [requirement]],
]);

/** Metadata of a template may have labels and annotations only. */
export function onlyDescribed(metadata: Content, path: Path, say: Inspection) {
  for (const key of Object.keys(mapAt(metadata)))
    if (
      key !== 'labels' &&
      key !== 'annotations' &&
      !isEmpty(mapAt(metadata)[key])
    )
      say.forbidden([...path, key], 'cannot be set');
}
