import {
  Deployment,
  FINAL_STATUSES,
  PreviewClosing,
  PreviewState,
} from '@tutti/plugin-tutti-common';

/** What a preview shows of itself. */
export interface ShownFacts {
  closing?: PreviewClosing;
  deployment?: Pick<
    Deployment,
    'status' | 'destroys' | 'waits' | 'progress' | 'failures' | 'number'
  >;
  paused: boolean;
  /** One line of what is wrong with what runs. */
  unhealthy?: string;
}

/** In a word, and in sentences that name the cause first. */
export function shownState(facts: ShownFacts): {
  state: PreviewState;
  message: string;
} {
  const { closing, deployment, paused, unhealthy } = facts;
  if (closing) {
    return stateOfClosing(closing);
  }
  if (!deployment || (deployment.destroys && isOver(deployment))) {
    return { state: 'failed', message: 'Nothing runs: deploy it again.' };
  }
  const { status, number, waits, progress } = deployment;
  if (status === 'queued' || status === 'waiting-approval') {
    return {
      state: 'waiting',
      message: waits?.message ?? `Deployment #${number} waits for its turn.`,
    };
  }
  if (!isOver(deployment)) {
    return {
      state: 'deploying',
      message:
        progress.of > 0
          ? `Deployment #${number} runs: ${progress.done} of ${progress.of} steps are done.`
          : `Deployment #${number} runs.`,
    };
  }
  if (status !== 'succeeded') {
    return {
      state: 'failed',
      message:
        deployment.failures[0]?.message ??
        `Deployment #${number} is ${status}.`,
    };
  }
  if (paused) {
    return {
      state: 'paused',
      message: 'It is paused. Wake it up, or push to its pull request.',
    };
  }
  return {
    state: 'running',
    message: unhealthy ?? 'It runs.',
  };
}

function stateOfClosing({ by, why, failure, nextTryAt }: PreviewClosing): {
  state: PreviewState;
  message: string;
} {
  const cause = why === 'expired' ? 'Its time is over' : `${by} closed it`;
  return failure === undefined
    ? { state: 'destroying', message: `${cause}. It is being destroyed.` }
    : {
        state: 'stuck',
        message: `${cause}, and it could not be destroyed: ${failure}${
          nextTryAt ? ` It is tried again at ${nextTryAt}.` : ''
        }`,
      };
}

function isOver({ status }: Pick<Deployment, 'status'>): boolean {
  return FINAL_STATUSES.includes(status);
}
