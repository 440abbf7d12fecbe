import { isValueObject, Value, ValueObject } from '../../../model';

/** Where each kind of thing has a volume's content from. */
const VOLUME_SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'image',
  'iscsi',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'secret',
  'storageos',
  'vsphereVolume',
];

const HANDLERS = ['exec', 'grpc', 'httpGet', 'sleep', 'tcpSocket'];

/** Fields of which Kubernetes takes one, by its own name of what has them. */
const EXCLUSIVE: Record<string, string[]> = {
  'core.v1.EnvVar': ['value', 'valueFrom'],
  'core.v1.EnvVarSource': [
    'configMapKeyRef',
    'fieldRef',
    'fileKeyRef',
    'resourceFieldRef',
    'secretKeyRef',
  ],
  'core.v1.LifecycleHandler': HANDLERS,
  'core.v1.PodResourceClaim': [
    'resourceClaimName',
    'resourceClaimTemplateName',
  ],
  'core.v1.Probe': HANDLERS,
  'core.v1.Volume': VOLUME_SOURCES,
  'core.v1.VolumeMount': ['subPath', 'subPathExpr'],
};

/** Fields that Kubernetes takes only beside one value of another. */
const ONLY_WITH: Record<
  string,
  { field: string; beside: string; is: (value: Value) => boolean }
> = {
  'core.v1.AppArmorProfile': onlyWithType('localhostProfile', 'Localhost'),
  'core.v1.SeccompProfile': onlyWithType('localhostProfile', 'Localhost'),
  'core.v1.SecurityContext': {
    field: 'allowPrivilegeEscalation',
    beside: 'privileged',
    is: value => value !== true,
  },
  'apps.v1.DeploymentStrategy': onlyWithType('rollingUpdate', 'RollingUpdate'),
  'apps.v1.StatefulSetUpdateStrategy': onlyWithType(
    'rollingUpdate',
    'RollingUpdate',
  ),
};

function onlyWithType(field: string, type: string) {
  return { field, beside: 'type', is: (value: Value) => value === type };
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
  const gone = new Set<string>();
  const sets = (key: string) =>
    Object.hasOwn(patch, key) && patch[key] !== null;
  const group = Object.hasOwn(EXCLUSIVE, name) ? EXCLUSIVE[name] : [];
  if (group.some(sets)) {
    for (const key of group) if (!sets(key)) gone.add(key);
  }
  if (Object.hasOwn(ONLY_WITH, name)) {
    const { field, beside, is } = ONLY_WITH[name];
    if (sets(beside) && !sets(field) && !is(patch[beside])) gone.add(field);
  }
  // One key of a ConfigMap has one content.
  if (name === 'core.v1.ConfigMap') {
    return withoutKeys(
      withoutKeys(target, 'binaryData', patch.data),
      'data',
      patch.binaryData,
    );
  }
  return gone.size === 0 ? target : without(target, gone);
}

function withoutKeys(
  target: ValueObject,
  field: string,
  taken: Value | undefined,
): ValueObject {
  const content = target[field];
  return isValueObject(content) && isValueObject(taken)
    ? { ...target, [field]: without(content, new Set(Object.keys(taken))) }
    : target;
}

function without(map: ValueObject, gone: Set<string>): ValueObject {
  return Object.fromEntries(
    Object.entries(map).filter(([key]) => !gone.has(key)),
  );
}
