import type {
  Action,
  DeploymentStatus,
  EnvironmentSummary,
  Health,
  StepStatus,
} from '@tutti/plugin-tutti-common';
import type { MarkKind } from '../ui/Mark';

/** A state as people see it: a shape, a word, and a sentence where something is wrong. */
export interface SeenState {
  mark: MarkKind;
  word: string;
  detail?: string;
}

const deployments: Record<DeploymentStatus, SeenState> = {
  queued: { mark: 'waiting', word: 'Queued' },
  'waiting-approval': { mark: 'waiting', word: 'Waiting for approval' },
  running: { mark: 'active', word: 'Deploying' },
  cancelling: { mark: 'active', word: 'Cancelling' },
  succeeded: { mark: 'good', word: 'Succeeded' },
  failed: { mark: 'bad', word: 'Failed' },
  cancelled: { mark: 'stopped', word: 'Cancelled' },
  rejected: { mark: 'stopped', word: 'Rejected' },
  interrupted: { mark: 'warning', word: 'Interrupted' },
  superseded: { mark: 'stopped', word: 'Superseded' },
  stale: { mark: 'stopped', word: 'Out of date' },
};

const steps: Record<StepStatus, SeenState> = {
  pending: { mark: 'none', word: 'Waiting' },
  running: { mark: 'active', word: 'Running' },
  waiting: { mark: 'active', word: 'Awaiting health' },
  done: { mark: 'good', word: 'Done' },
  kept: { mark: 'same', word: 'Unchanged' },
  failed: { mark: 'bad', word: 'Failed' },
  skipped: { mark: 'stopped', word: 'Skipped' },
  diverged: { mark: 'bad', word: 'Diverged from the plan' },
};

export function deploymentState(status: DeploymentStatus): SeenState {
  return deployments[status];
}

export function stepState(status: StepStatus): SeenState {
  return steps[status];
}

export function healthState(health: Health): SeenState {
  // Without workloads there is nothing to count: a resource alone may be unwell.
  const count = health.of > 0 ? ` ${health.healthy}/${health.of}` : '';
  const detail = health.message;
  switch (health.status) {
    case 'healthy':
      return { mark: 'good', word: `Healthy${count}`, detail };
    case 'progressing':
      return { mark: 'active', word: `Starting${count}`, detail };
    case 'degraded':
      return { mark: 'warning', word: `Degraded${count}`, detail };
    case 'empty':
      return { mark: 'none', word: 'Nothing runs', detail };
    case 'unknown':
    default:
      return { mark: 'unknown', word: 'Health unknown', detail };
  }
}

/** Will something still happen without anybody's doing? Then screens look more often. */
export function isMoving(environment: EnvironmentSummary): boolean {
  const status = environment.lastDeployment?.status;
  return (
    status === 'queued' ||
    status === 'running' ||
    status === 'cancelling' ||
    environment.health.status === 'progressing'
  );
}

/** Did the last deployment end in a way that asks for a person? */
export function lastDeploymentFailed(environment: EnvironmentSummary): boolean {
  const status = environment.lastDeployment?.status;
  return status === 'failed' || status === 'interrupted';
}

export function hasProblem(environment: EnvironmentSummary): boolean {
  const { status, message } = environment.health;
  return (
    lastDeploymentFailed(environment) ||
    status === 'degraded' ||
    (status === 'unknown' && message !== undefined)
  );
}

/**
 * What stands first in a cell: a deployment on its way, else a failed one, else the health
 * of what runs.
 */
export function environmentState(environment: EnvironmentSummary): SeenState {
  const { lastDeployment, release, health } = environment;
  if (lastDeployment) {
    const { status, progress, failure } = lastDeployment;
    const state = deploymentState(status);
    if (status === 'running') {
      const { done, of } = progress;
      return { ...state, word: `${state.word} ${done}/${of}` };
    }
    if (state.mark === 'waiting' || status === 'cancelling') return state;
    if (lastDeploymentFailed(environment)) {
      return {
        ...state,
        word: `Deployment ${state.word.toLowerCase()}`,
        detail: failure,
      };
    }
  }
  if (!release) return { mark: 'none', word: 'Never deployed' };
  return healthState(health);
}

export interface SeenAction {
  /** One character, as in a diff. */
  sign: string;
  verb: string;
  tone: 'good' | 'active' | 'warning' | 'bad' | 'quiet';
}

const actions: Record<Action, SeenAction> = {
  create: { sign: '+', verb: 'create', tone: 'good' },
  update: { sign: '~', verb: 'update', tone: 'active' },
  replace: { sign: '±', verb: 'replace', tone: 'bad' },
  keep: { sign: '=', verb: 'unchanged', tone: 'quiet' },
  hold: { sign: '‖', verb: 'hold', tone: 'warning' },
  adopt: { sign: '↳', verb: 'adopt', tone: 'active' },
  retain: { sign: '○', verb: 'retain', tone: 'quiet' },
  destroy: { sign: '−', verb: 'remove', tone: 'bad' },
};

export function actionOf(action: Action): SeenAction {
  return actions[action];
}

const verbs = new Map(
  Object.entries(actions).map(([action, { verb }]) => [action, verb]),
);

/** The verb of an action that the API gives as text. */
export function actionVerb(action: string): string {
  return verbs.get(action) ?? action;
}
