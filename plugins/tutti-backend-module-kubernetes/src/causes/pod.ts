import { JsonObject } from '@tutti/engine';
import { conditionsOf } from '../health';
import { at, numberAt, objectsAt, textAt, timeAt } from '../json';
import {
  Explained,
  explainCreation,
  explainExit,
  explainPull,
  explainScheduling,
  PULL_REASONS,
} from '../words';
import { Trouble } from './Trouble';

export interface PodRules {
  /** Wall clock, milliseconds since 1970. */
  now: number;
  /** False for Jobs: their back-off limit says when a crash counts. */
  crashIsFinal: boolean;
}

/** A crash may be the wait for a database; the second restart says that it is none. */
const FINAL_RESTARTS = 2;

/**
 * A missing ConfigMap or Secret stops a container at once, but another controller may be
 * about to make it.
 */
const GRACE_MS = 30_000;

/** Exit codes of what was asked to end (SIGTERM), or made to (SIGKILL). */
const KILLED = new Set([137, 143]);

/** A pod that starts is in no trouble yet. */
const STARTING_MS = 10_000;

/** What keeps a pod from being ready, the gravest first; undefined when nothing does. */
export function troubleOf(
  pod: JsonObject,
  rules: PodRules,
): Trouble | undefined {
  const place = {
    pod: textAt(pod, 'metadata', 'name') ?? '',
    podUid: textAt(pod, 'metadata', 'uid') ?? '',
  };
  const phase = textAt(pod, 'status', 'phase');
  const conditions = conditionsOf(pod);
  if (
    phase === 'Succeeded' ||
    textAt(pod, 'metadata', 'deletionTimestamp') !== undefined ||
    conditions.get('Ready')?.status === 'True'
  ) {
    return undefined;
  }
  const scheduled = conditions.get('PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
    return {
      ...place,
      final: false,
      reason: 'Unschedulable',
      ...explainScheduling(scheduled.message),
      log: 'none',
    };
  }
  const age = rules.now - (timeAt(pod, 'metadata', 'creationTimestamp') ?? 0);
  // Init containers first: the others wait for them.
  const troubles = [
    ...objectsAt(pod, 'status', 'initContainerStatuses').map(status =>
      containerTrouble(pod, status, 'init', age, rules),
    ),
    ...objectsAt(pod, 'status', 'containerStatuses').map(status =>
      containerTrouble(pod, status, 'main', age, rules),
    ),
  ].filter(trouble => trouble !== undefined);
  const gravest = troubles.find(({ final }) => final) ?? troubles[0];
  if (gravest) return { ...place, ...gravest };
  if (phase === 'Failed') {
    const reason = textAt(pod, 'status', 'reason') ?? 'Failed';
    const message = textAt(pod, 'status', 'message') ?? 'the pod has failed';
    return {
      ...place,
      final: false,
      reason,
      ...(reason === 'Evicted'
        ? {
            message: `the node has put the pod out: ${message}`,
            hint: 'State how much memory and disk the workload needs (resources.requests), so that a node with enough takes it.',
          }
        : { message, hint: 'Deploy again: another pod takes its place.' }),
      log: 'none',
    };
  }
  const lost = conditions.get('Ready');
  if (lost?.reason === 'NodeLost' || reasonOf(pod) === 'NodeLost') {
    return {
      ...place,
      final: false,
      reason: 'NodeLost',
      message: 'the node of the pod does not answer any more',
      hint: 'Wait: another node takes the pod when this one is given up; have whoever runs the cluster look at it.',
      log: 'none',
    };
  }
  if (age < STARTING_MS) return undefined;
  if (phase === 'Pending') {
    return {
      ...place,
      final: false,
      reason: 'Pending',
      message: `the pod has not started for ${seconds(age)}`,
      hint: 'Look at the events of the pod: they say what it waits for.',
      log: 'none',
    };
  }
  return undefined;
}

/** The gravest trouble among pods; final ones first, then in the pods' order. */
export function worstTrouble(
  pods: JsonObject[],
  rules: PodRules,
): Trouble | undefined {
  const troubles = pods.flatMap(pod => troubleOf(pod, rules) ?? []);
  return troubles.find(({ final }) => final) ?? troubles[0];
}

type ContainerTrouble = Omit<Trouble, 'pod' | 'podUid'>;

function containerTrouble(
  pod: JsonObject,
  status: JsonObject,
  role: 'init' | 'main',
  age: number,
  rules: PodRules,
): ContainerTrouble | undefined {
  const container = textAt(status, 'name') ?? '';
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  const said = textAt(status, 'state', 'waiting', 'message') ?? '';
  if (waiting !== undefined && PULL_REASONS.has(waiting)) {
    const image = textAt(status, 'image') || imageOf(pod, container);
    return {
      ...explainPull(image, waiting, [said]),
      reason: waiting,
      container,
      pull: { image, texts: [said] },
      log: 'none',
    };
  }
  const crash = crashOf(pod, status, container, rules);
  if (crash) return crash;
  if (
    waiting === 'CreateContainerConfigError' ||
    waiting === 'CreateContainerError' ||
    waiting === 'RunContainerError'
  ) {
    const { means, hint } = explainCreation(said || waiting);
    return {
      final: age >= GRACE_MS,
      reason: waiting,
      message: `container ${container} cannot be created: ${means}`,
      hint,
      container,
      log: 'none',
    };
  }
  const runningFor =
    rules.now - (timeAt(status, 'state', 'running', 'startedAt') ?? rules.now);
  if (status.ready !== true && runningFor >= STARTING_MS) {
    return {
      final: false,
      reason: 'NotReady',
      message:
        role === 'init'
          ? `container ${container}, which the others wait for, has been running for ${seconds(
              runningFor,
            )}`
          : `container ${container} has been running for ${seconds(
              runningFor,
            )} without becoming ready`,
      hint:
        role === 'init'
          ? 'Look at its log: it has to end before the others start.'
          : 'Look at its log, and at what its readiness probe asks.',
      container,
      log: 'current',
    };
  }
  return undefined;
}

function crashOf(
  pod: JsonObject,
  status: JsonObject,
  container: string,
  rules: PodRules,
): ContainerTrouble | undefined {
  const now = at(status, 'state', 'terminated');
  const end = now ?? at(status, 'lastState', 'terminated');
  const restarts = numberAt(status, 'restartCount') ?? 0;
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  const exitCode = numberAt(end, 'exitCode') ?? 0;
  const crashed =
    waiting === 'CrashLoopBackOff' ||
    (end !== undefined && exitCode !== 0 && status.ready !== true);
  if (!crashed) return undefined;
  const how = textAt(end, 'reason') ?? '';
  const outOfMemory = how === 'OOMKilled';
  const { means, hint } = outOfMemory
    ? {
        means: `ran out of memory${limitOf(pod, container)}`,
        hint: 'Give it more memory in the Score file (resources.limits.memory), or let its program use less.',
      }
    : howItEnded(
        end === undefined ? undefined : exitCode,
        how,
        textAt(end, 'message'),
      );
  return {
    final: rules.crashIsFinal && restarts >= FINAL_RESTARTS,
    reason: outOfMemory ? 'OOMKilled' : waiting ?? (how || 'Error'),
    message: `container ${container} ${means}${
      restarts > 0 ? `, restarted ${times(restarts)}` : ''
    }`,
    hint,
    ...(KILLED.has(exitCode) && { killed: true }),
    container,
    log: now === undefined ? 'previous' : 'current',
  };
}

function howItEnded(
  code: number | undefined,
  how: string,
  message: string | undefined,
): Explained {
  // Only these messages are the runtime's; the others are written by the workload itself.
  if (how === 'StartError' || how === 'ContainerCannotRun') {
    const { means, hint } = explainCreation(message ?? how);
    return { means: `cannot be started: ${means}`, hint };
  }
  return explainExit(code);
}

function reasonOf(pod: JsonObject): string | undefined {
  return textAt(pod, 'status', 'reason');
}

function specOf(pod: JsonObject, container: string): JsonObject | undefined {
  return [
    ...objectsAt(pod, 'spec', 'initContainers'),
    ...objectsAt(pod, 'spec', 'containers'),
  ].find(spec => spec.name === container);
}

function imageOf(pod: JsonObject, container: string): string {
  return textAt(specOf(pod, container), 'image') ?? '';
}

function limitOf(pod: JsonObject, container: string): string {
  const limit = textAt(specOf(pod, container), 'resources', 'limits', 'memory');
  return limit ? ` (its limit is ${limit})` : '';
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
