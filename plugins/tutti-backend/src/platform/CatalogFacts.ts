import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ApplicationRecord, EntityFacts, Store } from '../store';

const FRESH_MS = 30_000;
const BATCH = 100;

/**
 * Keeps beside each application what the catalog says about its entity: the owner and the labels
 * that matching may read. When the catalog does not answer, what it said last stays true.
 */
export class CatalogFacts {
  readonly #askedAt = new Map<string, number>();

  constructor(
    private readonly options: {
      store: Store;
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      /** Labels that matching may look at. */
      labels: string[];
    },
  ) {}

  /** The application with facts that are at most half a minute old. */
  async refreshOne(application: ApplicationRecord): Promise<ApplicationRecord> {
    const { entityRef } = application;
    const age = Date.now() - (this.#askedAt.get(entityRef ?? '') ?? 0);
    if (!entityRef || age < FRESH_MS) {
      return application;
    }
    const [refreshed] = await this.#refresh([application]);
    return refreshed;
  }

  /** All applications that are bound to an entity. */
  async refreshAll(): Promise<void> {
    const bound = (await this.options.store.applications.list()).filter(
      ({ entityRef }) => entityRef,
    );
    for (let start = 0; start < bound.length; start += BATCH) {
      await this.#refresh(bound.slice(start, start + BATCH));
    }
  }

  async #refresh(
    applications: ApplicationRecord[],
  ): Promise<ApplicationRecord[]> {
    const { catalog, auth, store, logger } = this.options;
    const entityRefs = applications.flatMap(({ entityRef }) =>
      entityRef ? [entityRef] : [],
    );
    try {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return await Promise.all(
        applications.map(async (application, index) => {
          this.#askedAt.set(entityRefs[index], Date.now());
          const entity = this.#facts(items[index]);
          if (JSON.stringify(entity) === JSON.stringify(application.entity)) {
            return application;
          }
          const refreshed = { ...application, entity };
          await store.applications.update(refreshed);
          return refreshed;
        }),
      );
    } catch (error) {
      logger.debug(`The catalog does not answer: ${error}`);
      return applications;
    }
  }

  #facts(entity: Entity | undefined): EntityFacts | undefined {
    if (!entity) {
      return undefined;
    }
    const owner = ownerOfEntity(entity);
    const labels = entity.metadata.labels ?? {};
    return {
      ...(owner && { owner }),
      labels: Object.fromEntries(
        this.options.labels
          .filter(name => name in labels)
          .map(name => [name, labels[name]]),
      ),
    };
  }
}

function ownerOfEntity(entity: Entity): string | undefined {
  const relation = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  if (relation) {
    return relation.targetRef;
  }
  const owner = entity.spec?.owner;
  return typeof owner === 'string'
    ? stringifyEntityRef(
        parseEntityRef(owner, {
          defaultKind: 'group',
          defaultNamespace: entity.metadata.namespace ?? 'default',
        }),
      )
    : undefined;
}
