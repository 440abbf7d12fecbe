import { timestamp } from '../clock';
import { JsonObject, KubeObject, numberAt, objectAt, textAt } from '../json';
import { Condition, conditionOf, withCondition } from './conditions';
import { limits } from './rollout';
import { World } from './world';

const manager = 'kube-controller-manager';

/** Writes what is, and answers when to look again for a deadline. */
export function reportDeployment(
  deployment: KubeObject,
  current: KubeObject | undefined,
  sets: KubeObject[],
  world: World,
): number | undefined {
  const before = objectAt(deployment, 'status');
  const count = (key: string, of: KubeObject[]) =>
    of.reduce((sum, set) => sum + (numberAt(set, 'status', key) ?? 0), 0);
  const desired = numberAt(deployment, 'spec', 'replicas') ?? 1;
  const available = count('availableReplicas', sets);
  const counts = {
    replicas: count('replicas', sets),
    updatedReplicas: current ? count('replicas', [current]) : 0,
    readyReplicas: count('readyReplicas', sets),
    availableReplicas: available,
    unavailableReplicas: Math.max(
      0,
      Math.max(desired, count('replicas', sets)) - available,
    ),
  };
  const generation = numberAt(deployment.metadata, 'generation') ?? 1;
  const now = timestamp(world.clock.now());
  const withAvailable = withCondition(
    before,
    availability(
      available >= desired - limits(deployment, desired).maxUnavailable,
    ),
    now,
    { keepsUpdateTime: true },
  );
  const verdict = progress(deployment, current, counts, desired, world);
  const hasMoved =
    counts.updatedReplicas > (numberAt(before, 'updatedReplicas') ?? 0) ||
    counts.readyReplicas > (numberAt(before, 'readyReplicas') ?? 0) ||
    counts.availableReplicas > (numberAt(before, 'availableReplicas') ?? 0);
  const conditions = verdict
    ? withCondition({ conditions: withAvailable }, verdict, now, {
        keepsUpdateTime: true,
        renew: hasMoved,
      })
    : withAvailable;
  const status: JsonObject = {
    observedGeneration: generation,
    ...Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0)),
    terminatingReplicas: count('terminatingReplicas', sets),
    conditions,
  };
  world.setStatus(manager, deployment, status);
  return untilDeadline(deployment, status, world.clock.now());
}

function availability(isAvailable: boolean): Condition {
  return isAvailable
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progress(
  deployment: KubeObject,
  current: KubeObject | undefined,
  counts: Record<string, number>,
  desired: number,
  world: World,
): Condition | undefined {
  const spec = objectAt(deployment, 'spec');
  if (spec.paused === true)
    return {
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    };
  if (!current) return undefined;
  const name = JSON.stringify(current.metadata.name);
  const isComplete =
    counts.updatedReplicas === desired &&
    counts.replicas === desired &&
    counts.availableReplicas === desired;
  if (isComplete)
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet ${name} has successfully progressed.`,
    };
  if (isOverdue(deployment, world.clock.now()))
    return {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet ${name} has timed out progressing.`,
    };
  return {
    type: 'Progressing',
    status: 'True',
    reason: 'ReplicaSetUpdated',
    message: `ReplicaSet ${name} is progressing.`,
  };
}

/** The deadline counts from the last progress of a rollout of this generation. */
function isOverdue(deployment: KubeObject, now: number): boolean {
  const status = objectAt(deployment, 'status');
  const condition = conditionOf(status, 'Progressing');
  const isOfNow =
    numberAt(status, 'observedGeneration') ===
    numberAt(deployment.metadata, 'generation');
  if (!condition || !isOfNow) return false;
  if (condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return now >= deadline(deployment, condition);
}

function deadline(deployment: KubeObject, condition: JsonObject): number {
  const seconds =
    numberAt(deployment, 'spec', 'progressDeadlineSeconds') ?? 600;
  return Date.parse(textAt(condition, 'lastUpdateTime') ?? '') + seconds * 1000;
}

function untilDeadline(
  deployment: KubeObject,
  status: JsonObject,
  now: number,
): number | undefined {
  const condition = conditionOf(status, 'Progressing');
  if (condition?.reason !== 'ReplicaSetUpdated') return undefined;
  return Math.max(1, deadline(deployment, condition) - now);
}
