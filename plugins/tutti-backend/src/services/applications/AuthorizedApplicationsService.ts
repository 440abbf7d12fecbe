import { Application, ApplicationSummary } from '@tutti/plugin-tutti-common';
import { NotFoundError } from '@backstage/errors';
import { ApplicationSubject, demand, Grants, Guard } from '../access';
import { withGrants } from '../allowed';
import { visibleEnvironments } from '../environments/visible';
import { ApplicationQuery, ApplicationsService, Caller } from '../types';

export class AuthorizedApplicationsService implements ApplicationsService {
  constructor(
    private readonly inner: ApplicationsService,
    private readonly guard: Guard,
  ) {}

  async list(query: ApplicationQuery, caller: Caller) {
    const grants = await this.guard.grants(caller);
    const page = await this.inner.list(
      { ...query, visible: application => grants.sees(application) },
      caller,
    );
    return {
      ...page,
      items: page.items.map(application => ({
        ...application,
        environments: visibleEnvironments(grants, application),
      })),
    };
  }

  async create(
    input: { name: string; title?: string; owner?: string; entityRef?: string },
    caller: Caller,
  ) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayCreateApplications());
    return granted(grants, await this.inner.create(input, caller));
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

function granted(grants: Grants, application: Application): Application {
  const subject = subjectOf(application);
  return {
    ...application,
    environments: visibleEnvironments(grants, application),
    allowed: withGrants(application.allowed, {
      update: grants.application('update', subject),
      delete: grants.application('delete', subject),
      createEnvironment: grants.application('createEnvironment', subject),
      assign: grants.application('assign', subject),
    }),
  };
}
