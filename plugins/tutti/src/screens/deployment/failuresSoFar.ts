import type {
  Deployment,
  DeploymentDetail,
  DeploymentStep,
} from '@tutti/plugin-tutti-common';

export type Failure = Deployment['failures'][number];

function failureOf(step: DeploymentStep): Failure {
  const { address, status, message, cause } = step;
  return {
    address,
    code: cause?.reason ?? status,
    message: message ?? cause?.message ?? status,
    ...(cause && { cause }),
  };
}

/**
 * What failed, in the order in which it did: as the server tells it when the run is over, before
 * that as the steps say.
 */
export function failuresSoFar(detail: DeploymentDetail): Failure[] {
  if (detail.failures.length > 0) return detail.failures;
  const when = (step: DeploymentStep) => step.finishedAt ?? '';
  return detail.steps
    .filter(({ status }) => status === 'failed' || status === 'diverged')
    .sort((a, b) => when(a).localeCompare(when(b)))
    .map(failureOf);
}
