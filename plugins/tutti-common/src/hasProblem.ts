import type { EnvironmentSummary } from './types';

/** Did the last deployment end in a way that asks for a person? */
export function lastDeploymentFailed(environment: EnvironmentSummary): boolean {
  const status = environment.lastDeployment?.status;
  return status === 'failed' || status === 'interrupted';
}

/** Is there something that a person should look at? */
export function hasProblem(environment: EnvironmentSummary): boolean {
  const { status, message } = environment.health;
  return (
    lastDeploymentFailed(environment) ||
    status === 'degraded' ||
    (status === 'unknown' && message !== undefined)
  );
}
