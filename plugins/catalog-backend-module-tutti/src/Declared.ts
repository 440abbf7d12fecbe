import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  APPLICATION_ANNOTATION,
  ApplicationListing,
  applicationOf,
  workloadOf,
} from '@tutti/plugin-tutti-common';
import { candidateRefs, isOurs, systemRef } from './names';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'relations',
];
/** As many refs as one call takes well. */
const BATCH = 200;

/** What the catalog has of these applications: what people declared, and what we emitted before. */
export class Declared {
  private constructor(
    private readonly annotated: Entity[],
    private readonly taken: Map<string, Entity>,
  ) {}

  /** Without a name: of all applications. */
  static async read(
    services: { catalog: CatalogService; auth: AuthService },
    listings: ApplicationListing[],
    application?: string,
  ): Promise<Declared> {
    const { catalog, auth } = services;
    const credentials = await auth.getOwnServiceCredentials();
    const annotated: Entity[] = [];
    for await (const page of catalog.streamEntities(
      {
        filter: {
          [`metadata.annotations.${APPLICATION_ANNOTATION}`]:
            application ?? CATALOG_FILTER_EXISTS,
        },
        fields: FIELDS,
      },
      { credentials },
    )) {
      annotated.push(...page);
    }
    const taken = new Map<string, Entity>();
    const refs = listings.flatMap(candidateRefs);
    for (let start = 0; start < refs.length; start += BATCH) {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: refs.slice(start, start + BATCH), fields: FIELDS },
        { credentials },
      );
      for (const entity of items) {
        if (entity && !isOurs(entity)) {
          taken.set(stringifyEntityRef(entity), entity);
        }
      }
    }
    return new Declared(annotated, taken);
  }

  /** Whether somebody else's entity has this name: files win, always. */
  isTaken(entityRef: string): boolean {
    return this.taken.has(entityRef);
  }

  /** The system that people declared for it: by annotation, or under its name. */
  systemOf(listing: ApplicationListing): string | undefined {
    const [annotated] = this.#declared('system', listing);
    const system = annotated ?? this.taken.get(systemRef(listing));
    return system && isOwnedBy(system, listing.owner)
      ? stringifyEntityRef(system)
      : undefined;
  }

  /** The component that people declared for a workload. */
  componentOf(
    listing: ApplicationListing,
    workload: string,
  ): string | undefined {
    return this.#declared('component', listing)
      .filter(entity => workloadOf(entity) === workload)
      .map(entity => stringifyEntityRef(entity))
      .at(0);
  }

  /** What we emitted before. */
  ours(): string[] {
    return this.annotated
      .filter(isOurs)
      .map(entity => stringifyEntityRef(entity));
  }

  /** An annotation alone says nothing: anybody may write one. The owner must be the application's. */
  #declared(kind: string, { name, owner }: ApplicationListing): Entity[] {
    return this.annotated.filter(
      entity =>
        entity.kind.toLocaleLowerCase('en-US') === kind &&
        applicationOf(entity) === name &&
        !isOurs(entity) &&
        isOwnedBy(entity, owner),
    );
  }
}

function isOwnedBy(entity: Entity, owner: string | undefined): boolean {
  return (
    entity.relations?.some(
      ({ type, targetRef }) =>
        type === RELATION_OWNED_BY && targetRef === owner,
    ) ?? false
  );
}
