import {
  canonical,
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../json';
import { adopt, possibleOwners } from './adoption';
import { recordEvent } from './events';
import { Controller } from './loop';
import { availableIn, isFinished, isReady } from './pods/state';
import { podFrom, templateHash } from './pods/template';
import { isBeingDeleted, ownerReference, World } from './world';

const manager = 'kube-controller-manager';
const source = 'statefulset-controller';
const revisionLabel = 'controller-revision-hash';

export const statefulSets: Controller = {
  name: 'statefulSets',
  kind: 'apps/StatefulSet',

  reconcile(set, world) {
    adopt(set, '/Pod', world);
    const revision = revisionOf(set);
    if (!isBeingDeleted(set)) {
      keepRevision(set, revision, world);
      advance(set, revision, world);
    }
    return report(set, revision, world);
  },

  concerns(change, world) {
    return possibleOwners(change, '/Pod', 'apps/StatefulSet', world);
  },
};

function revisionOf(set: KubeObject): string {
  return `${set.metadata.name}-${templateHash(
    objectAt(set, 'spec', 'template'),
  )}`;
}

/** The template as a ControllerRevision: what `kubectl rollout history` reads. */
function keepRevision(set: KubeObject, name: string, world: World): void {
  const namespace = textAt(set.metadata, 'namespace');
  if (world.store.get('apps/ControllerRevision', namespace, name)) return;
  const earlier = world
    .controlledBy(set, 'apps/ControllerRevision')
    .map(revision => numberAt(revision, 'revision') ?? 0);
  world.create(manager, 'apps/ControllerRevision', namespace, {
    metadata: {
      name,
      labels: textsAt(set, 'spec', 'selector', 'matchLabels'),
      ownerReferences: [ownerReference(set)],
    },
    data: { spec: { template: objectAt(set, 'spec', 'template') } },
    revision: Math.max(0, ...earlier) + 1,
  });
}

interface Ordinal {
  name: string;
  number: number;
  pod: KubeObject | undefined;
}

function ordinals(set: KubeObject, world: World): Ordinal[] {
  const start = numberAt(set, 'spec', 'ordinals', 'start') ?? 0;
  const pods = world.controlledBy(set, '/Pod');
  return Array.from(
    { length: numberAt(set, 'spec', 'replicas') ?? 1 },
    (_, index) => {
      const name = `${set.metadata.name}-${start + index}`;
      return {
        name,
        number: start + index,
        pod: pods.find(pod => pod.metadata.name === name),
      };
    },
  );
}

/** One step: create in order, remove in reverse, replace from the end; each waits for the one before. */
function advance(set: KubeObject, revision: string, world: World): void {
  const wanted = ordinals(set, world);
  const isOrdered = textAt(set, 'spec', 'podManagementPolicy') !== 'Parallel';
  const surplus = world
    .controlledBy(set, '/Pod')
    .filter(pod => !wanted.some(({ name }) => name === pod.metadata.name))
    .sort((a, b) => numberOf(b) - numberOf(a));
  for (const ordinal of wanted) {
    const { pod } = ordinal;
    if (!pod) {
      create(set, ordinal, revision, world);
      if (isOrdered) return;
    } else if (isFinished(pod) && !isBeingDeleted(pod)) {
      world.remove(pod);
      if (isOrdered) return;
    } else if (isOrdered && (isBeingDeleted(pod) || !isReady(pod))) {
      replaceStuck(set, pod, revision, world);
      return;
    }
  }
  if (surplus.length > 0) {
    for (const pod of isOrdered ? surplus.slice(0, 1) : surplus)
      if (!isBeingDeleted(pod)) remove(set, pod, world);
    return;
  }
  update(set, wanted, revision, world);
}

/** A pod that never got ready is replaced when its template is no longer wanted. */
function replaceStuck(
  set: KubeObject,
  pod: KubeObject,
  revision: string,
  world: World,
): void {
  if (isBeingDeleted(pod) || !isOutdated(set, pod, revision)) return;
  remove(set, pod, world);
}

function isOutdated(
  set: KubeObject,
  pod: KubeObject,
  revision: string,
): boolean {
  const strategy = objectAt(set, 'spec', 'updateStrategy');
  const partition = numberAt(strategy, 'rollingUpdate', 'partition') ?? 0;
  return (
    strategy.type !== 'OnDelete' &&
    numberOf(pod) >= partition &&
    textsAt(pod.metadata, 'labels')[revisionLabel] !== revision
  );
}

function update(
  set: KubeObject,
  wanted: Ordinal[],
  revision: string,
  world: World,
): void {
  for (const { pod } of [...wanted].reverse()) {
    if (!pod || isBeingDeleted(pod)) return;
    if (isOutdated(set, pod, revision)) {
      remove(set, pod, world);
      return;
    }
    if (!isReady(pod)) return;
  }
}

function numberOf(pod: KubeObject): number {
  return Number(
    pod.metadata.name.slice(pod.metadata.name.lastIndexOf('-') + 1),
  );
}

function remove(set: KubeObject, pod: KubeObject, world: World): void {
  world.remove(pod);
  recordEvent(world, {
    about: set,
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`,
    source,
  });
}

function create(
  set: KubeObject,
  { name, number }: Ordinal,
  revision: string,
  world: World,
): void {
  const namespace = textAt(set.metadata, 'namespace');
  const volumes = objectsAt(set, 'spec', 'volumeClaimTemplates').map(template =>
    claimFor(set, template, name, world),
  );
  const pod = podFrom(set, objectAt(set, 'spec', 'template'), {
    name,
    generateName: `${set.metadata.name}-`,
    labels: {
      [revisionLabel]: revision,
      'apps.kubernetes.io/pod-index': String(number),
      'statefulset.kubernetes.io/pod-name': name,
    },
  });
  const spec = objectAt(pod, 'spec');
  const named = new Set(volumes.map(volume => volume.name));
  world.create(manager, '/Pod', namespace, {
    ...pod,
    spec: {
      ...spec,
      hostname: name,
      ...(textAt(set, 'spec', 'serviceName') !== undefined && {
        subdomain: textAt(set, 'spec', 'serviceName') ?? '',
      }),
      volumes: [
        ...objectsAt(spec, 'volumes').filter(
          ({ name: own }) => !named.has(own),
        ),
        ...volumes,
      ],
    },
  });
  recordEvent(world, {
    about: set,
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `Create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
    source,
  });
}

/** A claim outlives its pod: the next pod of that name finds its data. */
function claimFor(
  set: KubeObject,
  template: JsonObject,
  pod: string,
  world: World,
): JsonObject {
  const namespace = textAt(set.metadata, 'namespace');
  const own = textAt(template, 'metadata', 'name') ?? '';
  const name = `${own}-${pod}`;
  if (!world.store.get('/PersistentVolumeClaim', namespace, name))
    world.create(manager, '/PersistentVolumeClaim', namespace, {
      metadata: {
        ...objectAt(template, 'metadata'),
        name,
        labels: {
          ...textsAt(template, 'metadata', 'labels'),
          ...textsAt(set, 'spec', 'selector', 'matchLabels'),
        },
        ...(textAt(
          set,
          'spec',
          'persistentVolumeClaimRetentionPolicy',
          'whenDeleted',
        ) === 'Delete' && { ownerReferences: [ownerReference(set)] }),
      },
      spec: objectAt(template, 'spec'),
    });
  return { name: own, persistentVolumeClaim: { claimName: name } };
}

function report(
  set: KubeObject,
  revision: string,
  world: World,
): number | undefined {
  const pods = world.controlledBy(set, '/Pod').filter(pod => !isFinished(pod));
  const alive = pods.filter(pod => !isBeingDeleted(pod));
  const updated = alive.filter(
    pod => textsAt(pod.metadata, 'labels')[revisionLabel] === revision,
  );
  const before = objectAt(set, 'status');
  const minReady = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
  const waits = alive.map(pod => availableIn(pod, minReady, world.clock.now()));
  const desired = numberAt(set, 'spec', 'replicas') ?? 1;
  const isComplete =
    updated.length === desired &&
    pods.length === desired &&
    alive.filter(isReady).length === desired;
  const currentRevision =
    isComplete || textAt(before, 'currentRevision') === undefined
      ? revision
      : textAt(before, 'currentRevision') ?? revision;
  const counts = {
    readyReplicas: alive.filter(isReady).length,
    currentReplicas: alive.filter(
      pod => textsAt(pod.metadata, 'labels')[revisionLabel] === currentRevision,
    ).length,
    updatedReplicas: updated.length,
  };
  const status = {
    observedGeneration: numberAt(set.metadata, 'generation') ?? 1,
    replicas: pods.length,
    ...Object.fromEntries(
      Object.entries(counts).filter(([, count]) => count > 0),
    ),
    currentRevision,
    updateRevision: revision,
    collisionCount: 0,
    availableReplicas: waits.filter(wait => wait === 0).length,
  };
  if (canonical(status) !== canonical(before))
    world.setStatus(manager, set, status);
  const next = waits.filter(
    (wait): wait is number => wait !== undefined && wait > 0,
  );
  return next.length > 0 ? Math.min(...next) : undefined;
}
