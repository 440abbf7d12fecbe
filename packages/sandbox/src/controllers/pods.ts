import { timestamp } from '../clock';
import {
  equal,
  isObject,
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  withAt,
} from '../json';
import { behaviorOf } from './behavior';
import { withCondition } from './conditions';
import { durations, nextStep, Role, waiting } from './containerLife';
import { Controller } from './loop';
import { missingFor, unboundClaims } from './podNeeds';
import { isBeingDeleted, World } from './world';

export const nodeName = 'sandbox-simulation';
const kubelet = 'kubelet';
const scheduler = 'default-scheduler';

/** When each container (or pod) was first seen in its present state; times of status are too coarse. */
const since = new WeakMap<World, Map<string, { state: string; at: number }>>();

/** The pretended kubelet and scheduler: from created to ready, or to the failure asked for. */
export const pods: Controller = {
  kind: '/Pod',

  reconcile(pod, world) {
    const phase = textAt(pod, 'status', 'phase');
    if (isBeingDeleted(pod)) return terminate(pod, world);
    if (phase === 'Succeeded' || phase === 'Failed') return undefined;
    if (!textAt(pod, 'spec', 'nodeName')) return schedule(pod, world);
    return live(pod, world);
  },

  /** What pods wait for: their volumes and their configuration. */
  concerns(change, world) {
    if (
      change.kind !== '/PersistentVolumeClaim' &&
      change.kind !== '/ConfigMap' &&
      change.kind !== '/Secret'
    )
      return [];
    const namespace = textAt(change.object.metadata, 'namespace') ?? '';
    return world.store
      .list('/Pod', namespace)
      .filter(pod => textAt(pod, 'status', 'phase') === 'Pending')
      .map(pod => ({ namespace, name: pod.metadata.name }));
  },

  forget(pod, world) {
    const seen = since.get(world);
    if (!seen) return;
    for (const key of seen.keys())
      if (key.startsWith(`${String(pod.metadata.uid)}/`)) seen.delete(key);
  },
};

/** Milliseconds left of a duration that began when this state was first seen. */
function remaining(
  world: World,
  pod: KubeObject,
  what: string,
  state: string,
  duration: number,
): number {
  const seen = since.get(world) ?? new Map();
  since.set(world, seen);
  const key = `${String(pod.metadata.uid)}/${what}`;
  const now = world.clock.now();
  const known = seen.get(key);
  if (known?.state !== state) {
    seen.set(key, { state, at: now });
    return duration * world.pace;
  }
  return known.at + duration * world.pace - now;
}

function schedule(pod: KubeObject, world: World): number | undefined {
  const now = timestamp(world.clock.now());
  if (objectsAt(pod, 'spec', 'schedulingGates').length > 0) return undefined;
  const unbound = unboundClaims(pod, world);
  if (unbound) {
    const status = objectAt(pod, 'status');
    const message = `0/1 nodes are available: ${unbound}.`;
    const conditions = withCondition(
      status,
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
      },
      now,
    );
    if (equal(conditions, status.conditions)) return undefined;
    world.setStatus(scheduler, pod, {
      ...status,
      phase: 'Pending',
      conditions,
    });
    world.record({
      about: pod,
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
      source: scheduler,
    });
    return undefined;
  }
  const wait = remaining(world, pod, 'schedule', 'pending', durations.schedule);
  if (wait > 0) return wait;
  const bound = world.change(scheduler, pod, current =>
    withAt(current, ['spec', 'nodeName'], nodeName),
  );
  world.record({
    about: bound,
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${
      textAt(pod.metadata, 'namespace') ?? ''
    }/${pod.metadata.name} to ${nodeName}`,
    source: scheduler,
  });
  return undefined;
}

/** A container with its place among its pod's. */
interface Resident {
  container: JsonObject;
  list: 'initContainerStatuses' | 'containerStatuses';
  role: Role;
  isSidecar: boolean;
}

function residents(pod: KubeObject): Resident[] {
  const policy = textAt(pod, 'spec', 'restartPolicy');
  const mainRole: Role = policy === 'Always' ? 'main' : 'task';
  return [
    ...objectsAt(pod, 'spec', 'initContainers').map((container): Resident => {
      const isSidecar = container.restartPolicy === 'Always';
      return {
        container,
        list: 'initContainerStatuses',
        role: isSidecar ? 'main' : 'init',
        isSidecar,
      };
    }),
    ...objectsAt(pod, 'spec', 'containers').map(
      (container): Resident => ({
        container,
        list: 'containerStatuses',
        role: mainRole,
        isSidecar: false,
      }),
    ),
  ];
}

function live(pod: KubeObject, world: World): number | undefined {
  const all = residents(pod);
  const statuses = all.map(
    resident => statusOf(pod, resident) ?? firstStatus(pod, resident),
  );
  const problem = missingFor(pod, world);
  let wake: number | undefined;
  const next = statuses.map((status, index) => {
    const resident = all[index];
    if (!mayRun(all, statuses, index)) return status;
    if (problem && isWaiting(status))
      return blocked(pod, world, resident, status, problem);
    const step = stepOf(pod, world, resident, unblocked(status));
    if (!step) return unblocked(status);
    const wait = remaining(
      world,
      pod,
      String(resident.container.name),
      stateKey(status),
      step.afterMs,
    );
    if (wait > 0) {
      wake = Math.min(wake ?? wait, wait);
      return unblocked(status);
    }
    for (const event of step.events)
      world.record({
        about: pod,
        ...event,
        source: kubelet,
        host: nodeName,
        fieldPath: `spec.${
          resident.list === 'initContainerStatuses'
            ? 'initContainers'
            : 'containers'
        }{${String(resident.container.name)}}`,
      });
    return step.status;
  });
  report(pod, world, all, next);
  return wake;
}

function stepOf(
  pod: KubeObject,
  world: World,
  resident: Resident,
  status: JsonObject,
) {
  const policy = textAt(pod, 'spec', 'restartPolicy');
  return nextStep(resident.container, status, {
    behavior: behaviorOf(pod, resident.container),
    role: resident.role,
    restarts: resident.isSidecar
      ? 'Always'
      : policy === 'Never' || policy === 'OnFailure'
      ? policy
      : 'Always',
    now: timestamp(world.clock.now()),
    pod: `${pod.metadata.name}_${
      textAt(pod.metadata, 'namespace') ?? ''
    }(${String(pod.metadata.uid)})`,
  });
}

function statusOf(pod: KubeObject, resident: Resident): JsonObject | undefined {
  return objectsAt(pod, 'status', resident.list).find(
    status => status.name === resident.container.name,
  );
}

function firstStatus(pod: KubeObject, resident: Resident): JsonObject {
  const hasInit = objectsAt(pod, 'spec', 'initContainers').length > 0;
  return waiting(
    resident.container,
    hasInit ? 'PodInitializing' : 'ContainerCreating',
  );
}

/** Init containers run one after the other; the others when all of them are done. */
function mayRun(
  all: Resident[],
  statuses: JsonObject[],
  index: number,
): boolean {
  return all.slice(0, index).every((before, position) => {
    if (before.list === 'containerStatuses') return true;
    const status = statuses[position];
    return before.isSidecar
      ? status.started === true &&
          (!isObject(before.container.startupProbe) || status.ready === true)
      : numberAt(status, 'state', 'terminated', 'exitCode') === 0;
  });
}

function isWaiting(status: JsonObject): boolean {
  const reason = textAt(status, 'state', 'waiting', 'reason');
  return (
    reason === 'ContainerCreating' ||
    reason === 'PodInitializing' ||
    reason === 'CreateContainerConfigError'
  );
}

/** A container whose configuration is there now starts from the beginning. */
function unblocked(status: JsonObject): JsonObject {
  return textAt(status, 'state', 'waiting', 'reason') ===
    'CreateContainerConfigError'
    ? { ...status, state: { waiting: { reason: 'ContainerCreating' } } }
    : status;
}

function blocked(
  pod: KubeObject,
  world: World,
  resident: Resident,
  status: JsonObject,
  problem: { kind: 'config' | 'mount'; message: string },
): JsonObject {
  const isTold = objectsAt(pod, 'status', resident.list).length > 0;
  const reason =
    problem.kind === 'config'
      ? 'CreateContainerConfigError'
      : 'ContainerCreating';
  const state = {
    waiting: {
      reason,
      ...(problem.kind === 'config' && { message: problem.message }),
    },
  };
  if (!isTold)
    world.record({
      about: pod,
      type: 'Warning',
      reason: problem.kind === 'config' ? 'Failed' : 'FailedMount',
      message:
        problem.kind === 'config'
          ? `Error: ${problem.message}`
          : problem.message,
      source: kubelet,
      host: nodeName,
    });
  return { ...status, state };
}

function stateKey(status: JsonObject): string {
  return JSON.stringify([
    status.state,
    status.ready,
    status.restartCount,
    status.started,
  ]);
}

function report(
  pod: KubeObject,
  world: World,
  all: Resident[],
  statuses: JsonObject[],
): void {
  const now = timestamp(world.clock.now());
  const before = objectAt(pod, 'status');
  const listed = (list: Resident['list']) =>
    statuses.filter((_, index) => all[index].list === list);
  const inits = listed('initContainerStatuses').map((status, index) =>
    // An init container that is done counts as ready, as on a real node.
    numberAt(status, 'state', 'terminated', 'exitCode') === 0 &&
    !all[index].isSidecar
      ? { ...status, ready: true }
      : status,
  );
  const mains = listed('containerStatuses');
  const isInitialized = inits.every(
    (status, index) =>
      status.ready === true ||
      (all[index].isSidecar && status.started === true),
  );
  const phase = phaseOf(pod, inits, mains, all);
  const isDone = phase === 'Succeeded';
  const isReady =
    phase === 'Running' &&
    isInitialized &&
    mains.every(status => status.ready === true) &&
    inits.every(
      (status, index) => !all[index].isSidecar || status.ready === true,
    );
  const unready = mains
    .filter(status => status.ready !== true)
    .map(status => String(status.name));
  const readiness: JsonObject = isReady
    ? {}
    : isDone
    ? { reason: 'PodCompleted' }
    : {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${unready.join(' ')}]`,
      };
  let conditions = before;
  const set = (type: string, holds: boolean, why: JsonObject = {}) => {
    conditions = {
      conditions: withCondition(
        conditions,
        {
          type,
          status: holds ? 'True' : 'False',
          ...(typeof why.reason === 'string' && { reason: why.reason }),
          ...(typeof why.message === 'string' && { message: why.message }),
        },
        now,
      ),
    };
  };
  set('PodReadyToStartContainers', !isDone);
  set('Initialized', isInitialized, isDone ? { reason: 'PodCompleted' } : {});
  set('Ready', isReady, readiness);
  set('ContainersReady', isReady, readiness);
  set('PodScheduled', true);
  const hasStarted = statuses.some(status => status.started === true);
  const podIP =
    textAt(before, 'podIP') ?? (hasStarted ? freeAddress(world) : undefined);
  world.setStatus(kubelet, pod, {
    ...before,
    phase,
    conditions: conditions.conditions ?? [],
    observedGeneration: pod.metadata.generation ?? 1,
    startTime: textAt(before, 'startTime') ?? now,
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(podIP !== undefined && { podIP, podIPs: [{ ip: podIP }] }),
    qosClass: qualityOf(pod),
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: mains,
  });
}

function phaseOf(
  pod: KubeObject,
  inits: JsonObject[],
  mains: JsonObject[],
  all: Resident[],
): string {
  const exit = (status: JsonObject) =>
    numberAt(status, 'state', 'terminated', 'exitCode');
  const policy = textAt(pod, 'spec', 'restartPolicy');
  const isFinal = (code: number | undefined) =>
    code !== undefined &&
    policy !== 'Always' &&
    (code === 0 || policy === 'Never');
  const failedInit = inits.some(
    (status, index) =>
      !all[index].isSidecar && exit(status) !== 0 && isFinal(exit(status)),
  );
  if (failedInit) return 'Failed';
  if (mains.every(status => isFinal(exit(status))))
    return mains.every(status => exit(status) === 0) ? 'Succeeded' : 'Failed';
  const hasRun = mains.some(
    status =>
      status.started === true ||
      exit(status) !== undefined ||
      Object.keys(objectAt(status, 'lastState')).length > 0,
  );
  return hasRun ? 'Running' : 'Pending';
}

/** Addresses are given away in turn; nothing answers at them. */
function freeAddress(world: World): string {
  const taken = new Set(
    world.store.list('/Pod').map(pod => textAt(pod, 'status', 'podIP')),
  );
  for (let number = 2; number < 65534; number += 1) {
    const address = `10.244.${Math.floor(number / 256)}.${number % 256}`;
    if (!taken.has(address)) return address;
  }
  return '10.244.255.254';
}

function qualityOf(pod: KubeObject): string {
  const resources = objectsAt(pod, 'spec', 'containers').map(container =>
    objectAt(container, 'resources'),
  );
  const isEmpty = resources.every(
    value =>
      Object.keys(objectAt(value, 'requests')).length === 0 &&
      Object.keys(objectAt(value, 'limits')).length === 0,
  );
  if (isEmpty) return 'BestEffort';
  const isGuaranteed = resources.every(value => {
    const limits = objectAt(value, 'limits');
    return (
      'cpu' in limits &&
      'memory' in limits &&
      equal(limits, objectAt(value, 'requests'))
    );
  });
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

function terminate(pod: KubeObject, world: World): number | undefined {
  const grace = numberAt(pod.metadata, 'deletionGracePeriodSeconds') ?? 0;
  const wait = remaining(
    world,
    pod,
    'terminate',
    'ending',
    Math.min(durations.terminate, grace * 1000),
  );
  if (grace === 0) return undefined;
  if (wait > 0) {
    for (const { container } of residents(pod))
      world.record({
        about: pod,
        type: 'Normal',
        reason: 'Killing',
        message: `Stopping container ${String(container.name)}`,
        source: kubelet,
        host: nodeName,
        fieldPath: `spec.containers{${String(container.name)}}`,
      });
    return wait;
  }
  world.remove(pod, { gracePeriod: 0 });
  return undefined;
}
