import { timestamp } from '../../clock';
import {
  equal,
  KubeObject,
  objectAt,
  objectsAt,
  textAt,
  withAt,
} from '../../json';
import { withCondition } from '../conditions';
import { recordEvent } from '../events';
import type { World } from '../world';
import { durations } from './containerLife';
import { unboundClaims } from './needs';
import { Stopwatch } from './stopwatch';

/** There is one node, and its name says what it is. */
export const nodeName = 'sandbox-simulation';
const scheduler = 'default-scheduler';

/** Places a pod on the only node, once its volumes are there. */
export function schedule(
  pod: KubeObject,
  world: World,
  stopwatch: Stopwatch,
): number | undefined {
  if (objectsAt(pod, 'spec', 'schedulingGates').length > 0) return undefined;
  const unbound = unboundClaims(pod, world);
  if (unbound) {
    refuse(pod, `0/1 nodes are available: ${unbound}.`, world);
    return undefined;
  }
  const { left } = stopwatch.remaining(
    world,
    pod,
    'schedule',
    'pending',
    durations.schedule * world.pace,
  );
  if (left > 0) return left;
  const bound = world.change(scheduler, pod, current =>
    withAt(current, ['spec', 'nodeName'], nodeName),
  );
  const namespace = textAt(pod.metadata, 'namespace') ?? '';
  recordEvent(world, {
    about: bound,
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${pod.metadata.name} to ${nodeName}`,
    source: scheduler,
  });
  return undefined;
}

function refuse(pod: KubeObject, message: string, world: World): void {
  const status = objectAt(pod, 'status');
  const conditions = withCondition(
    status,
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    timestamp(world.clock.now()),
  );
  if (equal(conditions, status.conditions)) return;
  world.setStatus(scheduler, pod, { ...status, phase: 'Pending', conditions });
  recordEvent(world, {
    about: pod,
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    source: scheduler,
  });
}
