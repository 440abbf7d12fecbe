import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { compareNames } from '@tutti/plugin-tutti-common';
import { CatalogFacts } from '../../platform';
import { ApplicationRecord, ownerOf, Store } from '../../store';
import { Lookup } from '../Lookup';
import { checkName } from '../names';
import { ApplicationQuery, ApplicationsService, Caller } from '../types';
import { ApplicationViews } from '../views';

export class DefaultApplicationsService implements ApplicationsService {
  constructor(
    private readonly store: Store,
    private readonly views: ApplicationViews,
    private readonly catalog: CatalogFacts,
  ) {}

  async list(query: ApplicationQuery) {
    const { limit, cursor, visible = () => true } = query;
    const search = query.search?.toLocaleLowerCase('en-US');
    const applications = (
      await this.catalog.refresh(await this.store.applications.list())
    )
      .filter(application => {
        const { id, name, title } = application;
        const owner = ownerOf(application);
        return (
          (cursor === undefined || compareNames(name, cursor) > 0) &&
          (!query.owner || owner === query.owner) &&
          (!search ||
            [name, title].some(text =>
              text.toLocaleLowerCase('en-US').includes(search),
            )) &&
          visible({ id, name, ...(owner && { owner }) })
        );
      })
      .sort((a, b) => compareNames(a.name, b.name));
    const page = applications.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.views.summaries(page),
      ...(last && applications.length > limit && { next: last.name }),
    };
  }

  async create(
    input: { name: string; title?: string; owner?: string; entityRef?: string },
    caller: Caller,
  ) {
    checkName('application', input.name);
    const application: ApplicationRecord = {
      id: randomUUID(),
      name: input.name,
      title: input.title ?? input.name,
      // Without an owner nobody would be allowed to do anything with it.
      ...(caller.isUser && { owner: caller.name }),
      ...(input.owner && { owner: fullRef(input.owner, 'owner', 'group') }),
      ...(input.entityRef && {
        entityRef: fullRef(input.entityRef, 'entityRef', 'system'),
      }),
      declared: false,
      createdAt: await this.store.now(),
      createdBy: caller.name,
    };
    try {
      await this.store.applications.add(application);
    } catch (error) {
      throw isDatabaseConflictError(error)
        ? new ConflictError(
            `The name '${input.name}' or the entity is taken by another application`,
          )
        : error;
    }
    return this.views.one(await this.catalog.refreshOne(application));
  }

  async get(name: string) {
    const application = await new Lookup(this.store).application(name);
    return this.views.one(await this.catalog.refreshOne(application));
  }

  async findByEntity(entityRef: string) {
    const ref = fullRef(entityRef, 'entityRef', 'system');
    const application = await this.store.applications.findByEntity(ref);
    if (!application) {
      throw new NotFoundError(`There is no application bound to ${entityRef}`);
    }
    return this.views.one(await this.catalog.refreshOne(application));
  }

  async delete(name: string): Promise<void> {
    const application = await new Lookup(this.store).application(name);
    if (application.declared) {
      throw new ConflictError(
        `${name} is declared in platform files: remove it there first`,
      );
    }
    await this.store.transaction(async store => {
      const ids = (await store.environments.listOf([application.id])).map(
        ({ id }) => id,
      );
      const running = await store.deployments.countUnfinished(ids);
      const objects = await store.objects.count(ids);
      const resources = (await store.resources.heads(ids)).length;
      if (running + objects + resources > 0) {
        throw new ConflictError(
          `${name} cannot be deleted while something of it runs: ${running} deployments, ${objects} objects and ${resources} resources`,
        );
      }
      await store.applications.remove(application.id);
    });
  }
}

/** @throws InputError */
function fullRef(ref: string, field: string, defaultKind: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(`${field}: '${ref}' is no entity ref`);
  }
}
