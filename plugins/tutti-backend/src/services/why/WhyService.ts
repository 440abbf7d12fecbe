import {
  Allowed,
  AllowedActions,
  APPLICATION_VERBS,
  ApplicationVerb,
  ENVIRONMENT_VERBS,
  EnvironmentVerb,
  Why,
} from '@tutti/plugin-tutti-common';
import { ApplicationSubject, Grants, Guard, Judgement } from '../access';
import {
  ApplicationsService,
  Caller,
  EnvironmentPath,
  EnvironmentsService,
} from '../types';

/**
 * "Why may I not?": what decides about one verb, for whoever asks about themselves. It says no more
 * than the refusal would, and only of what the caller may see.
 */
export class WhyService {
  constructor(
    private readonly options: {
      guard: Guard;
      applications: ApplicationsService;
      environments: EnvironmentsService;
    },
  ) {}

  async ofApplication(
    name: string,
    { verb, type }: { verb: ApplicationVerb; type?: string },
    caller: Caller,
  ): Promise<Why> {
    const { guard, applications } = this.options;
    const { grants, subject } = await guard.application(name, caller);
    const { allowed } = await applications.get(name, caller);
    return why(verb, judged(grants, subject, verb, type), allowed);
  }

  /** Every verb of an application: who may, and whether the caller does. */
  async accessToApplication(name: string, caller: Caller): Promise<Why[]> {
    const { guard, applications } = this.options;
    const { grants, subject } = await guard.application(name, caller);
    const { allowed } = await applications.get(name, caller);
    return APPLICATION_VERBS.map(verb =>
      why(verb, judged(grants, subject, verb), allowed),
    );
  }

  /** Every verb of an environment: who may, and whether the caller does. */
  async access(path: EnvironmentPath, caller: Caller): Promise<Why[]> {
    const { guard, environments } = this.options;
    const { grants, subject } = await guard.place(path, caller);
    const { allowed } = await environments.get(path, caller);
    return ENVIRONMENT_VERBS.map(verb =>
      why(verb, grants.onEnvironment(verb, subject), allowed),
    );
  }

  async ofEnvironment(
    path: EnvironmentPath,
    verb: EnvironmentVerb,
    caller: Caller,
  ): Promise<Why> {
    const { guard, environments } = this.options;
    const { grants, subject } = await guard.place(path, caller);
    const { allowed } = await environments.get(path, caller);
    return why(verb, grants.onEnvironment(verb, subject), allowed);
  }
}

function judged(
  grants: Grants,
  subject: ApplicationSubject,
  verb: ApplicationVerb,
  type?: string,
): Judgement {
  return verb === 'createEnvironment'
    ? grants.creatingEnvironment(subject, type)
    : grants.onApplication(verb, subject);
}

/** Who may, may still have to wait for how things are. */
function why(verb: string, judgement: Judgement, allowed: AllowedActions): Why {
  const now: Allowed | undefined = allowed[verb];
  return judgement.allowed && now?.allowed === false
    ? { ...judgement, verb, ...now, decidedBy: 'state' }
    : { ...judgement, verb };
}
