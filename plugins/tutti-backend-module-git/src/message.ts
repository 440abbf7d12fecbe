import { DeliveryOrigin } from '@tutti/engine';

/** What a commit says: what for, and in trailers where it comes from. */
export function commitMessage(origins: DeliveryOrigin[]): string {
  const places = origins.map(
    ({ application, environment, release }) =>
      `- ${application} to ${environment}, release ${release}`,
  );
  const trailers = origins.flatMap(
    ({ application, environment, deployment, plan }) => [
      ...(deployment === undefined
        ? []
        : [`Tutti-Deployment: ${deployment} (${application}/${environment})`]),
      `Tutti-Plan: ${plan} (${application}/${environment})`,
    ],
  );
  return `${subjectOf(origins)}\n\n${places.join('\n')}\n\n${trailers.join(
    '\n',
  )}\n`;
}

export function subjectOf(origins: DeliveryOrigin[]): string {
  const [first] = origins;
  return origins.length === 1
    ? `Deploy ${first.application} to ${first.environment}`
    : `Deploy to ${origins.length} environments`;
}
