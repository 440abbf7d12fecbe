import { timestamp } from '../../clock';
import {
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
} from '../../json';
import { withCondition } from '../conditions';
import type { World } from '../world';
import { isThrough, Resident } from './residents';

/** A pod's status from those of its containers: phase, conditions, address. */
export function podStatus(
  pod: KubeObject,
  residents: Resident[],
  statuses: JsonObject[],
  world: World,
): JsonObject {
  const now = timestamp(world.clock.now());
  const before = objectAt(pod, 'status');
  const shown = statuses.map((status, index) =>
    // An init container that is done counts as ready, as on a real node.
    residents[index].role === 'init' && isThrough(residents[index], status)
      ? { ...status, ready: true }
      : status,
  );
  const of = (list: Resident['list']) =>
    shown.filter((_, index) => residents[index].list === list);
  const inits = of('initContainerStatuses');
  const mains = of('containerStatuses');
  const isInitialized = residents.every(
    (resident, index) =>
      resident.list === 'containerStatuses' ||
      isThrough(resident, statuses[index]),
  );
  const phase = phaseOf(pod, residents, statuses);
  const hasStarted = statuses.some(status => status.started === true);
  const podIP =
    textAt(before, 'podIP') ?? (hasStarted ? freeAddress(world) : undefined);
  return {
    ...before,
    phase,
    conditions: conditionsOf(before, phase, isInitialized, inits, mains, now),
    observedGeneration: pod.metadata.generation ?? 1,
    startTime: textAt(before, 'startTime') ?? now,
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(podIP !== undefined && { podIP, podIPs: [{ ip: podIP }] }),
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: mains,
  };
}

function conditionsOf(
  before: JsonObject,
  phase: string,
  isInitialized: boolean,
  inits: JsonObject[],
  mains: JsonObject[],
  now: string,
): JsonObject[] {
  const unready = [...inits, ...mains].filter(status => status.ready !== true);
  const isReady = phase === 'Running' && unready.length === 0;
  const completed = { reason: 'PodCompleted' };
  const notReady = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready
      .map(status => String(status.name))
      .join(' ')}]`,
  };
  const isDone = phase === 'Succeeded';
  const unreadiness = isDone ? completed : notReady;
  const why = isReady ? {} : unreadiness;
  const wanted: [string, boolean, { reason?: string; message?: string }][] = [
    [
      'PodReadyToStartContainers',
      phase !== 'Succeeded' && phase !== 'Failed',
      {},
    ],
    ['Initialized', isInitialized, isDone ? completed : {}],
    ['Ready', isReady, why],
    ['ContainersReady', isReady, why],
    ['PodScheduled', true, {}],
  ];
  return wanted.reduce<JsonObject[]>(
    (conditions, [type, holds, explanation]) =>
      withCondition(
        { conditions },
        { type, status: holds ? 'True' : 'False', ...explanation },
        now,
      ),
    objectsAt(before, 'conditions'),
  );
}

function phaseOf(
  pod: KubeObject,
  residents: Resident[],
  statuses: JsonObject[],
): 'Pending' | 'Running' | 'Succeeded' | 'Failed' {
  const policy = textAt(pod, 'spec', 'restartPolicy');
  const exit = (status: JsonObject) =>
    numberAt(status, 'state', 'terminated', 'exitCode');
  const isFinal = (status: JsonObject) =>
    exit(status) !== undefined &&
    policy !== 'Always' &&
    (exit(status) === 0 || policy === 'Never');
  const inits = statuses.filter((_, index) => residents[index].role === 'init');
  const mains = statuses.filter(
    (_, index) => residents[index].list === 'containerStatuses',
  );
  if (inits.some(status => isFinal(status) && exit(status) !== 0))
    return 'Failed';
  if (mains.every(isFinal))
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
