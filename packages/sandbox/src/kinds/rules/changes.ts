import {
  at,
  equal,
  JsonObject,
  KubeObject,
  objectAt,
  objectsAt,
  textAt,
  without,
} from '../../json';
import { FieldProblem } from '../../status';
import { KindKey } from '../kind';
import { forbiddenField, immutable } from './problems';

/** Fields that may not change once an object exists. */
const frozen: Record<KindKey, string[][]> = {
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

/** What may not become of an object that exists. */
export function changeProblems(
  kind: KindKey,
  object: KubeObject,
  previous: KubeObject,
): FieldProblem[] {
  const fields = (frozen[kind] ?? []).flatMap(path => {
    const value = at(object, ...path);
    return equal(value, at(previous, ...path))
      ? []
      : [immutable(path.join('.'), value ?? null)];
  });
  return [...fields, ...changesOfKind(kind, object, previous)];
}

function changesOfKind(
  kind: KindKey,
  object: KubeObject,
  previous: KubeObject,
): FieldProblem[] {
  switch (kind) {
    case 'apps/StatefulSet':
      return statefulSetChanges(object, previous);
    case '/ConfigMap':
    case '/Secret':
      return sealedChanges(object, previous);
    case '/Service':
      return serviceChanges(object, previous);
    case '/Pod':
      return podChanges(object, previous);
    default:
      return [];
  }
}

function statefulSetChanges(
  object: KubeObject,
  previous: KubeObject,
): FieldProblem[] {
  const rest = (value: KubeObject) =>
    without(objectAt(value, 'spec'), ...changeableInStatefulSet);
  if (equal(rest(object), rest(previous))) return [];
  const list = changeableInStatefulSet.map(name => `'${name}'`);
  return [
    forbiddenField(
      'spec',
      `updates to statefulset spec for fields other than ${list
        .slice(0, -1)
        .join(', ')} and ${list.at(-1)} are forbidden`,
    ),
  ];
}

function sealedChanges(
  object: KubeObject,
  previous: KubeObject,
): FieldProblem[] {
  if (previous.immutable !== true) return [];
  const why = 'field is immutable when `immutable` is set';
  return [
    ...(object.immutable === true ? [] : [forbiddenField('immutable', why)]),
    ...['data', 'binaryData']
      .filter(field => !equal(object[field], previous[field]))
      .map(field => forbiddenField(field, why)),
  ];
}

function serviceChanges(
  object: KubeObject,
  previous: KubeObject,
): FieldProblem[] {
  const address = textAt(previous, 'spec', 'clusterIP');
  const isInner = (value: KubeObject) =>
    textAt(value, 'spec', 'type') !== 'ExternalName';
  const mustStay =
    address !== undefined && isInner(object) && isInner(previous);
  const now = textAt(object, 'spec', 'clusterIP') ?? '';
  return mustStay && now !== address
    ? [immutable('spec.clusterIPs[0]', [now])]
    : [];
}

/** A pod that exists may change its images and little else. */
function podChanges(object: KubeObject, previous: KubeObject): FieldProblem[] {
  const wasPlaced = textAt(previous, 'spec', 'nodeName') !== undefined;
  const rest = (pod: KubeObject): JsonObject => {
    const spec = objectAt(pod, 'spec');
    const bare = (list: string) =>
      objectsAt(spec, list).map(container => without(container, 'image'));
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
  return equal(rest(object), rest(previous))
    ? []
    : [
        forbiddenField(
          'spec',
          'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
        ),
      ];
}
