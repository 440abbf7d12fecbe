import { KubeObject, numberAt, objectAt, textAt } from '../json';
import { adopt, possibleOwners } from './adoption';
import { recordEvent } from './events';
import { Controller } from './loop';
import { availableIn, deletionOrder, isActive, isReady } from './pods/state';
import { podFrom } from './pods/template';
import { isBeingDeleted, World } from './world';

const source = 'replicaset-controller';
const manager = 'kube-controller-manager';

export const replicaSets: Controller = {
  name: 'replicaSets',
  kind: 'apps/ReplicaSet',

  reconcile(replicaSet, world) {
    if (!isBeingDeleted(replicaSet)) {
      adopt(replicaSet, '/Pod', world);
      scale(replicaSet, world);
    }
    return reportStatus(replicaSet, world);
  },

  concerns(change, world) {
    return possibleOwners(change, '/Pod', 'apps/ReplicaSet', world);
  },
};

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
  recordEvent(world, { about, type: 'Normal', reason, message, source });
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
