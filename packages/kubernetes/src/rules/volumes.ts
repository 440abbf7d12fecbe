import {
  Content,
  isAbsent,
  isEmpty,
  isMap,
  isOpaque,
  listAt,
  mapAt,
  mapsAt,
  Path,
  valueAt,
} from '../content';
import {
  dnsLabel,
  plainPath,
  qualifiedName,
  subdomain,
} from '../grammar/names';
import { Inspection, Rule, Rules } from '../Inspection';
import {
  amountNotNegative,
  amountPositive,
  exactly,
  fields,
  fileMode,
  givenOf,
  requires,
  spelled,
} from './checks';
import { judgeMetadata, onlyDescribed } from './metadata';

export const VOLUME_SOURCES = [
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

/** One source; none at all is an empty directory. */
const volume: Rule = (struct, say) => {
  requires('name')(struct, say);
  fields({ name: spelled(dnsLabel) })(struct, say);
  for (const key of givenOf(struct, VOLUME_SOURCES).slice(1))
    say.forbidden([key], 'may not specify more than 1 volume type');
};

const keyToPath: Rule = (struct, say) => {
  requires('key', 'path')(struct, say);
  fields({
    path: spelled(plainPath),
    mode: fileMode,
  })(struct, say);
};

const PROJECTIONS = [
  'configMap',
  'downwardAPI',
  'secret',
  'serviceAccountToken',
];

const projected: Rule = (struct, say) => {
  fields({ defaultMode: fileMode })(struct, say);
  const taken = new Set<Content>();
  const take = (path: Content | undefined, where: Path) => {
    if (typeof path !== 'string' || path === '') return;
    if (taken.has(path))
      say.invalid(where, path, 'conflicting duplicate paths');
    taken.add(path);
  };
  mapsAt(struct, 'sources').forEach(({ item, index }) => {
    const given = givenOf(item, PROJECTIONS);
    if (given.length > 1)
      say.forbidden(
        ['sources', index, given[1]],
        'may not specify more than 1 volume type per source',
      );
    for (const key of ['secret', 'configMap', 'downwardAPI'])
      mapsAt(item, key, 'items').forEach(({ item: file, index: place }) =>
        take(file.path, ['sources', index, key, 'items', place, 'path']),
      );
    for (const key of ['secret', 'configMap'])
      if (!isAbsent(item[key]) && isEmpty(valueAt(item, key, 'name')))
        say.required(['sources', index, key, 'name']);
  });
};

const downwardFile: Rule = (struct, say) => {
  requires('path')(struct, say);
  fields({ path: spelled(plainPath), mode: fileMode })(struct, say);
  const given = givenOf(struct, ['fieldRef', 'resourceFieldRef']);
  if (given.length === 0)
    say.required(
      ['fieldRef'],
      'one of fieldRef and resourceFieldRef is required',
    );
  if (given.length > 1)
    say.invalid(
      ['resourceFieldRef'],
      '',
      'fieldRef and resourceFieldRef can not be specified simultaneously',
    );
  if (
    !isAbsent(struct.resourceFieldRef) &&
    isEmpty(valueAt(struct, 'resourceFieldRef', 'containerName'))
  )
    say.required(['resourceFieldRef', 'containerName']);
  const { fieldPath } = mapAt(struct, 'fieldRef');
  if (
    typeof fieldPath === 'string' &&
    !/^metadata\.(?:name|namespace|uid|labels|annotations)(?:\[.*)?$/.test(
      fieldPath,
    )
  )
    say.unsupported(['fieldRef', 'fieldPath'], fieldPath, [
      'metadata.annotations',
      'metadata.labels',
      'metadata.name',
      'metadata.namespace',
      'metadata.uid',
    ]);
};

const tokenProjection: Rule = (struct, say) => {
  requires('path')(struct, say);
  fields({ path: spelled(plainPath) })(struct, say);
  const { expirationSeconds } = struct;
  if (typeof expirationSeconds !== 'number') return;
  if (expirationSeconds < 600)
    say.invalid(
      ['expirationSeconds'],
      expirationSeconds,
      'may not specify a duration less than 10 minutes',
    );
  if (expirationSeconds > 2 ** 32)
    say.invalid(
      ['expirationSeconds'],
      expirationSeconds,
      'may not specify a duration larger than 2^32 seconds',
    );
};

const ACCESS_MODES = [
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOnce',
  'ReadWriteOncePod',
];

function judgeAccessModes(
  modes: Content[],
  isKnown: boolean,
  say: Inspection,
): void {
  if (modes.length === 0 && isKnown)
    say.required(['accessModes'], 'at least 1 access mode is required');
  for (const mode of modes)
    exactly(...ACCESS_MODES)(mode ?? '', ['accessModes'], say);
  if (
    modes.includes('ReadWriteOncePod') &&
    modes.some(mode => mode !== 'ReadWriteOncePod')
  )
    say.forbidden(
      ['accessModes'],
      'may not use ReadWriteOncePod with other access modes',
    );
}

const claim: Rule = (spec, say) => {
  judgeAccessModes(
    listAt(spec, 'accessModes'),
    !isOpaque(spec.accessModes),
    say,
  );
  const { storage } = mapAt(spec, 'resources', 'requests');
  const path = ['resources', 'requests', 'storage'];
  if (isAbsent(storage)) say.required(path);
  else if (!isOpaque(storage)) amountPositive(storage, path, say);
  fields({
    storageClassName: spelled(subdomain),
    volumeAttributesClassName: spelled(subdomain),
    volumeMode: exactly('Block', 'Filesystem'),
  })(spec, say);
  if (!isAbsent(spec.dataSourceRef))
    for (const part of ['kind', 'name'])
      if (isEmpty(valueAt(spec, 'dataSourceRef', part)))
        say.required(['dataSourceRef', part]);
};

/** A claim to be made says where its content comes from in full. */
export function judgeSource(
  claimTemplate: Content,
  path: Path,
  say: Inspection,
): void {
  const source = valueAt(claimTemplate, 'spec', 'dataSource');
  if (isMap(source))
    for (const part of ['kind', 'name'])
      if (isEmpty(source[part]))
        say.required([...path, 'spec', 'dataSource', part]);
}

const ephemeral: Rule = (struct, say) => {
  if (isAbsent(struct.volumeClaimTemplate))
    say.required(['volumeClaimTemplate']);
  const metadata = valueAt(struct, 'volumeClaimTemplate', 'metadata') ?? null;
  onlyDescribed(metadata, ['volumeClaimTemplate', 'metadata'], say);
  judgeMetadata(metadata, ['volumeClaimTemplate', 'metadata'], say);
  judgeSource(struct.volumeClaimTemplate ?? null, ['volumeClaimTemplate'], say);
};

const PERSISTENT_SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

const persistentVolume: Rule = (spec, say) => {
  judgeAccessModes(
    listAt(spec, 'accessModes'),
    !isOpaque(spec.accessModes),
    say,
  );
  const capacity = mapAt(spec, 'capacity');
  if (isAbsent(capacity.storage))
    say.required(['capacity'], 'must have storage');
  else if (!isOpaque(capacity.storage))
    amountPositive(capacity.storage, ['capacity', 'storage'], say);
  if (Object.keys(capacity).some(key => key !== 'storage'))
    say.unsupported(['capacity'], Object.keys(capacity), ['storage']);
  const given = givenOf(spec, PERSISTENT_SOURCES);
  if (given.length === 0) say.required([], 'must specify a volume type');
  for (const key of given.slice(1))
    say.forbidden([key], 'may not specify more than 1 volume type');
  fields({
    storageClassName: spelled(subdomain),
    volumeMode: exactly('Block', 'Filesystem'),
  })(spec, say);
  if (
    given[0] === 'local' &&
    isAbsent(valueAt(spec, 'nodeAffinity', 'required'))
  )
    say.required(['nodeAffinity'], 'Local volume requires node affinity');
  if (
    valueAt(spec, 'hostPath', 'path') === '/' &&
    spec.persistentVolumeReclaimPolicy === 'Recycle'
  )
    say.forbidden(
      ['persistentVolumeReclaimPolicy'],
      "may not be 'recycle' for a hostPath mount of '/'",
    );
};

const withMode = fields({ defaultMode: fileMode });

export const volumeRules: Rules = new Map<string, Rule[]>([
  ['core.v1.Volume', [volume]],
  ['core.v1.KeyToPath', [keyToPath]],
  ['core.v1.ConfigMapVolumeSource', [requires('name'), withMode]],
  ['core.v1.SecretVolumeSource', [requires('secretName'), withMode]],
  ['core.v1.PersistentVolumeClaimVolumeSource', [requires('claimName')]],
  ['core.v1.EmptyDirVolumeSource', [fields({ sizeLimit: amountNotNegative })]],
  [
    'core.v1.HostPathVolumeSource',
    [
      requires('path'),
      fields({
        path: (value, path, say) => {
          if (typeof value === 'string' && value.split('/').includes('..'))
            say.invalid(path, value, "must not contain '..'");
        },
        type: exactly(
          '',
          'BlockDevice',
          'CharDevice',
          'Directory',
          'DirectoryOrCreate',
          'File',
          'FileOrCreate',
          'Socket',
        ),
      }),
    ],
  ],
  [
    'core.v1.NFSVolumeSource',
    [
      requires('server', 'path'),
      fields({
        path: (value, path, say) => {
          if (
            typeof value === 'string' &&
            value !== '' &&
            !value.startsWith('/')
          )
            say.invalid(path, value, 'must be an absolute path');
        },
      }),
    ],
  ],
  [
    'core.v1.CSIPersistentVolumeSource',
    [
      requires('driver', 'volumeHandle'),
      fields({ driver: spelled(csiDriver) }),
    ],
  ],
  [
    'core.v1.CSIVolumeSource',
    [
      requires('driver'),
      fields({ driver: spelled(csiDriver) }),
      (struct, say) => {
        const secret = struct.nodePublishSecretRef;
        if (isMap(secret) && isEmpty(secret.name))
          say.required(['nodePublishSecretRef', 'name']);
      },
    ],
  ],
  ['core.v1.LocalVolumeSource', [requires('path')]],
  ['core.v1.ProjectedVolumeSource', [projected]],
  ['core.v1.DownwardAPIVolumeSource', [withMode]],
  ['core.v1.DownwardAPIVolumeFile', [downwardFile]],
  ['core.v1.ServiceAccountTokenProjection', [tokenProjection]],
  ['core.v1.EphemeralVolumeSource', [ephemeral]],
  ['core.v1.PersistentVolumeClaimSpec', [claim]],
  ['core.v1.PersistentVolumeSpec', [persistentVolume]],
  [
    'storage.v1.StorageClass',
    [
      requires('provisioner'),
      fields({
        volumeBindingMode: exactly('Immediate', 'WaitForFirstConsumer'),
        provisioner: (value, path, say) => {
          const complaint =
            typeof value === 'string'
              ? qualifiedName(value.toLowerCase())
              : undefined;
          if (complaint !== undefined) say.invalid(path, value, complaint);
        },
      }),
    ],
  ],
]);

function csiDriver(name: string): string | undefined {
  if (name.length > 63) return 'must be no more than 63 characters';
  return subdomain(name.toLowerCase());
}
