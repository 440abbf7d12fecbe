import { JsonObject, numberAt, objectAt, textAt } from '../../json';
import { Behavior } from './behavior';
import { imageId } from './imageId';

/** How long things take, in milliseconds at pace 1. A healthy pod is ready after about 0.8 s. */
export const durations = {
  schedule: 50,
  pull: 250,
  pullRetry: 1500,
  ready: 400,
  readySlowly: 8000,
  init: 200,
  job: 800,
  crash: 300,
  /** Doubles with every restart, up to the second figure. */
  restart: 1000,
  restartAtMost: 60_000,
  /** Grows with the age of the pod, up to the second figure. */
  pullAgain: 4000,
  pullAgainAtMost: 60_000,
  terminate: 200,
};

/** What a container is to its pod. */
export type Role =
  /** Runs as long as the pod does. */
  | 'main'
  /** Ends well by itself: an init container. */
  | 'init'
  /** Ends well after some work: the containers of a Job. */
  | 'task';

export interface ContainerEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

export interface Step {
  afterMs: number;
  /** It comes again and again, so it takes its time even where everything is at once. */
  repeats?: true;
  status: JsonObject;
  events: ContainerEvent[];
}

/** The status of a container that is to start. */
export function waiting(
  container: JsonObject,
  reason: 'ContainerCreating' | 'PodInitializing',
): JsonObject {
  return {
    name: container.name,
    image: container.image ?? '',
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    lastState: {},
    state: { waiting: { reason } },
  };
}

/**
 * The next thing that happens to a container, and when; undefined when it stays as it is.
 * Pure: the same status leads to the same step.
 */
export function nextStep(
  container: JsonObject,
  status: JsonObject,
  life: {
    behavior: Behavior;
    role: Role;
    restarts: 'Always' | 'OnFailure' | 'Never';
    now: string;
    /** Of the pod. */
    ageMs: number;
    pod: string;
  },
): Step | undefined {
  const reason = textAt(status, 'state', 'waiting', 'reason');
  const image = String(container.image ?? '');
  const name = String(container.name);
  switch (reason) {
    case 'ContainerCreating':
    case 'PodInitializing':
      if (life.behavior === 'ImagePullBackOff')
        return pullFailed(status, image, durations.pull);
      return {
        afterMs: durations.pull,
        status: started(status, life.now, image),
        events: [pulled(image), ...startedEvents(name)],
      };
    case 'ErrImagePull':
      return {
        afterMs: durations.pullRetry,
        repeats: true,
        status: waitingFor(status, 'ImagePullBackOff', backOffPulling(image)),
        events: [
          { type: 'Normal', reason: 'BackOff', message: backOffPulling(image) },
          {
            type: 'Warning',
            reason: 'Failed',
            message: 'Error: ImagePullBackOff',
          },
        ],
      };
    case 'ImagePullBackOff':
      return life.behavior === 'ImagePullBackOff'
        ? pullFailed(status, image, pullDelay(life.ageMs))
        : undefined;
    case 'CrashLoopBackOff':
      return {
        afterMs: restartDelay(status),
        repeats: true,
        status: started(status, life.now, image),
        events: [present(image), ...startedEvents(name)],
      };
    default:
      return runningStep(container, status, life);
  }
}

function runningStep(
  container: JsonObject,
  status: JsonObject,
  life: Parameters<typeof nextStep>[2],
): Step | undefined {
  const { behavior, role, restarts, now } = life;
  const name = String(container.name);
  const terminated = objectAt(status, 'state', 'terminated');
  if (Object.keys(terminated).length > 0) {
    const failed = numberAt(terminated, 'exitCode') !== 0;
    const again =
      role === 'main' || (role === 'init' && failed)
        ? restarts !== 'Never'
        : failed && restarts === 'OnFailure';
    if (!again) return undefined;
    const next = {
      ...status,
      lastState: { terminated },
      restartCount: numberAt(status, 'restartCount') ?? 0,
    };
    const message = `back-off restarting failed container ${name} in pod ${life.pod}`;
    return {
      afterMs: durations.crash,
      status: waitingFor(next, 'CrashLoopBackOff', message),
      events: [
        { type: 'Warning', reason: 'BackOff', message: capital(message) },
      ],
    };
  }
  if (behavior === 'CrashLoopBackOff')
    return {
      afterMs: durations.crash,
      status: ended(status, 1, 'Error', now),
      events: [],
    };
  if (role !== 'main')
    return {
      afterMs: role === 'init' ? durations.init : durations.job,
      status: ended(status, 0, 'Completed', now),
      events: [],
    };
  if (status.ready === true || behavior === 'NeverReady') return undefined;
  return {
    afterMs: behavior === 'Slow' ? durations.readySlowly : durations.ready,
    status: { ...status, ready: true },
    events: [],
  };
}

function pullFailed(status: JsonObject, image: string, afterMs: number): Step {
  const why = `failed to pull and unpack image ${JSON.stringify(
    image,
  )}: not found`;
  const message = `Failed to pull image ${JSON.stringify(image)}: ${why}`;
  return {
    afterMs,
    status: waitingFor(status, 'ErrImagePull', why),
    events: [
      {
        type: 'Normal',
        reason: 'Pulling',
        message: `Pulling image ${JSON.stringify(image)}`,
      },
      { type: 'Warning', reason: 'Failed', message },
      { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' },
    ],
  };
}

function waitingFor(
  status: JsonObject,
  reason: string,
  message: string,
): JsonObject {
  return {
    ...status,
    ready: false,
    started: false,
    state: { waiting: { reason, message } },
  };
}

function started(status: JsonObject, now: string, image: string): JsonObject {
  const wasUp = Object.keys(objectAt(status, 'lastState')).length > 0;
  const count = numberAt(status, 'restartCount') ?? 0;
  return {
    ...status,
    imageID: imageId(image),
    containerID: `sandbox://${String(status.name)}/${
      wasUp ? count + 1 : count
    }`,
    ready: false,
    started: true,
    restartCount: wasUp ? count + 1 : count,
    state: { running: { startedAt: now } },
  };
}

function ended(
  status: JsonObject,
  exitCode: number,
  reason: string,
  now: string,
): JsonObject {
  return {
    ...status,
    ready: false,
    started: false,
    state: {
      terminated: {
        exitCode,
        reason,
        startedAt: textAt(status, 'state', 'running', 'startedAt') ?? now,
        finishedAt: now,
        containerID: status.containerID ?? '',
      },
    },
  };
}

function restartDelay(status: JsonObject): number {
  const count = numberAt(status, 'restartCount') ?? 0;
  return Math.min(durations.restart * 2 ** count, durations.restartAtMost);
}

function pullDelay(ageMs: number): number {
  const { pullAgain, pullAgainAtMost } = durations;
  return Math.min(Math.max(pullAgain, ageMs / 2), pullAgainAtMost);
}

function startedEvents(name: string): ContainerEvent[] {
  return [
    {
      type: 'Normal',
      reason: 'Created',
      message: `Container created: ${name} (simulation)`,
    },
    {
      type: 'Normal',
      reason: 'Started',
      message: `Container started: ${name} (simulation)`,
    },
  ];
}

function pulled(image: string): ContainerEvent {
  return {
    type: 'Normal',
    reason: 'Pulled',
    message: `Successfully pulled image ${JSON.stringify(image)} (simulation)`,
  };
}

function present(image: string): ContainerEvent {
  return {
    type: 'Normal',
    reason: 'Pulled',
    message: `Container image ${JSON.stringify(
      image,
    )} already present on machine`,
  };
}

function backOffPulling(image: string): string {
  return `Back-off pulling image ${JSON.stringify(image)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
