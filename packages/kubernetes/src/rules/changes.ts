import {
  ContentObject,
  mapAt,
  mapsAt,
  same,
  textAt,
  valueAt,
} from '../content';
import { Finding } from '../finding';
import { Inspection } from '../Inspection';

/** Fields that may not change once an object exists, by group and kind. */
const frozen: Record<string, string[][]> = {
  'apps/Deployment': [['spec', 'selector']],
  'apps/ReplicaSet': [['spec', 'selector']],
  'apps/DaemonSet': [['spec', 'selector']],
  'batch/Job': [
    ['spec', 'completions'],
    ['spec', 'selector'],
    ['spec', 'template'],
    ['spec', 'completionMode'],
  ],
  '/Secret': [['type']],
  'rbac.authorization.k8s.io/RoleBinding': [['roleRef']],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [['roleRef']],
  'storage.k8s.io/StorageClass': [
    ['provisioner'],
    ['parameters'],
    ['reclaimPolicy'],
    ['volumeBindingMode'],
  ],
  'scheduling.k8s.io/PriorityClass': [['value'], ['preemptionPolicy']],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    ['spec', 'group'],
    ['spec', 'scope'],
  ],
};

/** A StatefulSet's spec may change in these only. */
const changeableInStatefulSet = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/**
 * What may not become of an object that exists.
 *
 * @param kind - group and kind, `apps/Deployment`
 */
export function changesOf(
  kind: string,
  object: ContentObject,
  previous: ContentObject,
): Finding[] {
  const say = new Inspection(new Map());
  for (const path of Object.hasOwn(frozen, kind) ? frozen[kind] : [])
    if (!same(valueAt(object, ...path), valueAt(previous, ...path)))
      say.invalid(path, valueAt(object, ...path) ?? null, 'field is immutable');
  switch (kind) {
    case 'apps/StatefulSet':
      judgeStatefulSet(object, previous, say);
      break;
    case '/ConfigMap':
    case '/Secret':
      judgeSealed(object, previous, say);
      break;
    case '/Service':
      judgeService(object, previous, say);
      break;
    case '/PersistentVolumeClaim':
      judgeClaim(object, previous, say);
      break;
    case '/Pod':
      judgePod(object, previous, say);
      break;
    default:
  }
  return say.findings;
}

function judgeStatefulSet(
  object: ContentObject,
  previous: ContentObject,
  say: Inspection,
): void {
  const rest = (value: ContentObject) =>
    without(mapAt(value, 'spec'), ...changeableInStatefulSet);
  if (same(rest(object), rest(previous))) return;
  const list = changeableInStatefulSet.map(name => `'${name}'`);
  say.forbidden(
    ['spec'],
    `updates to statefulset spec for fields other than ${list
      .slice(0, -1)
      .join(', ')} and ${list.at(-1)} are forbidden`,
  );
}

function judgeSealed(
  object: ContentObject,
  previous: ContentObject,
  say: Inspection,
): void {
  if (previous.immutable !== true) return;
  const why = 'field is immutable when `immutable` is set';
  if (object.immutable !== true) say.forbidden(['immutable'], why);
  for (const field of ['data', 'binaryData'])
    if (!same(object[field], previous[field])) say.forbidden([field], why);
}

function judgeService(
  object: ContentObject,
  previous: ContentObject,
  say: Inspection,
): void {
  const address = textAt(previous, 'spec', 'clusterIP');
  const isInner = (value: ContentObject) =>
    textAt(value, 'spec', 'type') !== 'ExternalName';
  const now = textAt(object, 'spec', 'clusterIP') ?? '';
  if (
    address !== undefined &&
    isInner(object) &&
    isInner(previous) &&
    now !== address
  )
    say.invalid(['spec', 'clusterIPs', 0], [now], 'field is immutable');
}

/** What the cluster fills in after a claim was made may still be filled in. */
function judgeClaim(
  object: ContentObject,
  previous: ContentObject,
  say: Inspection,
): void {
  const before = mapAt(previous, 'spec');
  const isOpen = (field: string) =>
    before[field] === undefined || before[field] === '';
  const filled = ['volumeName', 'storageClassName', 'volumeMode'].filter(
    isOpen,
  );
  const rest = (claim: ContentObject): ContentObject => {
    const spec = mapAt(claim, 'spec');
    return {
      ...without(spec, 'resources', 'volumeAttributesClassName', ...filled),
      resources: without(mapAt(spec, 'resources'), 'requests'),
    };
  };
  if (!same(rest(object), rest(previous)))
    say.forbidden(
      ['spec'],
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
}

/** A pod that exists may change its images and little else. */
function judgePod(
  object: ContentObject,
  previous: ContentObject,
  say: Inspection,
): void {
  const wasPlaced = textAt(previous, 'spec', 'nodeName') !== undefined;
  const rest = (pod: ContentObject): ContentObject => {
    const spec = mapAt(pod, 'spec');
    const bare = (list: string) =>
      mapsAt(spec, list).map(({ item }) => without(item, 'image'));
    return {
      ...without(
        spec,
        'activeDeadlineSeconds',
        'terminationGracePeriodSeconds',
        'tolerations',
        'schedulingGates',
        ...(wasPlaced ? [] : ['nodeName']),
      ),
      containers: bare('containers'),
      initContainers: bare('initContainers'),
    };
  };
  if (!same(rest(object), rest(previous)))
    say.forbidden(
      ['spec'],
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    );
}

function without(object: ContentObject, ...keys: string[]): ContentObject {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !keys.includes(key)),
  );
}
