import { BuildRepository } from '@tutti/plugin-tutti-common';
import { Database, Milliseconds, optional, parse } from './database';

/** What the catalog says about an entity, as far as Tutti wants to know it. */
export interface EntityFacts {
  /** Full entity ref. */
  owner?: string;
  labels: Record<string, string>;
  /** Where the catalog has it from: the same name from elsewhere is another entity. */
  origin?: string;
  /** URL of its code, where it says one. */
  sourceLocation?: string;
}

/** Which workloads other owners may address: by name, for owners by entity ref, or `anyone`. */
export type Offers = Record<string, string[]>;

export interface ApplicationRecord {
  id: string;
  name: string;
  title: string;
  description?: string;
  entityRef?: string;
  /** Verified: chosen by one who may, and changed only by one who may. */
  owner?: string;
  /** What platform files say. */
  declaredOwner?: string;
  /** Of the bound entity, as last seen: an absent catalog changes nothing. */
  entity?: EntityFacts;
  offers: Offers;
  /** Where builds of its workloads come from, beside what they follow. */
  repositories?: BuildRepository[];
  /** Declared in platform files. */
  declared: boolean;
  createdAt: number;
  createdBy: string;
}

interface Row {
  id: string;
  name: string;
  title: string;
  description: string | null;
  entity_ref: string | null;
  owner: string | null;
  declared_owner: string | null;
  entity: string | null;
  offers: string;
  repositories: string | null;
  declared: boolean | number;
  last_release: number;
  created_at: Milliseconds;
  created_by: string;
}

/** Another owner that somebody names, until one who may confirms it. */
export function claimOf({
  owner,
  declaredOwner,
  entity,
}: ApplicationRecord): { owner: string; by: 'files' | 'catalog' } | undefined {
  const claimed = declaredOwner ?? entity?.owner;
  return claimed === undefined || claimed === owner
    ? undefined
    : { owner: claimed, by: declaredOwner ? 'files' : 'catalog' };
}

export class ApplicationsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when the name or the entity is taken. */
  async add(application: ApplicationRecord): Promise<void> {
    await this.#rows().insert({
      ...described(application),
      id: application.id,
      name: application.name,
      owner: application.owner ?? null,
      offers: JSON.stringify(application.offers),
      created_at: application.createdAt,
      created_by: application.createdBy,
    });
  }

  /** What it is called and what others say of it; never its owner. */
  async update(application: ApplicationRecord): Promise<void> {
    await this.#rows()
      .where({ id: application.id })
      .update(described(application));
  }

  /** What the catalog says of its entity. */
  async updateEntity(id: string, entity: EntityFacts): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ entity: JSON.stringify(entity) });
  }

  async updateOffers(id: string, offers: Offers): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ offers: JSON.stringify(offers) });
  }

  async updateRepositories(
    id: string,
    repositories: BuildRepository[],
  ): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({
        repositories:
          repositories.length > 0 ? JSON.stringify(repositories) : null,
      });
  }

  /** @returns false when the owner was another one meanwhile. */
  async changeOwner(
    id: string,
    from: string | undefined,
    to: string,
  ): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id, owner: from ?? null })
      .update({ owner: to });
    return changed > 0;
  }

  async remove(id: string): Promise<void> {
    await this.#rows().where({ id }).delete();
  }

  async list(): Promise<ApplicationRecord[]> {
    return (await this.#rows().orderBy('name')).map(record);
  }

  /** Each once. */
  async owners(): Promise<string[]> {
    const rows = await this.db('applications')
      .whereNotNull('owner')
      .distinct<{ owner: string }[]>('owner');
    return rows.map(({ owner }) => owner);
  }

  async findByName(name: string): Promise<ApplicationRecord | undefined> {
    return optional(await this.#rows().where({ name }).first(), record);
  }

  async findByEntity(
    entityRef: string,
  ): Promise<ApplicationRecord | undefined> {
    return optional(
      await this.#rows().where({ entity_ref: entityRef }).first(),
      record,
    );
  }

  async get(ids: string[]): Promise<ApplicationRecord[]> {
    return (await this.#rows().whereIn('id', ids)).map(record);
  }

  /** Takes the next release number; call it in the transaction that stores the release. */
  async nextReleaseNumber(id: string): Promise<number> {
    const [row] = await this.#rows()
      .where({ id })
      .increment('last_release', 1)
      .returning('last_release');
    return row.last_release;
  }

  #rows() {
    return this.db<Row>('applications');
  }
}

function described(application: ApplicationRecord) {
  return {
    title: application.title,
    description: application.description ?? null,
    entity_ref: application.entityRef ?? null,
    declared_owner: application.declaredOwner ?? null,
    entity: application.entity ? JSON.stringify(application.entity) : null,
    declared: application.declared,
  };
}

function record(row: Row): ApplicationRecord {
  const entity = optional(row.entity, text => parse<EntityFacts>(text));
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    ...(row.description !== null && { description: row.description }),
    ...(row.entity_ref !== null && { entityRef: row.entity_ref }),
    ...(row.owner !== null && { owner: row.owner }),
    ...(row.declared_owner !== null && { declaredOwner: row.declared_owner }),
    ...(entity && { entity }),
    offers: parse<Offers>(row.offers),
    ...(row.repositories !== null && {
      repositories: parse<BuildRepository[]>(row.repositories),
    }),
    declared: Boolean(row.declared),
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
  };
}
