import { KubeObject, numberAt, objectAt, textsAt } from '../json';
import { adopt, possibleOwners } from './adoption';
import { recordEvent } from './events';
import { Controller } from './loop';
import { availableIn, isActive, isReady } from './pods/state';
import { podFrom, templateHash } from './pods/template';
import { isBeingDeleted, World } from './world';

const manager = 'kube-controller-manager';
const hashLabel = 'controller-revision-hash';

/** One pod per node, and the sandbox has one node. */
export const daemonSets: Controller = {
  name: 'daemonSets',
  kind: 'apps/DaemonSet',

  reconcile(set, world) {
    adopt(set, '/Pod', world);
    const hash = templateHash(objectAt(set, 'spec', 'template'));
    if (!isBeingDeleted(set)) advance(set, hash, world);
    return report(set, hash, world);
  },

  concerns(change, world) {
    return possibleOwners(change, '/Pod', 'apps/DaemonSet', world);
  },
};

function advance(set: KubeObject, hash: string, world: World): void {
  const pods = world.controlledBy(set, '/Pod');
  const outdated = pods.filter(
    pod => textsAt(pod.metadata, 'labels')[hashLabel] !== hash,
  );
  if (objectAt(set, 'spec', 'updateStrategy').type !== 'OnDelete')
    for (const pod of outdated) if (!isBeingDeleted(pod)) world.remove(pod);
  if (pods.some(isActive)) return;
  const pod = world.create(
    manager,
    '/Pod',
    String(set.metadata.namespace),
    podFrom(set, objectAt(set, 'spec', 'template'), {
      generateName: `${set.metadata.name}-`,
      labels: { [hashLabel]: hash },
    }),
  );
  recordEvent(world, {
    about: set,
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `Created pod: ${pod.metadata.name}`,
    source: 'daemonset-controller',
  });
}

function report(
  set: KubeObject,
  hash: string,
  world: World,
): number | undefined {
  const pods = world.controlledBy(set, '/Pod').filter(isActive);
  const minReady = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
  const waits = pods.map(pod => availableIn(pod, minReady, world.clock.now()));
  const available = waits.filter(wait => wait === 0).length;
  const unavailable = Math.max(0, 1 - available);
  const updated = pods.filter(
    pod => textsAt(pod.metadata, 'labels')[hashLabel] === hash,
  ).length;
  world.setStatus(manager, set, {
    observedGeneration: numberAt(set.metadata, 'generation') ?? 1,
    currentNumberScheduled: pods.length,
    desiredNumberScheduled: 1,
    numberMisscheduled: 0,
    numberReady: pods.filter(isReady).length,
    ...(updated > 0 && { updatedNumberScheduled: updated }),
    ...(available > 0 && { numberAvailable: available }),
    ...(unavailable > 0 && { numberUnavailable: unavailable }),
  });
  const next = waits.filter(
    (wait): wait is number => wait !== undefined && wait > 0,
  );
  return next.length > 0 ? Math.min(...next) : undefined;
}
