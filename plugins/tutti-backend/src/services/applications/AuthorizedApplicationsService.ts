import {
  Application,
  ApplicationSettings,
  ApplicationSummary,
} from '@tutti/plugin-tutti-common';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogFacts } from '../../platform';
import { claimOf } from '../../store';
import {
  allowedBy,
  ApplicationSubject,
  demand,
  Grants,
  Guard,
  Judgement,
} from '../access';
import { withGrants } from '../allowed';
import { visibleEnvironments } from '../environments/visible';
import {
  ApplicationQuery,
  ApplicationsService,
  Caller,
  NewApplication,
} from '../types';
import { fullOffers, fullRef, ownerRef } from './refs';

export class AuthorizedApplicationsService implements ApplicationsService {
  constructor(
    private readonly inner: ApplicationsService,
    private readonly guard: Guard,
    private readonly catalog: CatalogFacts,
  ) {}

  async list(query: ApplicationQuery, caller: Caller) {
    const grants = await this.guard.grants(caller);
    return this.inner.list(
      {
        ...query,
        ...(query.mine && { owners: grants.identity.ownership }),
        visible: application => grants.sees(application),
        environments: application => visibleEnvironments(grants, application),
      },
      caller,
    );
  }

  async create(input: NewApplication, caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayCreateApplications());
    const entityRef =
      input.entityRef && fullRef(input.entityRef, 'entityRef', 'system');
    const entity = entityRef ? await this.catalog.find(entityRef) : undefined;
    const owner = input.owner
      ? ownerRef(input.owner)
      : entity?.owner ?? (caller.isUser ? caller.name : undefined);
    const assign = grants.onApplication('assign', {
      id: '',
      name: input.name,
      ...(owner && { owner }),
    });
    if (!assign.allowed) {
      demandOwn(grants, owner, `${input.name} would be owned by`, assign);
      if (entityRef) {
        // The same answer for one that is not there: nobody learns what they may not see.
        demandOwn(grants, entity?.owner, `${entityRef} is owned by`, assign);
      }
    }
    return granted(
      grants,
      await this.inner.create(
        { ...input, ...(owner && { owner }), ...(entityRef && { entityRef }) },
        caller,
      ),
    );
  }

  async changeOwner(name: string, wanted: string, caller: Caller) {
    const { grants, application, subject } = await this.guard.application(
      name,
      caller,
    );
    const owner = ownerRef(wanted);
    const assign = grants.onApplication('assign', subject);
    if (!assign.allowed) {
      demand(
        grants.confirmingOwner(subject, owner, claimOf(application)?.owner),
      );
    }
    return granted(grants, await this.inner.changeOwner(name, owner, caller));
  }

  async get(name: string, caller: Caller) {
    const { grants } = await this.guard.application(name, caller);
    return granted(grants, await this.inner.get(name, caller));
  }

  async findByEntity(entityRef: string, caller: Caller) {
    const grants = await this.guard.grants(caller);
    const application = await this.inner.findByEntity(entityRef, caller);
    if (!grants.sees(subjectOf(application))) {
      throw new NotFoundError(`There is no application bound to ${entityRef}`);
    }
    return granted(grants, application);
  }

  async changeSettings(
    name: string,
    { offers, ...settings }: Partial<ApplicationSettings>,
    caller: Caller,
  ) {
    const { grants, subject } = await this.guard.application(name, caller);
    demand(grants.onApplication('update', subject));
    return granted(
      grants,
      await this.inner.changeSettings(
        name,
        { ...settings, ...(offers && { offers: fullOffers(offers) }) },
        caller,
      ),
    );
  }

  async delete(name: string, caller: Caller) {
    const { grants, subject } = await this.guard.application(name, caller);
    demand(grants.onApplication('delete', subject));
    await this.inner.delete(name, caller);
  }
}

function subjectOf(application: ApplicationSummary): ApplicationSubject {
  const { id, name, owner } = application;
  return { id, name, ...(owner && { owner }) };
}

/** @throws NotAllowedError unless it is the caller or a group of theirs. */
function demandOwn(
  grants: Grants,
  ref: string | undefined,
  sentence: string,
  assign: Judgement,
): void {
  if (!ref || !grants.actsAs(ref)) {
    throw new NotAllowedError(
      `${sentence} somebody else: neither ${grants.identity.name} nor a group of theirs. ${assign.reason}`,
    );
  }
}

function granted(grants: Grants, application: Application): Application {
  const subject = subjectOf(application);
  const { claim } = application;
  const confirm =
    claim && !grants.onApplication('assign', subject).allowed
      ? allowedBy(grants.confirmingOwner(subject, claim.owner, claim.owner))
      : { allowed: true as const };
  return {
    ...application,
    environments: visibleEnvironments(grants, application),
    allowed: withGrants(application.allowed, {
      update: grants.application('update', subject),
      delete: grants.application('delete', subject),
      createEnvironment: grants.application('createEnvironment', subject),
      assign: grants.application('assign', subject),
      confirmOwner: confirm,
    }),
  };
}
