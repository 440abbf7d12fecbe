import {
  Allowed,
  ApplicationSummary,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';
import {
  allowedBy,
  ApplicationSubject,
  EnvironmentSubject,
  Grants,
} from '../access';
import { withGrants } from '../allowed';

/** The environments a caller may see, each with what the caller may do there. */
export function visibleEnvironments(
  grants: Grants,
  application: Pick<
    ApplicationSummary,
    'id' | 'name' | 'owner' | 'environments'
  >,
): EnvironmentSummary[] {
  const { id, name, owner } = application;
  const subject = { id, name, ...(owner && { owner }) };
  return application.environments
    .filter(environment => grants.seesEnvironment(within(subject, environment)))
    .map(environment =>
      grantedEnvironment(grants, within(subject, environment), environment),
    );
}

export function grantedEnvironment(
  grants: Grants,
  subject: EnvironmentSubject,
  environment: EnvironmentSummary,
): EnvironmentSummary {
  return {
    ...environment,
    allowed: withGrants(environment.allowed, {
      deploy: grants.environment('deploy', subject),
      secrets: grants.environment('secrets', subject),
      unlock: grants.environment('unlock', subject),
      operate: grants.environment('operate', subject),
      manage: grants.environment('manage', subject),
      destroy: grants.environment('destroy', subject),
      remove: grants.environment('destroy', subject),
      hold: holding(grants, subject),
      resume: holding(grants, subject),
    }),
  };
}

/** Whoever deploys by hand keeps automation out, and lets it in again. A machine does neither. */
export function holding(grants: Grants, subject: EnvironmentSubject): Allowed {
  return grants.identity.isUser
    ? allowedBy(grants.onEnvironment('deploy', subject))
    : {
        allowed: false,
        reason:
          'Holding and resuming automation is for people, not for what tutti.automation lists.',
      };
}

function within(
  application: ApplicationSubject,
  { id, name, type }: EnvironmentSummary,
): EnvironmentSubject {
  return { id, name, type, application };
}
