import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { keepDeed } from '../audit';
import { ApplicationRecord, EntityFacts, Store } from '../store';

const FRESH_MS = 30_000;
/** An entity that is not there yet may be ingested any moment: after a start, it is. */
const MISSING_MS = 1_000;
const BATCH = 100;

/**
 * Keeps beside each application what the catalog says about its entity: the labels that matching
 * may read, and whose it would be. When the catalog does not answer, does not know the entity any
 * more, or has one of the same name from elsewhere, what it said last stays true.
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

  /**
   * What the catalog says now of an entity that is to be bound; undefined where it knows none.
   *
   * @throws ServiceUnavailableError when the catalog does not answer.
   */
  async find(entityRef: string): Promise<EntityFacts | undefined> {
    const { catalog, auth, logger } = this.options;
    try {
      const entity = await catalog.getEntityByRef(entityRef, {
        credentials: await auth.getOwnServiceCredentials(),
      });
      return entity && this.#facts(entity);
    } catch (error) {
      logger.debug(`The catalog does not answer: ${error}`);
      throw new ServiceUnavailableError(
        'The catalog does not answer, so nobody knows whose the entity is; try again in a moment',
      );
    }
  }

  async #ask(applications: ApplicationRecord[]): Promise<ApplicationRecord[]> {
    const { catalog, auth, logger } = this.options;
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
          const entity = items[index];
          return entity
            ? this.#heard(application, this.#facts(entity))
            : application;
        }),
      );
    } catch (error) {
      logger.debug(`The catalog does not answer: ${error}`);
      const later = Date.now() + MISSING_MS;
      entityRefs.forEach(ref => this.#freshUntil.set(ref, later));
      return applications;
    }
  }

  /** From now on the entity is the one that the catalog has under this name. */
  async acceptOrigin({ id, entityRef, entity }: ApplicationRecord) {
    if (entityRef && entity?.origin) {
      const { origin: _, ...rest } = entity;
      await this.options.store.applications.updateEntity(id, rest);
      this.#freshUntil.delete(entityRef);
    }
  }

  async #heard(
    application: ApplicationRecord,
    entity: EntityFacts,
  ): Promise<ApplicationRecord> {
    const { store } = this.options;
    const known = application.entity;
    if (
      JSON.stringify(entity) === JSON.stringify(known) ||
      // Whoever registers the name of an entity that is gone does not become that entity.
      (known?.origin !== undefined && known.origin !== entity.origin)
    ) {
      return application;
    }
    const { id, declared, declaredOwner, owner } = application;
    // Files that bind an entity and name no owner mean the entity's.
    const first =
      declared && !declaredOwner && !owner ? entity.owner : undefined;
    await store.transaction(async tx => {
      const [now] = await tx.applications.get([id]);
      if (!now || JSON.stringify(now.entity) === JSON.stringify(entity)) {
        // Another replica heard it first.
        return;
      }
      await tx.applications.updateEntity(id, entity);
      if (first) {
        await tx.applications.changeOwner(id, undefined, first);
      }
      await keepDeed(tx, {
        actor: { kind: 'system', name: 'catalog' },
        verb: 'set',
        action: 'application.entity',
        applicationId: id,
        ...(application.entityRef && { object: application.entityRef }),
        ...(now.entity && { before: { ...now.entity } }),
        after: { ...entity, ...(first && { applicationOwner: first }) },
      });
    });
    return { ...application, entity, ...(first && { owner: first }) };
  }

  #facts(entity: Entity): EntityFacts {
    const owner = ownerOfEntity(entity);
    const labels = entity.metadata.labels ?? {};
    const annotations = entity.metadata.annotations ?? {};
    const origin = annotations[ANNOTATION_ORIGIN_LOCATION];
    const [, sourceLocation] =
      /^url:(.+)$/.exec(annotations[ANNOTATION_SOURCE_LOCATION] ?? '') ?? [];
    return {
      ...(origin && { origin }),
      ...(sourceLocation && { sourceLocation }),
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
