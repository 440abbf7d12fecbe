import { claimProtection } from '../admission';
import {
  at,
  KubeObject,
  listAt,
  objectAt,
  objectsAt,
  textAt,
  withAt,
} from '../json';
import { recordEvent } from './events';
import { Controller } from './loop';
import { isFinished } from './pods/state';
import { isBeingDeleted, World } from './world';

const manager = 'kube-controller-manager';
const provisioner = 'sandbox.tutti.dev/simulation';
const csiDriver = 'simulation.sandbox.tutti.dev';

/** Every claim is bound, to a volume made for it; nothing is stored there. */
export const claims: Controller = {
  name: 'claims',
  kind: '/PersistentVolumeClaim',

  reconcile(claim, world) {
    if (isBeingDeleted(claim)) release(claim, world);
    else if (textAt(claim, 'status', 'phase') !== 'Bound') bind(claim, world);
    return undefined;
  },

  /** A pod that ends may be the last one that used a claim. */
  concerns(change, world) {
    if (change.kind !== '/Pod') return [];
    const namespace = textAt(change.object.metadata, 'namespace') ?? '';
    return world.store
      .list('/PersistentVolumeClaim', namespace)
      .filter(isBeingDeleted)
      .map(claim => ({ namespace, name: claim.metadata.name }));
  },

  /** The volume goes with its claim, unless it is to be kept. */
  forget(claim, world) {
    const volume = world.store.get(
      '/PersistentVolume',
      undefined,
      textAt(claim, 'spec', 'volumeName') ?? '',
    );
    if (
      !volume ||
      textAt(volume, 'spec', 'claimRef', 'uid') !== claim.metadata.uid
    )
      return;
    if (textAt(volume, 'spec', 'persistentVolumeReclaimPolicy') === 'Delete')
      world.remove(volume);
    else world.setStatus(manager, volume, { phase: 'Released' });
  },
};

/** A claim is let go when no pod uses it any more. */
function release(claim: KubeObject, world: World): void {
  const isUsed = world.store
    .list('/Pod', textAt(claim.metadata, 'namespace') ?? '')
    .filter(pod => !isFinished(pod))
    .flatMap(pod => objectsAt(pod, 'spec', 'volumes'))
    .some(
      volume =>
        textAt(volume, 'persistentVolumeClaim', 'claimName') ===
        claim.metadata.name,
    );
  if (isUsed) return;
  const rest = listAt(claim.metadata, 'finalizers').filter(
    name => name !== claimProtection,
  );
  world.change(manager, claim, current =>
    withAt(
      current,
      ['metadata', 'finalizers'],
      rest.length > 0 ? rest : undefined,
    ),
  );
}

function bind(claim: KubeObject, world: World): void {
  const storageClass =
    textAt(claim, 'spec', 'storageClassName') ?? defaultClass(world);
  const named = textAt(claim, 'spec', 'volumeName');
  const name = named ?? `pvc-${String(claim.metadata.uid)}`;
  const capacity = {
    storage: at(claim, 'spec', 'resources', 'requests', 'storage') ?? '1Gi',
  };
  const accessModes = at(claim, 'spec', 'accessModes') ?? [];
  const existing = world.store.get('/PersistentVolume', undefined, name);
  if (named !== undefined && !existing) return;
  const volume =
    existing ??
    world.create(manager, '/PersistentVolume', undefined, {
      metadata: {
        name,
        annotations: { 'pv.kubernetes.io/provisioned-by': provisioner },
        labels: { 'tutti.dev/simulation': 'true' },
      },
      spec: {
        capacity,
        accessModes,
        persistentVolumeReclaimPolicy: 'Delete',
        ...(storageClass && { storageClassName: storageClass }),
        volumeMode: textAt(claim, 'spec', 'volumeMode') ?? 'Filesystem',
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          namespace: claim.metadata.namespace ?? '',
          name: claim.metadata.name,
          uid: claim.metadata.uid,
        },
        csi: { driver: csiDriver, volumeHandle: name },
      },
    });
  world.setStatus(manager, volume, { phase: 'Bound' });
  const bound = world.change(manager, claim, current =>
    withAt(
      withAt(
        withAt(current, ['spec', 'volumeName'], name),
        ['spec', 'storageClassName'],
        storageClass,
      ),
      ['metadata', 'annotations'],
      {
        ...objectAt(current.metadata, 'annotations'),
        'pv.kubernetes.io/bind-completed': 'yes',
        'pv.kubernetes.io/bound-by-controller': 'yes',
        'volume.kubernetes.io/storage-provisioner': provisioner,
      },
    ),
  );
  world.setStatus(manager, bound, { phase: 'Bound', accessModes, capacity });
  recordEvent(world, {
    about: bound,
    type: 'Normal',
    reason: 'ProvisioningSucceeded',
    message: `Successfully provisioned volume ${name} (simulation: nothing is stored)`,
    source: provisioner,
  });
}

function defaultClass(world: World): string | undefined {
  return world.store
    .list('storage.k8s.io/StorageClass')
    .find(
      storageClass =>
        textAt(
          storageClass.metadata,
          'annotations',
          'storageclass.kubernetes.io/is-default-class',
        ) === 'true',
    )?.metadata.name;
}
