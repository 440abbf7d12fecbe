import { Config } from '@backstage/config';
import { ApplicationVerb, EnvironmentVerb } from '@tutti/plugin-tutti-common';
import { ApplicationSubject, EnvironmentSubject } from './rules';

/**
 * What a machine may be given. What changes who may, or what somebody must answer for, is for
 * people: approving, overriding, unlocking, secrets, owners, what lies outside an environment.
 */
const VERBS = [
  'read',
  'update',
  'delete',
  'createEnvironment',
  'deploy',
  'operate',
  'gate',
  'logs',
  'destroy',
  /** All of the audit, with every application and every type of environment. */
  'audit',
] as const satisfies (ApplicationVerb | EnvironmentVerb | 'audit')[];
type AutomationVerb = (typeof VERBS)[number];

/** One entry of `tutti.automation`. */
interface Mandate {
  /** Of the service's credentials, such as the `subject` of an external access token. */
  subject: string;
  /** Names, or `*`. */
  applications: string[];
  /** Names, or `*`. */
  environmentTypes: string[];
  verbs: AutomationVerb[];
}

/** Backend plugins in which modules of Tutti run: they show what others then authorise. */
const READERS = ['plugin:catalog', 'plugin:search'];

/** What services may do. Without an entry: nothing. */
export class Automation {
  constructor(private readonly mandates: Mandate[]) {}

  /** @throws Error that names the config key. */
  static fromConfig(config: Config): Automation {
    return new Automation(
      (config.getOptionalConfigArray('tutti.automation') ?? []).map(
        readMandate,
      ),
    );
  }

  /** On an application as a whole. Who may do anything there sees it. */
  allows(
    service: string,
    verb: ApplicationVerb,
    { name }: ApplicationSubject,
  ): boolean {
    return (
      (verb === 'read' && READERS.includes(service)) ||
      this.#of(service).some(
        ({ applications, verbs }) =>
          covers(applications, name) && gives(verbs, verb),
      )
    );
  }

  allowsIn(
    service: string,
    verb: EnvironmentVerb | 'createEnvironment',
    { type, application }: Pick<EnvironmentSubject, 'type' | 'application'>,
  ): boolean {
    return (
      (verb === 'read' && READERS.includes(service)) ||
      this.#of(service).some(
        ({ applications, environmentTypes, verbs }) =>
          covers(applications, application.name) &&
          covers(environmentTypes, type) &&
          gives(verbs, verb),
      )
    );
  }

  /** On the platform as a whole there is only reading. */
  readsPlatform(service: string): boolean {
    return READERS.includes(service) || this.#of(service).length > 0;
  }

  /** Of everything: an audit in parts would be none. */
  readsAudit(service: string): boolean {
    return this.#of(service).some(
      ({ applications, environmentTypes, verbs }) =>
        verbs.includes('audit') &&
        applications.includes('*') &&
        environmentTypes.includes('*'),
    );
  }

  #of(service: string): Mandate[] {
    return this.mandates.filter(({ subject }) => subject === service);
  }
}

function covers(names: string[], name: string): boolean {
  return names.includes('*') || names.includes(name);
}

function gives(
  verbs: AutomationVerb[],
  verb: ApplicationVerb | EnvironmentVerb,
): boolean {
  return verb === 'read' || verbs.some(given => given === verb);
}

function readMandate(config: Config, index: number): Mandate {
  const key = `tutti.automation[${index}]`;
  const subject = config.getString('subject');
  return {
    subject,
    applications: config.getStringArray('applications'),
    environmentTypes: config.getStringArray('environmentTypes'),
    verbs: config.getStringArray('verbs').map(word => {
      const verb = VERBS.find(known => known === word);
      if (!verb) {
        throw new Error(
          `${key}.verbs: '${word}' cannot be given to ${subject}; there are: ${VERBS.join(
            ', ',
          )}`,
        );
      }
      return verb;
    }),
  };
}
