import { Database, Milliseconds, optional, parse } from './database';

/** What the catalog says about an entity, as far as Tutti wants to know it. */
export interface EntityFacts {
  /** Full entity ref. */
  owner?: string;
  labels: Record<string, string>;
}

export interface ApplicationRecord {
  id: string;
  name: string;
  title: string;
  description?: string;
  entityRef?: string;
  owner?: string;
  /** Of the bound entity, as last seen: an absent catalog changes no match. */
  entity?: EntityFacts;
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
  entity: string | null;
  declared: boolean | number;
  last_release: number;
  created_at: Milliseconds;
  created_by: string;
}

/** Who owns it: the catalog's word, where it is bound to an entity. */
export function ownerOf(application: ApplicationRecord): string | undefined {
  return application.entity?.owner ?? application.owner;
}

export class ApplicationsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when the name or the entity is taken. */
  async add(application: ApplicationRecord): Promise<void> {
    await this.#rows().insert({
      ...described(application),
      id: application.id,
      name: application.name,
      created_at: application.createdAt,
      created_by: application.createdBy,
    });
  }

  async update(application: ApplicationRecord): Promise<void> {
    await this.#rows()
      .where({ id: application.id })
      .update(described(application));
  }

  async remove(id: string): Promise<void> {
    await this.#rows().where({ id }).delete();
  }

  async list(): Promise<ApplicationRecord[]> {
    return (await this.#rows().orderBy('name')).map(record);
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
    owner: application.owner ?? null,
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
    ...(entity && { entity }),
    declared: Boolean(row.declared),
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
  };
}
