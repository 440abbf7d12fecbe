import { randomUUID } from 'node:crypto';
import {
  isDatabaseConflictError,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { ApplicationSettings, compareNames } from '@tutti/plugin-tutti-common';
import { CatalogFacts } from '../../platform';
import { ApplicationRecord, Store } from '../../store';
import { Lookup } from '../Lookup';
import { checkName } from '../names';
import {
  ApplicationQuery,
  ApplicationsService,
  Caller,
  NewApplication,
} from '../types';
import { ApplicationViews } from '../views';
import { fullRef } from './refs';

export class DefaultApplicationsService implements ApplicationsService {
  constructor(
    private readonly store: Store,
    private readonly views: ApplicationViews,
    private readonly catalog: CatalogFacts,
    private readonly logger: LoggerService,
  ) {}

  async list(query: ApplicationQuery) {
    const { limit, cursor, visible = () => true } = query;
    const search = query.search?.toLocaleLowerCase('en-US');
    const applications = (
      await this.catalog.refresh(await this.store.applications.list())
    )
      .filter(application => {
        const { id, name, title, owner } = application;
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

  async create(input: NewApplication, caller: Caller) {
    checkName('application', input.name);
    const application: ApplicationRecord = {
      id: randomUUID(),
      name: input.name,
      title: input.title ?? input.name,
      ...(input.owner && { owner: input.owner }),
      ...(input.entityRef && { entityRef: input.entityRef }),
      offers: {},
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

  async changeOwner(name: string, owner: string, caller: Caller) {
    const { store, logger } = this;
    const application = await new Lookup(store).application(name);
    const { id, owner: before } = application;
    if (before === owner) {
      await this.catalog.acceptOrigin(application);
      return this.get(name);
    }
    if (!(await store.applications.changeOwner(id, before, owner))) {
      throw new ConflictError(
        `Somebody else changed the owner of ${name} at the same moment`,
      );
    }
    logger.info(
      `${caller.name} gave ${name} from ${before ?? 'nobody'} to ${owner}`,
    );
    return this.get(name);
  }

  async changeSettings(name: string, { offers }: ApplicationSettings) {
    const { id } = await new Lookup(this.store).application(name);
    await this.store.applications.updateOffers(id, offers);
    return this.get(name);
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
