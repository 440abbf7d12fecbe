import {
  equal,
  isObject,
  JsonObject,
  KubeObject,
  at,
  textsAt,
  objectAt,
  objectsAt,
  listAt,
  textAt,
} from '../../json';
import { FieldProblem } from '../../status';
import { KindKey } from '../kind';

/** Fields that may not change once an object exists, with Kubernetes' words for it. */
const immutable: Record<KindKey, string[][]> = {
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

/** The basics a real API server would refuse (422): not every rule, but those people meet. */
export function judge(
  kind: KindKey,
  object: KubeObject,
  previous: KubeObject | undefined,
): FieldProblem[] {
  return [
    ...selectorProblems(kind, object),
    ...contentProblems(kind, object),
    ...(previous ? immutableProblems(kind, object, previous) : []),
  ];
}

function selectorProblems(kind: KindKey, object: KubeObject): FieldProblem[] {
  if (
    ![
      'apps/Deployment',
      'apps/ReplicaSet',
      'apps/StatefulSet',
      'apps/DaemonSet',
    ].includes(kind)
  )
    return [];
  const hasSelector = isObject(at(object, 'spec', 'selector'));
  const wanted = textsAt(object, 'spec', 'selector', 'matchLabels');
  const labels = textsAt(object, 'spec', 'template', 'metadata', 'labels');
  const matches =
    hasSelector &&
    Object.entries(wanted).every(([key, value]) => labels[key] === value);
  const missing = hasSelector ? [] : [required('spec.selector')];
  return matches
    ? []
    : [
        ...missing,
        {
          field: 'spec.template.metadata.labels',
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(
            Object.keys(labels).length > 0 ? labels : null,
          )}: \`selector\` does not match template \`labels\``,
        },
      ];
}

function contentProblems(kind: KindKey, object: KubeObject): FieldProblem[] {
  switch (kind) {
    case '/Pod':
      return podSpecProblems(objectAt(object, 'spec'), 'spec');
    case 'apps/Deployment':
    case 'apps/ReplicaSet':
    case 'apps/StatefulSet':
    case 'apps/DaemonSet':
    case 'batch/Job':
      return podSpecProblems(
        objectAt(object, 'spec', 'template', 'spec'),
        'spec.template.spec',
      );
    case 'batch/CronJob':
      return podSpecProblems(
        objectAt(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec'),
        'spec.jobTemplate.spec.template.spec',
      );
    case '/Service':
      return serviceProblems(object);
    default:
      return [];
  }
}

function podSpecProblems(spec: JsonObject, path: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (listAt(spec, 'containers').length === 0)
    problems.push(required(`${path}.containers`));
  const volumes = new Set(
    objectsAt(spec, 'volumes').map(volume => volume.name),
  );
  for (const list of ['initContainers', 'containers']) {
    const names = new Set<string>();
    objectsAt(spec, list).forEach((container, index) => {
      const place = `${path}.${list}[${index}]`;
      const name = textAt(container, 'name');
      if (!name) problems.push(required(`${place}.name`));
      else if (names.has(name))
        problems.push({
          field: `${place}.name`,
          reason: 'FieldValueDuplicate',
          message: `Duplicate value: ${JSON.stringify(name)}`,
        });
      if (name) names.add(name);
      if (!textAt(container, 'image'))
        problems.push(required(`${place}.image`));
      objectsAt(container, 'volumeMounts').forEach((mount, mountIndex) => {
        const volume = mount.name ?? '';
        if (!volumes.has(volume))
          problems.push({
            field: `${place}.volumeMounts[${mountIndex}].name`,
            reason: 'FieldValueNotFound',
            message: `Not found: ${JSON.stringify(volume)}`,
          });
      });
    });
  }
  return problems;
}

function serviceProblems(service: KubeObject): FieldProblem[] {
  const type = textAt(service, 'spec', 'type');
  const isHeadless = textAt(service, 'spec', 'clusterIP') === 'None';
  const ports = objectsAt(service, 'spec', 'ports');
  if (ports.length === 0 && !isHeadless && type !== 'ExternalName')
    return [required('spec.ports')];
  if (ports.length < 2) return [];
  return ports.flatMap((port, index) =>
    textAt(port, 'name') ? [] : [required(`spec.ports[${index}].name`)],
  );
}

function immutableProblems(
  kind: KindKey,
  object: KubeObject,
  previous: KubeObject,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const path of immutable[kind] ?? []) {
    const value = at(object, ...path);
    if (!equal(value, at(previous, ...path)))
      problems.push(frozen(path.join('.'), value ?? null));
  }
  if (kind === 'apps/StatefulSet' && !sameBeyond(object, previous))
    problems.push({
      field: 'spec',
      reason: 'FieldValueForbidden',
      message:
        "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    });
  const isFrozenMap =
    (kind === '/ConfigMap' || kind === '/Secret') &&
    previous.immutable === true;
  if (
    isFrozenMap &&
    !(equal(object.data, previous.data) && object.immutable === true)
  )
    problems.push({
      field: 'data',
      reason: 'FieldValueForbidden',
      message: 'Forbidden: field is immutable when `immutable` is set',
    });
  if (kind === '/Service' && changedAddress(object, previous))
    problems.push(
      frozen('spec.clusterIP', at(object, 'spec', 'clusterIP') ?? ''),
    );
  return problems;
}

function sameBeyond(object: KubeObject, previous: KubeObject): boolean {
  const rest = (value: KubeObject) =>
    Object.fromEntries(
      Object.entries(objectAt(value, 'spec')).filter(
        ([key]) => !changeableInStatefulSet.includes(key),
      ),
    );
  return equal(rest(object), rest(previous));
}

function changedAddress(object: KubeObject, previous: KubeObject): boolean {
  const address = textAt(previous, 'spec', 'clusterIP');
  const isInner = (value: KubeObject) =>
    textAt(value, 'spec', 'type') !== 'ExternalName';
  return (
    address !== undefined &&
    isInner(object) &&
    isInner(previous) &&
    textAt(object, 'spec', 'clusterIP') !== address
  );
}

function required(field: string): FieldProblem {
  return { field, reason: 'FieldValueRequired', message: 'Required value' };
}

function frozen(
  field: string,
  value: Parameters<typeof JSON.stringify>[0],
): FieldProblem {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: field is immutable`,
  };
}
