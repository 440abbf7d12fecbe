import { timestamp } from '../../clock';
import {
  JsonObject,
  KubeObject,
  numberAt,
  objectsAt,
  textAt,
} from '../../json';
import { recordEvent } from '../events';
import { Controller } from '../loop';
import { isBeingDeleted, World } from '../world';
import { behaviorOf } from './behavior';
import { durations, nextStep, Step } from './containerLife';
import { missingFor } from './needs';
import { mayRun, Resident, residentsOf, statusesOf } from './residents';
import { nodeName, schedule } from './scheduler';
import { podStatus } from './status';
import { Stopwatch } from './stopwatch';

const kubelet = 'kubelet';
/** Failures go round no faster than this, whatever the pace. */
const shortestCycleMs = 100;

/** The pretended kubelet and scheduler: from created to ready, or to the failure asked for. */
export function podController(): Controller {
  const stopwatch = new Stopwatch();
  return {
    name: 'pods',
    kind: '/Pod',

    reconcile(pod, world) {
      const phase = textAt(pod, 'status', 'phase');
      if (isBeingDeleted(pod)) return terminate(pod, world, stopwatch);
      if (phase === 'Succeeded' || phase === 'Failed') return undefined;
      if (!textAt(pod, 'spec', 'nodeName'))
        return schedule(pod, world, stopwatch);
      return live(pod, world, stopwatch);
    },

    /** What pods wait for: their volumes and their configuration. */
    concerns(change, world) {
      const isNeeded =
        change.kind === '/PersistentVolumeClaim' ||
        change.kind === '/ConfigMap' ||
        change.kind === '/Secret';
      if (!isNeeded) return [];
      const namespace = textAt(change.object.metadata, 'namespace') ?? '';
      return world.store
        .list('/Pod', namespace)
        .filter(
          pod => (textAt(pod, 'status', 'phase') ?? 'Pending') === 'Pending',
        )
        .map(pod => ({ namespace, name: pod.metadata.name }));
    },

    forget(pod) {
      stopwatch.forget(pod);
    },
  };
}

/** Moves every container on whose time has come; answers when the next one's comes. */
function live(
  pod: KubeObject,
  world: World,
  stopwatch: Stopwatch,
): number | undefined {
  const residents = residentsOf(pod);
  const statuses = statusesOf(pod, residents);
  const missing = missingFor(pod, world);
  const waits: number[] = [];
  const next = statuses.map((status, index) => {
    const resident = residents[index];
    if (!mayRun(residents, statuses, index)) return status;
    if (missing && isStarting(status))
      return holdUp(pod, world, resident, status, missing);
    const free = released(status);
    const step = stepOf(pod, world, resident, free);
    if (!step) return free;
    const { left } = stopwatch.remaining(
      world,
      pod,
      String(resident.container.name),
      JSON.stringify([free.state, free.ready, free.restartCount]),
      step.repeats
        ? Math.max(step.afterMs * world.pace, shortestCycleMs)
        : step.afterMs * world.pace,
    );
    if (left > 0) {
      waits.push(left);
      return free;
    }
    tell(pod, world, resident, step);
    return step.status;
  });
  world.setStatus(kubelet, pod, podStatus(pod, residents, next, world));
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

function stepOf(
  pod: KubeObject,
  world: World,
  resident: Resident,
  status: JsonObject,
): Step | undefined {
  const now = world.clock.now();
  const policy = textAt(pod, 'spec', 'restartPolicy');
  const namespace = textAt(pod.metadata, 'namespace') ?? '';
  return nextStep(resident.container, status, {
    behavior: behaviorOf(pod, resident.container),
    role: resident.role,
    restarts:
      !resident.isSidecar && (policy === 'Never' || policy === 'OnFailure')
        ? policy
        : 'Always',
    now: timestamp(now),
    ageMs:
      now - Date.parse(textAt(pod, 'status', 'startTime') ?? timestamp(now)),
    pod: `${pod.metadata.name}_${namespace}(${String(pod.metadata.uid)})`,
  });
}

function tell(
  pod: KubeObject,
  world: World,
  resident: Resident,
  step: Step,
): void {
  for (const event of step.events)
    recordEvent(world, {
      about: pod,
      ...event,
      source: kubelet,
      host: nodeName,
      fieldPath: fieldPath(resident),
    });
}

function fieldPath({ list, container }: Resident): string {
  const field = list === 'containerStatuses' ? 'containers' : 'initContainers';
  return `spec.${field}{${String(container.name)}}`;
}

const configError = 'CreateContainerConfigError';

function isStarting(status: JsonObject): boolean {
  const reason = textAt(status, 'state', 'waiting', 'reason');
  return (
    reason === 'ContainerCreating' ||
    reason === 'PodInitializing' ||
    reason === configError
  );
}

/** A container whose configuration is there now starts from the beginning. */
function released(status: JsonObject): JsonObject {
  return textAt(status, 'state', 'waiting', 'reason') === configError
    ? { ...status, state: { waiting: { reason: 'ContainerCreating' } } }
    : status;
}

function holdUp(
  pod: KubeObject,
  world: World,
  resident: Resident,
  status: JsonObject,
  missing: { kind: 'config' | 'mount'; message: string },
): JsonObject {
  const isConfig = missing.kind === 'config';
  const isNews = objectsAt(pod, 'status', resident.list).length === 0;
  if (isNews)
    recordEvent(world, {
      about: pod,
      type: 'Warning',
      reason: isConfig ? 'Failed' : 'FailedMount',
      message: isConfig ? `Error: ${missing.message}` : missing.message,
      source: kubelet,
      host: nodeName,
      ...(isConfig && { fieldPath: fieldPath(resident) }),
    });
  return {
    ...status,
    state: {
      waiting: isConfig
        ? { reason: configError, message: missing.message }
        : { reason: 'ContainerCreating' },
    },
  };
}

function terminate(
  pod: KubeObject,
  world: World,
  stopwatch: Stopwatch,
): number | undefined {
  const grace = numberAt(pod.metadata, 'deletionGracePeriodSeconds') ?? 0;
  if (grace === 0) return undefined;
  const { left, isNew } = stopwatch.remaining(
    world,
    pod,
    'terminate',
    'ending',
    Math.min(durations.terminate * world.pace, grace * 1000),
  );
  if (isNew)
    for (const resident of residentsOf(pod))
      recordEvent(world, {
        about: pod,
        type: 'Normal',
        reason: 'Killing',
        message: `Stopping container ${String(resident.container.name)}`,
        source: kubelet,
        host: nodeName,
        fieldPath: fieldPath(resident),
      });
  if (left > 0) return left;
  world.remove(pod, { gracePeriod: 0 });
  return undefined;
}
