import { Platform, Principals } from '@tutti/engine';
import {
  Allowed,
  ApplicationVerb,
  ConsentNeeded,
  EnvironmentVerb,
  tuttiApplicationCreatePermission,
  tuttiApplicationUpdatePermission,
  tuttiAuditReadPermission,
  tuttiDeploymentCreatePermission,
  tuttiPlatformAcceptPermission,
  tuttiPlatformReadPermission,
  tuttiWebhookManagePermission,
} from '@tutti/plugin-tutti-common';
import { Automation, Machine } from './automation';
import {
  allowedBy,
  Judgement,
  judgementOf,
  LineRuling,
  Ruling,
} from './judgement';
import { ApplicationLine, ApplicationLines } from './lines';
import { ApplicationSubject, EnvironmentSubject } from './rules';
import { APPLICATION_RIGHTS, CREATING, ENVIRONMENT_RIGHTS } from './verbs';

/** Who asks. */
export interface Identity extends Machine {
  /** Entity refs this identity acts as; none for services. */
  ownership: string[];
  isUser: boolean;
}

/** The permission framework's answers, for this caller. */
export interface Rulings {
  /** On one thing. */
  application(permission: string, subject: ApplicationSubject): Ruling;
  environment(permission: string, subject: EnvironmentSubject): Ruling;
  /** On nothing in particular. */
  basic(permission: string): Ruling;
}

/**
 * What one caller may do. Backstage's permissions decide first, Tutti's own lines decide too:
 * both must agree, so that a portal whose policy allows everything is safe (docs/security.md).
 */
export class Grants {
  readonly identity: Identity;

  constructor(
    private readonly options: {
      identity: Identity;
      rulings: Rulings;
      lines: ApplicationLines;
      automation: Automation;
      /** Of applications, those whom the catalog does not know. */
      absentOwners: ReadonlySet<string>;
      platform: Platform | undefined;
      /** Why there is none. */
      noPlatform?: string;
    },
  ) {
    this.identity = options.identity;
  }

  mayCreateApplications(): Judgement {
    return judgementOf(
      'Making an application',
      this.options.rulings.basic(tuttiApplicationCreatePermission.name),
      this.#line('create', undefined, () => false),
    );
  }

  mayReadPlatform(): Judgement {
    const { automation, rulings } = this.options;
    return judgementOf(
      'Reading the platform',
      rulings.basic(tuttiPlatformReadPermission.name),
      this.#ruling('tutti.access', ['anyone'], undefined, machine =>
        automation.readsPlatform(machine),
      ),
    );
  }

  mayAcceptPlatform(): Judgement {
    return judgementOf(
      'Taking platform files into use',
      this.options.rulings.basic(tuttiPlatformAcceptPermission.name),
      this.#line('acceptPlatform', undefined, () => false),
    );
  }

  /** All of it; what concerns an application of one's own needs the permission only. */
  mayReadAudit(): Judgement {
    const { automation, lines, rulings } = this.options;
    return judgementOf(
      'Reading the audit',
      rulings.basic(tuttiAuditReadPermission.name),
      this.#ruling('tutti.access.audit', lines.audit, undefined, machine =>
        automation.readsAudit(machine),
      ),
    );
  }

  mayManageWebhooks(): Judgement {
    return judgementOf(
      'Looking after webhooks',
      this.options.rulings.basic(tuttiWebhookManagePermission.name),
      this.#line('webhooks', undefined, () => false),
    );
  }

  /**
   * A member of the new owner confirms what files or the catalog name, or takes what is their own
   * already. Without such a word nobody takes anything.
   */
  confirmingOwner(
    subject: ApplicationSubject,
    owner: string,
    claimed: string | undefined,
  ): Judgement {
    const { name } = tuttiApplicationUpdatePermission;
    const isOffered =
      claimed === owner ||
      (subject.owner !== undefined && this.actsAs(subject.owner));
    return judgementOf(
      `Making ${owner} the owner of ${subject.name}`,
      this.options.rulings.application(name, { ...subject, owner }),
      {
        line: 'tutti.access.assign',
        granted: isOffered && this.actsAs(owner),
        principals: this.options.lines.assign,
        who: isOffered ? [owner] : [],
        says: isOffered
          ? `is for ${owner} to confirm`
          : `is for those who may assign it: neither the catalog nor platform files name ${owner}`,
      },
    );
  }

  /** As far as Tutti's own line goes: a permission policy may still hide an application from some. */
  isReadByEveryone(): boolean {
    return this.options.lines.read.includes('anyone');
  }

  /** May this caller name that owner: themselves, or a group of theirs? */
  actsAs(ref: string): boolean {
    return this.identity.ownership.some(own => same(own, ref));
  }

  sees(subject: ApplicationSubject): boolean {
    return this.onApplication('read', subject).allowed;
  }

  seesEnvironment(subject: EnvironmentSubject): boolean {
    return (
      this.sees(subject.application) &&
      this.onEnvironment('read', subject).allowed
    );
  }

  onApplication(
    verb: Exclude<ApplicationVerb, 'createEnvironment'>,
    subject: ApplicationSubject,
  ): Judgement {
    const { rulings, automation } = this.options;
    const { permission, line, doing } = APPLICATION_RIGHTS[verb];
    return judgementOf(
      `${doing} ${subject.name}`,
      rulings.application(permission.name, subject),
      this.#line(line, subject, machine =>
        automation.allows(machine, verb, subject),
      ),
    );
  }

  /** Absent type: of whichever type. A type that nobody declared is the owner's to hear about. */
  creatingEnvironment(
    subject: ApplicationSubject,
    typeName: string | undefined,
  ): Judgement {
    const { rulings, automation, platform } = this.options;
    if (typeName === undefined) {
      const types = Object.keys(platform?.environmentTypes ?? {});
      const [first, ...others] = types.map(each =>
        this.creatingEnvironment(subject, each),
      );
      return (
        [first, ...others].find(judgement => judgement?.allowed) ??
        first ??
        this.creatingEnvironment(subject, '')
      );
    }
    const type = this.#type(typeName);
    const { permission, line, doing } = CREATING;
    return judgementOf(
      `${doing} ${subject.name}${type ? ` of type ${type.name}` : ''}`,
      rulings.application(permission.name, subject),
      this.#ruling(
        `access.${line} of ${type?.title ?? typeName}`,
        type?.access[line] ?? ['owner'],
        subject,
        machine =>
          automation.allowsIn(machine, 'createEnvironment', {
            type: typeName,
            application: subject,
          }),
      ),
    );
  }

  onEnvironment(verb: EnvironmentVerb, subject: EnvironmentSubject): Judgement {
    const { rulings, automation } = this.options;
    const right = ENVIRONMENT_RIGHTS[verb];
    const { application } = subject;
    const mandate = (machine: Machine) =>
      automation.allowsIn(machine, verb, subject);
    const type = this.#type(subject.type);
    return judgementOf(
      `${right.doing} ${application.name}/${subject.name}`,
      rulings.environment(right.permission.name, subject),
      'ofApplications' in right
        ? this.#line(right.ofApplications, application, mandate)
        : this.#ruling(
            `access.${right.line} of ${type?.title ?? subject.type}`,
            // Of a type that is gone, nobody knows whose it would be.
            type?.access[right.line] ?? ['nobody'],
            application,
            mandate,
          ),
    );
  }

  /**
   * A consent counts from one whose it is to give: data of an environment its owner's, what was there
   * before Tutti one's who may manage resources of that type. Machines consent to nothing.
   */
  consenting(
    covers: ConsentNeeded['covers'],
    message: string,
    subject: EnvironmentSubject,
  ): Judgement {
    const managing = this.onEnvironment('manage', subject);
    const { owner } = subject.application;
    if (covers === 'foreign' || managing.allowed) {
      return { ...managing, reason: `${message} ${managing.reason}` };
    }
    return judgementOf(
      `${message} Consenting to that`,
      this.options.rulings.environment(
        tuttiDeploymentCreatePermission.name,
        subject,
      ),
      {
        line: managing.access.line,
        granted: owner !== undefined && this.actsAs(owner),
        principals: managing.access.principals,
        who: owner ? [owner] : [],
        says: `is for ${owner ?? 'nobody'}, who owns what would be lost`,
      },
    );
  }

  application(verb: ApplicationVerb, subject: ApplicationSubject): Allowed {
    return allowedBy(
      verb === 'createEnvironment'
        ? this.creatingEnvironment(subject, undefined)
        : this.onApplication(verb, subject),
    );
  }

  environment(verb: EnvironmentVerb, subject: EnvironmentSubject): Allowed {
    const type = this.#type(subject.type);
    if (verb === 'deploy' && !type) {
      return {
        allowed: false,
        reason:
          this.options.noPlatform ??
          `The platform has no environment type '${subject.type}'`,
      };
    }
    return allowedBy(this.onEnvironment(verb, subject));
  }

  /** Whether builds that this caller tells may be deployed there: by people like what they deploy. */
  buildsInto(subject: EnvironmentSubject): Allowed {
    if (this.identity.isUser) {
      return this.environment('deploy', subject);
    }
    return this.options.automation.allowsIn(this.identity, 'build', subject)
      ? { allowed: true }
      : {
          allowed: false,
          reason: `Deploying builds in ${subject.application.name}/${subject.name} is not among what ${this.identity.name} was given (tutti.automation).`,
        };
  }

  #type(name: string) {
    const types = this.options.platform?.environmentTypes ?? {};
    return Object.hasOwn(types, name) ? types[name] : undefined;
  }

  #line(
    line: ApplicationLine,
    subject: ApplicationSubject | undefined,
    mandate: (machine: Machine) => boolean,
  ): LineRuling {
    return this.#ruling(
      `tutti.access.${line}`,
      this.options.lines[line],
      subject,
      mandate,
    );
  }

  /** Lines name people. What a service may do, only its mandate says. */
  #ruling(
    line: string,
    principals: Principals,
    subject: ApplicationSubject | undefined,
    mandate: (machine: Machine) => boolean,
  ): LineRuling {
    const who = whoBy(principals, subject);
    const { name, isUser } = this.identity;
    if (!isUser) {
      const granted = mandate(this.identity);
      return {
        line: 'tutti.automation',
        granted,
        principals,
        who,
        says: `is ${granted ? '' : 'not '}among what ${name} was given`,
      };
    }
    return {
      line,
      granted: who.some(ref => ref === 'anyone' || this.actsAs(ref)),
      principals,
      who,
      says: `is for ${
        who.length > 0 ? who.join(', ') : 'nobody'
      }${this.#absence(who, subject)}`,
    };
  }

  /** Why nobody can do it, where the owner is somebody whom the catalog does not know. */
  #absence(who: string[], subject: ApplicationSubject | undefined): string {
    const owner = subject?.owner;
    return owner !== undefined &&
      who.includes(owner) &&
      this.options.absentOwners.has(owner)
      ? `, and the catalog has no ${owner}: correct the owner, or add it to the catalog`
      : '';
  }
}

/** With the owner's name in place of the word. */
function whoBy(
  principals: Principals,
  subject: ApplicationSubject | undefined,
): string[] {
  return principals.flatMap(principal => {
    switch (principal) {
      case 'nobody':
        return [];
      case 'owner':
        return subject?.owner ? [subject.owner] : [];
      default:
        return [principal];
    }
  });
}

function same(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}
