import {
  Action,
  DeploymentStatus,
  EnvironmentSummary,
  Health,
  lastDeploymentFailed,
  StepStatus,
} from '@tutti/plugin-tutti-common';
import type { TextKey, Translate } from '../translation';
import type { MarkKind } from '../ui/Mark';

/** A state as people see it: a shape, a word, and a sentence where something is wrong. */
export interface SeenState {
  mark: MarkKind;
  word: string;
  detail?: string;
}

/** A state whose word is looked up in the reader's language. */
interface NamedState {
  mark: MarkKind;
  word: TextKey;
}

const deployments = {
  queued: { mark: 'waiting', word: 'states.queued' },
  'waiting-approval': { mark: 'waiting', word: 'states.waitingApproval' },
  running: { mark: 'active', word: 'states.deploying' },
  cancelling: { mark: 'active', word: 'states.cancelling' },
  verifying: { mark: 'active', word: 'states.verifying' },
  succeeded: { mark: 'good', word: 'states.succeeded' },
  failed: { mark: 'bad', word: 'states.failed' },
  cancelled: { mark: 'stopped', word: 'states.cancelled' },
  rejected: { mark: 'stopped', word: 'states.rejected' },
  interrupted: { mark: 'warning', word: 'states.interrupted' },
  superseded: { mark: 'stopped', word: 'states.superseded' },
  stale: { mark: 'stopped', word: 'states.stale' },
} as const satisfies Record<DeploymentStatus, NamedState>;

const steps = {
  pending: { mark: 'none', word: 'states.stepPending' },
  running: { mark: 'active', word: 'states.stepRunning' },
  waiting: { mark: 'active', word: 'states.stepWaiting' },
  done: { mark: 'good', word: 'states.stepDone' },
  kept: { mark: 'same', word: 'states.stepKept' },
  failed: { mark: 'bad', word: 'states.failed' },
  skipped: { mark: 'stopped', word: 'states.stepSkipped' },
  diverged: { mark: 'bad', word: 'states.stepDiverged' },
} as const satisfies Record<StepStatus, NamedState>;

export function deploymentState(
  t: Translate,
  status: DeploymentStatus,
): SeenState {
  const { mark, word } = deployments[status];
  return { mark, word: t(word) };
}

export function stepState(t: Translate, status: StepStatus): SeenState {
  const { mark, word } = steps[status];
  return { mark, word: t(word) };
}

export function healthState(t: Translate, health: Health): SeenState {
  // Without workloads there is nothing to count: a resource alone may be unwell.
  const counted = health.of > 0;
  const counts = { healthy: String(health.healthy), of: String(health.of) };
  const detail = health.message;
  switch (health.status) {
    case 'healthy':
      return {
        mark: 'good',
        word: counted ? t('states.healthyOf', counts) : t('states.healthy'),
        detail,
      };
    case 'progressing':
      return {
        mark: 'active',
        word: counted ? t('states.startingOf', counts) : t('states.starting'),
        detail,
      };
    case 'degraded':
      return {
        mark: 'warning',
        word: counted ? t('states.degradedOf', counts) : t('states.degraded'),
        detail,
      };
    case 'empty':
      return { mark: 'none', word: t('states.nothingRuns'), detail };
    case 'unknown':
    default:
      return { mark: 'unknown', word: t('states.healthUnknown'), detail };
  }
}

/** Will something still happen without anybody's doing? Then screens look more often. */
export function isMoving(environment: EnvironmentSummary): boolean {
  const status = environment.lastDeployment?.status;
  return (
    status === 'queued' ||
    status === 'running' ||
    status === 'cancelling' ||
    status === 'verifying' ||
    environment.health.status === 'progressing'
  );
}

/**
 * What stands first in a cell: a deployment on its way, else a failed one, else the health
 * of what runs.
 */
export function environmentState(
  t: Translate,
  environment: EnvironmentSummary,
): SeenState {
  const { lastDeployment, release, health } = environment;
  if (lastDeployment) {
    const { status, progress, failure } = lastDeployment;
    const state = deploymentState(t, status);
    if (status === 'running') {
      const { done, of } = progress;
      return { ...state, word: `${state.word} ${done}/${of}` };
    }
    if (state.mark === 'waiting' || status === 'cancelling') return state;
    if (lastDeploymentFailed(environment)) {
      return {
        ...state,
        word: t(
          status === 'failed'
            ? 'states.deploymentFailed'
            : 'states.deploymentInterrupted',
        ),
        detail: failure,
      };
    }
  }
  if (!release) return { mark: 'none', word: t('states.neverDeployed') };
  if (environment.paused) return { mark: 'stopped', word: t('states.paused') };
  return healthState(t, health);
}

export interface SeenAction {
  /** One character, as in a diff. */
  sign: string;
  verb: string;
  tone: 'good' | 'active' | 'warning' | 'bad' | 'quiet';
}

const actions = {
  create: { sign: '+', verb: 'states.create', tone: 'good' },
  update: { sign: '~', verb: 'states.update', tone: 'active' },
  replace: { sign: '±', verb: 'states.replace', tone: 'bad' },
  keep: { sign: '=', verb: 'states.keep', tone: 'quiet' },
  hold: { sign: '‖', verb: 'states.hold', tone: 'warning' },
  adopt: { sign: '↳', verb: 'states.adopt', tone: 'active' },
  retain: { sign: '○', verb: 'states.retain', tone: 'quiet' },
  detach: { sign: '○', verb: 'states.detach', tone: 'warning' },
  destroy: { sign: '−', verb: 'states.destroy', tone: 'bad' },
} as const satisfies Record<
  Action,
  Omit<SeenAction, 'verb'> & { verb: NamedState['word'] }
>;

export function actionOf(t: Translate, action: Action): SeenAction {
  const { sign, verb, tone } = actions[action];
  return { sign, verb: t(verb), tone };
}

function isAction(action: string): action is Action {
  return Object.hasOwn(actions, action);
}

/** The verb of an action that the API gives as text. */
export function actionVerb(t: Translate, action: string): string {
  return isAction(action) ? actionOf(t, action).verb : action;
}
