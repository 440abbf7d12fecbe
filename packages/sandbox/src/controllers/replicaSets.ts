import { KubeObject, numberAt, objectAt, textAt, textsAt } from '../json';
import { readLabelSelector } from '../selectors/labels';
import { Controller } from './loop';
import { availableIn, deletionOrder, isActive, isReady } from './pods/state';
import { podFrom } from './pods/template';
import { controllerOf, isBeingDeleted, ownerReference, World } from './world';

const source = 'replicaset-controller';
const manager = 'kube-controller-manager';

export const replicaSets: Controller = {
  name: 'replicaSets',
  kind: 'apps/ReplicaSet',

  reconcile(replicaSet, world) {
    if (!isBeingDeleted(replicaSet)) {
      adoptPods(replicaSet, world);
      scale(replicaSet, world);
    }
    return reportStatus(replicaSet, world);
  },

  /** A pod that lost its owner may fit another. */
  concerns(change, world) {
    if (change.kind !== '/Pod' || controllerOf(change.object)) return [];
    const labels = textsAt(change.object.metadata, 'labels');
    const namespace = textAt(change.object.metadata, 'namespace') ?? '';
    return world.store
      .list('apps/ReplicaSet', namespace)
      .filter(replicaSet =>
        readLabelSelector(objectAt(replicaSet, 'spec').selector)(labels),
      )
      .map(replicaSet => ({ namespace, name: replicaSet.metadata.name }));
  },
};

function adoptPods(replicaSet: KubeObject, world: World): void {
  const namespace = textAt(replicaSet.metadata, 'namespace') ?? '';
  const selects = readLabelSelector(objectAt(replicaSet, 'spec').selector);
  for (const pod of world.store.list('/Pod', namespace))
    if (
      !controllerOf(pod) &&
      isActive(pod) &&
      selects(textsAt(pod.metadata, 'labels'))
    )
      world.change(manager, pod, current => ({
        ...current,
        metadata: {
          ...current.metadata,
          ownerReferences: [ownerReference(replicaSet)],
        },
      }));
}

function scale(replicaSet: KubeObject, world: World): void {
  const wanted = numberAt(replicaSet, 'spec', 'replicas') ?? 1;
  const pods = world.controlledBy(replicaSet, '/Pod').filter(isActive);
  for (let missing = wanted - pods.length; missing > 0; missing -= 1) {
    const pod = world.create(
      manager,
      '/Pod',
      textAt(replicaSet.metadata, 'namespace'),
      podFrom(replicaSet, objectAt(replicaSet, 'spec', 'template'), {
        generateName: `${replicaSet.metadata.name}-`,
      }),
    );
    tell(
      world,
      replicaSet,
      'SuccessfulCreate',
      `Created pod: ${pod.metadata.name}`,
    );
  }
  const surplus = [...pods]
    .sort(deletionOrder)
    .slice(0, Math.max(0, pods.length - wanted));
  for (const pod of surplus) {
    world.remove(pod);
    tell(
      world,
      replicaSet,
      'SuccessfulDelete',
      `Deleted pod: ${pod.metadata.name}`,
    );
  }
}

function tell(
  world: World,
  about: KubeObject,
  reason: string,
  message: string,
): void {
  world.record({ about, type: 'Normal', reason, message, source });
}

function reportStatus(
  replicaSet: KubeObject,
  world: World,
): number | undefined {
  const pods = world.controlledBy(replicaSet, '/Pod');
  const active = pods.filter(isActive);
  const terminating = pods.filter(isBeingDeleted).length;
  const now = world.clock.now();
  const minReady = numberAt(replicaSet, 'spec', 'minReadySeconds') ?? 0;
  const waits = active.map(pod => availableIn(pod, minReady, now));
  const before = objectAt(replicaSet, 'status');
  const counts = {
    replicas: active.length,
    fullyLabeledReplicas: active.length,
    readyReplicas: active.filter(isReady).length,
    availableReplicas: waits.filter(wait => wait === 0).length,
    terminatingReplicas: terminating,
  };
  const { conditions } = before;
  world.setStatus(manager, replicaSet, {
    ...Object.fromEntries(
      Object.entries(counts).filter(
        ([key, count]) =>
          count > 0 || key === 'replicas' || key === 'terminatingReplicas',
      ),
    ),
    observedGeneration: numberAt(replicaSet.metadata, 'generation') ?? 1,
    ...(conditions !== undefined && { conditions }),
  });
  const next = waits.filter(
    (wait): wait is number => wait !== undefined && wait > 0,
  );
  return next.length > 0 ? Math.min(...next) : undefined;
}
