import { isValueObject, Value, ValueObject } from '../../../model';

function among(...fields: string[]) {
  return (key: string) => fields.includes(key);
}

function allBut(...fields: string[]) {
  return (key: string) => !fields.includes(key);
}

/** Fields of which Kubernetes takes one, by its own name of what has them. */
const EXCLUSIVE: Record<string, (key: string) => boolean> = {
  'core.v1.EnvVar': among('value', 'valueFrom'),
  'core.v1.EnvVarSource': allBut(),
  'core.v1.LifecycleHandler': allBut(),
  'core.v1.PodResourceClaim': allBut('name'),
  'core.v1.Probe': among('exec', 'grpc', 'httpGet', 'tcpSocket'),
  'core.v1.Volume': allBut('name'),
  'core.v1.VolumeMount': among('subPath', 'subPathExpr'),
};

/** Fields that Kubernetes takes only beside one value of another. */
const ONLY_BESIDE: Record<
  string,
  { field: string; other: string; is: (value: Value) => boolean }
> = {
  'apps.v1.DeploymentStrategy': ofType('rollingUpdate', 'RollingUpdate'),
  'apps.v1.StatefulSetUpdateStrategy': ofType('rollingUpdate', 'RollingUpdate'),
  'core.v1.AppArmorProfile': ofType('localhostProfile', 'Localhost'),
  'core.v1.SeccompProfile': ofType('localhostProfile', 'Localhost'),
  'core.v1.SecurityContext': {
    field: 'allowPrivilegeEscalation',
    other: 'privileged',
    is: value => value !== true,
  },
};

function ofType(field: string, type: string) {
  return { field, other: 'type', is: (value: Value) => value === type };
}

/**
 * What is left of a map once a patch has chosen another alternative: the later one wins. Two
 * alternatives in one patch both stay, and are found when the object is judged.
 */
export function withoutAlternatives(
  target: ValueObject,
  patch: ValueObject,
  name: string | undefined,
): ValueObject {
  if (name === undefined) return target;
  const sets = (key: string) =>
    Object.hasOwn(patch, key) && patch[key] !== null;
  if (Object.hasOwn(EXCLUSIVE, name)) {
    const isOne = EXCLUSIVE[name];
    return Object.keys(patch).some(key => isOne(key) && sets(key))
      ? without(target, key => isOne(key) && !sets(key))
      : target;
  }
  if (Object.hasOwn(ONLY_BESIDE, name)) {
    const { field, other, is } = ONLY_BESIDE[name];
    return sets(other) && !sets(field) && !is(patch[other])
      ? without(target, key => key === field)
      : target;
  }
  // One key of a ConfigMap has one content.
  return name === 'core.v1.ConfigMap'
    ? withoutKeys(
        withoutKeys(target, 'binaryData', patch.data),
        'data',
        patch.binaryData,
      )
    : target;
}

function withoutKeys(
  target: ValueObject,
  field: string,
  taken: Value | undefined,
): ValueObject {
  const content = target[field];
  return isValueObject(content) && isValueObject(taken)
    ? {
        ...target,
        [field]: without(content, key => Object.hasOwn(taken, key)),
      }
    : target;
}

function without(
  map: ValueObject,
  gone: (key: string) => boolean,
): ValueObject {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !gone(key)));
}
