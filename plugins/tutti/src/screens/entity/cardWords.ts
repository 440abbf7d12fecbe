import {
  Allowed,
  ApplicationSummary,
  EnvironmentSummary,
  hasProblem,
} from '@tutti/plugin-tutti-common';

type LastDeployment = NonNullable<EnvironmentSummary['lastDeployment']>;

/** The newest deployment of an application, and where it went. */
export function lastDeploymentIn(
  environments: EnvironmentSummary[],
): { environment: string; deployment: LastDeployment } | undefined {
  const [newest] = environments
    .flatMap(({ name, lastDeployment }) =>
      lastDeployment ? [{ environment: name, deployment: lastDeployment }] : [],
    )
    .sort((a, b) =>
      a.deployment.requestedAt < b.deployment.requestedAt ? 1 : -1,
    );
  return newest;
}

/**
 * Where the one button of a card deploys to: the first environment, in rank order, into which the
 * reader may; where there is none the first, so that the button says why.
 */
export function firstToDeploy(environments: EnvironmentSummary[]): {
  environment: string;
  allowed: Allowed;
} {
  const ways = environments.map(({ name, allowed }) => ({
    environment: name,
    allowed: allowed.deploy ?? { allowed: true },
  }));
  return ways.find(way => way.allowed.allowed) ?? ways[0];
}

/** What asks for a person first; the rest stays in its order. */
export function problemsFirst(
  applications: ApplicationSummary[],
): ApplicationSummary[] {
  const asks = ({ environments }: ApplicationSummary) =>
    environments.some(hasProblem);
  return [
    ...applications.filter(asks),
    ...applications.filter(each => !asks(each)),
  ];
}
