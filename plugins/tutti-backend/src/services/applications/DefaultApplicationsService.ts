import { randomUUID } from 'node:crypto';
import {
  isDatabaseConflictError,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { own } from '@tutti/engine';
import {
  ApplicationSettings,
  ApplicationSummary,
  compareNames,
  hasProblem,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform, CatalogFacts } from '../../platform';
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
import { byTitle, readTitleCursor, writeTitleCursor } from './byTitle';
import { isAskedFor } from './isAskedFor';
import { fullRef } from './refs';

export class DefaultApplicationsService implements ApplicationsService {
  constructor(
    private readonly store: Store,
    private readonly views: ApplicationViews,
    private readonly catalog: CatalogFacts,
    private readonly platform: ActivePlatform,
    private readonly logger: LoggerService,
  ) {}

  async list(query: ApplicationQuery) {
    const { limit, cursor, visible = () => true } = query;
    const after = cursor ? readTitleCursor(cursor) : undefined;
    const seen = (
      await this.catalog.refresh(await this.store.applications.list())
    ).filter(({ id, name, owner }) =>
      visible({ id, name, ...(owner && { owner }) }),
    );
    const asked = seen
      .filter(application => isAskedFor(application, query))
      .sort(byTitle);
    const found = query.problems
      ? await this.#withProblems(asked, query)
      : asked;
    const rest = after
      ? found.filter(application => byTitle(application, after) > 0)
      : found;
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.#shown(page, query),
      ...(last && rest.length > limit && { next: writeTitleCursor(last) }),
      total: found.length,
      all: seen.length,
      owners: [...new Set(seen.flatMap(({ owner }) => owner ?? []))].sort(
        compareNames,
      ),
    };
  }

  /** As the caller sees them: without the environments that are hidden from them. */
  async #shown(
    applications: ApplicationRecord[],
    { environments = ({ environments: all }) => all }: ApplicationQuery,
  ): Promise<ApplicationSummary[]> {
    const summaries = await this.views.summaries(applications);
    return summaries.map(application => ({
      ...application,
      environments: environments(application),
    }));
  }

  async #withProblems(
    applications: ApplicationRecord[],
    query: ApplicationQuery,
  ): Promise<ApplicationRecord[]> {
    const shown = await this.#shown(applications, query);
    return applications.filter((_, index) =>
      shown[index].environments.some(hasProblem),
    );
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
      caller.audit?.about({ application });
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
    caller.audit?.changed({
      before: { owner: before ?? null },
      after: { owner },
    });
    logger.info(
      `${caller.name} gave ${name} from ${before ?? 'nobody'} to ${owner}`,
    );
    return this.get(name);
  }

  async changeSettings(
    name: string,
    { offers, repositories }: Partial<ApplicationSettings>,
    caller: Caller,
  ) {
    const {
      id,
      declared,
      offers: before,
      repositories: registered = [],
    } = await new Lookup(this.store).application(name);
    const declaration = declared
      ? own((await this.platform.find())?.applications ?? {}, name)
      : undefined;
    if (offers && declaration?.offers) {
      const { file, line } = declaration.source;
      throw new ConflictError(
        `What ${name} offers is declared in ${file}, line ${line}: change it there, or leave \`offers\` out of the file`,
      );
    }
    if (offers) {
      await this.store.applications.updateOffers(id, offers);
    }
    if (repositories) {
      await this.store.applications.updateRepositories(id, repositories);
    }
    caller.audit?.changed({
      before: {
        ...(offers && { offers: { ...before } }),
        ...(repositories && { repositories: registered.map(({ url }) => url) }),
      },
      after: {
        ...(offers && { offers: { ...offers } }),
        ...(repositories && {
          repositories: repositories.map(({ url }) => url),
        }),
      },
    });
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
