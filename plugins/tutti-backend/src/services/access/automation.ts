import { Config } from '@backstage/config';
import { ApplicationVerb, EnvironmentVerb } from '@tutti/plugin-tutti-common';
import { Claims } from './claims';
import { matches } from './patterns';
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
  'build',
  'deploy',
  'operate',
  'gate',
  'logs',
  'destroy',
  /** All of the audit, with every application and every type of environment. */
  'audit',
] as const satisfies (ApplicationVerb | EnvironmentVerb | 'audit')[];
type AutomationVerb = (typeof VERBS)[number];

/** A service that asks. */
export interface Machine {
  /** Subject of its credentials. */
  name: string;
  /** Of its token, where that says more than its subject. */
  claims?: Claims;
}

/** One entry of `tutti.automation`. */
interface Mandate {
  /** Of the service's credentials, such as the `subject` of an external access token; `*` is any text. */
  subject: string;
  /** What its token must say, by claim; `*` is any text. */
  claims: Claims;
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
    machine: Machine,
    verb: ApplicationVerb,
    { name }: ApplicationSubject,
  ): boolean {
    return (
      (verb === 'read' && READERS.includes(machine.name)) ||
      this.#of(machine).some(
        ({ applications, verbs }) =>
          covers(applications, name) && gives(verbs, verb),
      )
    );
  }

  allowsIn(
    machine: Machine,
    verb: EnvironmentVerb | 'createEnvironment' | 'build',
    { type, application }: Pick<EnvironmentSubject, 'type' | 'application'>,
  ): boolean {
    return (
      (verb === 'read' && READERS.includes(machine.name)) ||
      this.#of(machine).some(
        ({ applications, environmentTypes, verbs }) =>
          covers(applications, application.name) &&
          covers(environmentTypes, type) &&
          gives(verbs, verb),
      )
    );
  }

  /** On the platform as a whole there is only reading. */
  readsPlatform(machine: Machine): boolean {
    return READERS.includes(machine.name) || this.#of(machine).length > 0;
  }

  /** Of everything: an audit in parts would be none. */
  readsAudit(machine: Machine): boolean {
    return this.#of(machine).some(
      ({ applications, environmentTypes, verbs }) =>
        verbs.includes('audit') &&
        applications.includes('*') &&
        environmentTypes.includes('*'),
    );
  }

  #of({ name, claims: said = {} }: Machine): Mandate[] {
    return this.mandates.filter(
      ({ subject, claims }) =>
        matches(subject, name) &&
        Object.entries(claims).every(
          ([claim, pattern]) =>
            Object.hasOwn(said, claim) && matches(pattern, said[claim]),
        ),
    );
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

/** Any text only after what names an issuer. */
const NARROW = /^external:[^*:]+:/;

function readClaims(config: Config, key: string): Claims {
  const claims = config.getOptionalConfig('claims');
  return Object.fromEntries(
    (claims?.keys() ?? []).map(claim => {
      const pattern = claims?.get(claim);
      if (typeof pattern !== 'string' || pattern === '') {
        throw new Error(
          `${key}.claims.${claim} must be a text, in which '*' is any text; put numbers and truth values in quotes`,
        );
      }
      return [claim, pattern];
    }),
  );
}

function readMandate(config: Config, index: number): Mandate {
  const key = `tutti.automation[${index}]`;
  const subject = config.getString('subject');
  if (subject.includes('*') && !NARROW.test(subject)) {
    throw new Error(
      `${key}.subject: '${subject}' would be for more than one issuer's tokens; give 'external:', the subjectPrefix of its entry in backend.auth.externalAccess, and then '*', such as 'external:github:*'`,
    );
  }
  return {
    subject,
    claims: readClaims(config, key),
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
