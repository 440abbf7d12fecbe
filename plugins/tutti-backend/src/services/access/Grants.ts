import { NotAllowedError } from '@backstage/errors';
import { EnvironmentType, Platform } from '@tutti/engine';
import {
  Allowed,
  ApplicationVerb,
  EnvironmentVerb,
  tuttiApplicationDeletePermission,
  tuttiApplicationUpdatePermission,
  tuttiDeploymentCreatePermission,
  tuttiDeploymentOverridePermission,
  tuttiEnvironmentCreatePermission,
  tuttiSecretWritePermission,
} from '@tutti/plugin-tutti-common';
import { ApplicationSubject, EnvironmentSubject } from './rules';
import { ungoverned } from './ungoverned';

/** Who asks. */
export interface Identity {
  /** Entity ref of a user, or the subject of a service. */
  name: string;
  /** Entity refs this identity acts as; none for services. */
  ownership: string[];
  isUser: boolean;
}

/** The permission framework's answers, for this caller. */
export interface Decisions {
  /** On one thing. */
  application(permission: string, subject: ApplicationSubject): boolean;
  environment(permission: string, subject: EnvironmentSubject): boolean;
  /** On nothing in particular. */
  basic(permission: string): boolean;
}

const APPLICATION_VERBS: Record<ApplicationVerb, { name: string }> = {
  update: tuttiApplicationUpdatePermission,
  delete: tuttiApplicationDeletePermission,
  createEnvironment: tuttiEnvironmentCreatePermission,
};

/** The permission, and the line of `EnvironmentType.access` that must agree. */
const ENVIRONMENT_VERBS: Record<
  EnvironmentVerb,
  {
    permission: { name: string };
    access: keyof EnvironmentType['access'];
    doing: string;
  }
> = {
  deploy: {
    permission: tuttiDeploymentCreatePermission,
    access: 'deploy',
    doing: 'Deploying',
  },
  writeSecrets: {
    permission: tuttiSecretWritePermission,
    access: 'secrets',
    doing: 'Writing secrets',
  },
  unlock: {
    permission: tuttiDeploymentOverridePermission,
    access: 'operate',
    doing: 'Unlocking',
  },
};

const YES: Allowed = { allowed: true };

/**
 * What one caller may do. Backstage's permissions decide first, the environment type's `access`
 * decides too: both must agree (access.md).
 */
export class Grants {
  constructor(
    readonly identity: Identity,
    private readonly decisions: Decisions,
    private readonly platform: Platform | undefined,
  ) {}

  may(permission: { name: string }): Allowed {
    return this.decisions.basic(permission.name)
      ? YES
      : missing(permission.name);
  }

  mayOnApplication(
    permission: { name: string },
    subject: ApplicationSubject,
  ): boolean {
    return this.decisions.application(permission.name, subject);
  }

  mayOnEnvironment(
    permission: { name: string },
    subject: EnvironmentSubject,
  ): boolean {
    return this.decisions.environment(permission.name, subject);
  }

  application(verb: ApplicationVerb, subject: ApplicationSubject): Allowed {
    const { name } = APPLICATION_VERBS[verb];
    return this.decisions.application(name, subject)
      ? YES
      : missing(name, subject.name);
  }

  environment(verb: EnvironmentVerb, subject: EnvironmentSubject): Allowed {
    const { permission, access, doing } = ENVIRONMENT_VERBS[verb];
    const where = `${subject.application.name}/${subject.name}`;
    if (!this.decisions.environment(permission.name, subject)) {
      return missing(permission.name, where);
    }
    const type = this.platform?.environmentTypes[subject.type];
    if (!type) {
      return no(`The platform has no environment type '${subject.type}'`);
    }
    const gap = verb === 'deploy' ? ungoverned(type) : undefined;
    if (gap) {
      return no(gap);
    }
    const principals = type.access[access];
    return principals.some(principal => this.#is(principal, subject))
      ? YES
      : no(
          `${doing} in ${where} is for ${describe(
            principals,
            subject,
          )} (${access} of ${type.title ?? type.name}; ${permission.name})`,
        );
  }

  #is(principal: string, subject: EnvironmentSubject): boolean {
    switch (principal) {
      case 'anyone':
        return true;
      case 'owner': {
        const { owner } = subject.application;
        return owner !== undefined && this.identity.ownership.includes(owner);
      }
      default:
        return this.identity.ownership.includes(principal);
    }
  }
}

/** Says who has it, so that a refused person knows whom to ask. */
function describe(principals: string[], subject: EnvironmentSubject): string {
  const { owner } = subject.application;
  const names = principals.map(principal =>
    principal === 'owner'
      ? `the owner (${owner ?? 'the application has none'})`
      : principal,
  );
  return names.length === 0 ? 'nobody' : names.join(', ');
}

function missing(permission: string, where?: string): Allowed {
  return no(
    `The permission ${permission} is missing${
      where ? ` on ${where}` : ''
    }; this portal's permission policy gives it`,
  );
}

function no(reason: string): Allowed {
  return { allowed: false, reason };
}

/** @throws NotAllowedError with the reason. */
export function demand(allowed: Allowed): void {
  if (!allowed.allowed) {
    throw new NotAllowedError(allowed.reason);
  }
}
