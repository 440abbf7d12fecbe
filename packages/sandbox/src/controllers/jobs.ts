import { timestamp } from '../clock';
import { JsonObject, KubeObject, numberAt, objectAt, textAt } from '../json';
import { conditionOf, withCondition } from './conditions';
import { recordEvent } from './events';
import { Controller } from './loop';
import { isActive, isReady, restartCount } from './pods/state';
import { podFrom } from './pods/template';
import { isBeingDeleted, World } from './world';

const manager = 'kube-controller-manager';
const source = 'job-controller';
const indexAnnotation = 'batch.kubernetes.io/job-completion-index';

export const jobs: Controller = {
  name: 'jobs',
  kind: 'batch/Job',

  reconcile(job, world) {
    if (isBeingDeleted(job)) return undefined;
    const status = objectAt(job, 'status');
    if (isOver(status)) return expire(job, world);
    return advance(job, world);
  },
};

function isOver(status: JsonObject): boolean {
  return ['Complete', 'Failed'].some(
    type => conditionOf(status, type)?.status === 'True',
  );
}

interface Count {
  active: KubeObject[];
  succeeded: number;
  failed: number;
}

function count(job: KubeObject, world: World): Count {
  const pods = world.controlledBy(job, '/Pod');
  const inPhase = (phase: string) =>
    pods.filter(pod => textAt(pod, 'status', 'phase') === phase).length;
  return {
    active: pods.filter(isActive),
    succeeded: inPhase('Succeeded'),
    failed: inPhase('Failed'),
  };
}

function advance(job: KubeObject, world: World): number | undefined {
  const found = count(job, world);
  const now = world.clock.now();
  const wanted = numberAt(job, 'spec', 'completions');
  const isDone =
    wanted === undefined
      ? found.succeeded > 0 && found.active.length === 0
      : found.succeeded >= wanted;
  if (isDone)
    return finish(job, found, world, {
      type: 'Complete',
      reason: 'CompletionsReached',
      message: 'Reached expected number of succeeded pods',
    });
  const limit = numberAt(job, 'spec', 'backoffLimit') ?? 6;
  const tries =
    found.failed +
    found.active.reduce((sum, pod) => sum + restartCount(pod), 0);
  if (tries > limit)
    return finish(job, found, world, {
      type: 'Failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    });
  const startTime = textAt(job, 'status', 'startTime');
  const deadline = numberAt(job, 'spec', 'activeDeadlineSeconds');
  const left =
    deadline !== undefined && startTime !== undefined
      ? Date.parse(startTime) + deadline * 1000 - now
      : undefined;
  if (left !== undefined && left <= 0)
    return finish(job, found, world, {
      type: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    });
  if (objectAt(job, 'spec').suspend === true) suspend(job, found, world);
  else startPods(job, found, wanted, world);
  report(job, world);
  return left;
}

function suspend(job: KubeObject, found: Count, world: World): void {
  for (const pod of found.active) world.remove(pod);
  const status = objectAt(job, 'status');
  world.setStatus(manager, job, {
    ...status,
    conditions: withCondition(
      status,
      {
        type: 'Suspended',
        status: 'True',
        reason: 'JobSuspended',
        message: 'Job suspended',
      },
      timestamp(world.clock.now()),
    ),
  });
}

function startPods(
  job: KubeObject,
  found: Count,
  wanted: number | undefined,
  world: World,
): void {
  const parallel = numberAt(job, 'spec', 'parallelism') ?? 1;
  const needed = podsNeeded(parallel, wanted, found.succeeded);
  const isIndexed = textAt(job, 'spec', 'completionMode') === 'Indexed';
  for (let missing = needed - found.active.length; missing > 0; missing -= 1) {
    const index = isIndexed ? freeIndex(job, world) : undefined;
    const pod = world.create(
      manager,
      '/Pod',
      textAt(job.metadata, 'namespace'),
      podFrom(job, objectAt(job, 'spec', 'template'), {
        generateName: `${job.metadata.name}-${
          index === undefined ? '' : `${index}-`
        }`,
        ...(index !== undefined && {
          annotations: {
            ...objectAt(job, 'spec', 'template', 'metadata', 'annotations'),
            [indexAnnotation]: String(index),
          },
        }),
      }),
    );
    recordEvent(world, {
      about: job,
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name}`,
      source,
    });
  }
}

/** Without a number of completions the first success ends the work. */
function podsNeeded(
  parallel: number,
  wanted: number | undefined,
  succeeded: number,
): number {
  if (wanted !== undefined) return Math.min(parallel, wanted - succeeded);
  return succeeded > 0 ? 0 : parallel;
}

/** The lowest index that no living or successful pod has. */
function freeIndex(job: KubeObject, world: World): number {
  const taken = new Set(
    world
      .controlledBy(job, '/Pod')
      .filter(pod => textAt(pod, 'status', 'phase') !== 'Failed')
      .map(pod => textAt(pod.metadata, 'annotations', indexAnnotation)),
  );
  let index = 0;
  while (taken.has(String(index))) index += 1;
  return index;
}

function report(job: KubeObject, world: World): void {
  const found = count(job, world);
  const before = objectAt(job, 'status');
  world.setStatus(manager, job, {
    ...numbers(found),
    ...(before.conditions !== undefined && { conditions: before.conditions }),
    startTime: before.startTime ?? timestamp(world.clock.now()),
    uncountedTerminatedPods: {},
  });
}

function numbers(found: Count): JsonObject {
  return {
    ...(found.active.length > 0 && { active: found.active.length }),
    ...(found.succeeded > 0 && { succeeded: found.succeeded }),
    ...(found.failed > 0 && { failed: found.failed }),
    ready: found.active.filter(isReady).length,
    terminating: 0,
  };
}

function finish(
  job: KubeObject,
  found: Count,
  world: World,
  verdict: { type: 'Complete' | 'Failed'; reason: string; message: string },
): number | undefined {
  for (const pod of found.active) world.remove(pod);
  const now = timestamp(world.clock.now());
  const before = objectAt(job, 'status');
  const early = withCondition(
    before,
    {
      ...verdict,
      type:
        verdict.type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget',
      status: 'True',
    },
    now,
  );
  world.setStatus(manager, job, {
    ...numbers({ ...found, active: [] }),
    startTime: before.startTime ?? now,
    uncountedTerminatedPods: {},
    ...(verdict.type === 'Complete' && { completionTime: now }),
    conditions: withCondition(
      { conditions: early },
      { ...verdict, status: 'True' },
      now,
    ).map(condition => ({ lastProbeTime: now, ...condition })),
  });
  recordEvent(world, {
    about: job,
    type: verdict.type === 'Complete' ? 'Normal' : 'Warning',
    reason: verdict.type === 'Complete' ? 'Completed' : verdict.reason,
    message: verdict.type === 'Complete' ? 'Job completed' : verdict.message,
    source,
  });
  return 0;
}

/** A finished Job that says so is deleted some time later. */
function expire(job: KubeObject, world: World): number | undefined {
  const seconds = numberAt(job, 'spec', 'ttlSecondsAfterFinished');
  if (seconds === undefined) return undefined;
  const status = objectAt(job, 'status');
  const end =
    conditionOf(status, 'Complete') ?? conditionOf(status, 'Failed') ?? {};
  const left =
    Date.parse(textAt(end, 'lastTransitionTime') ?? '') +
    seconds * 1000 -
    world.clock.now();
  if (left > 0) return left;
  world.remove(job, { propagation: 'Background' });
  return undefined;
}
