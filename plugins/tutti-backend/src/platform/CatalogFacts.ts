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
/** An entity that is not there yet may be ingested any moment: after a start, it is. */
const MISSING_MS = 1_000;
const BATCH = 100;

/**
 * Keeps beside each application what the catalog says about its entity: the owner and the labels
 * that matching may read. When the catalog does not answer, what it said last stays true.
 */
export class CatalogFacts {
  readonly #freshUntil = new Map<string, number>();

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
    const [refreshed] = await this.refresh([application]);
    return refreshed;
  }

  /** The same applications in the same order, with facts that are at most half a minute old. */
  async refresh(
    applications: ApplicationRecord[],
  ): Promise<ApplicationRecord[]> {
    const stale = applications.filter(
      ({ entityRef }) =>
        entityRef && Date.now() >= (this.#freshUntil.get(entityRef) ?? 0),
    );
    if (stale.length === 0) {
      return applications;
    }
    const refreshed = new Map<string, ApplicationRecord>();
    for (let start = 0; start < stale.length; start += BATCH) {
      for (const each of await this.#ask(stale.slice(start, start + BATCH))) {
        refreshed.set(each.id, each);
      }
    }
    return applications.map(each => refreshed.get(each.id) ?? each);
  }

  async #ask(applications: ApplicationRecord[]): Promise<ApplicationRecord[]> {
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
          this.#freshUntil.set(
            entityRefs[index],
            Date.now() + (items[index] ? FRESH_MS : MISSING_MS),
          );
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
      const later = Date.now() + MISSING_MS;
      entityRefs.forEach(ref => this.#freshUntil.set(ref, later));
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
