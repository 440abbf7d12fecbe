import { Database, Milliseconds, optional } from './database';

export interface ApplicationRecord {
  id: string;
  name: string;
  title: string;
  description?: string;
  entityRef?: string;
  owner?: string;
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
  declared: boolean | number;
  last_release: number;
  created_at: Milliseconds;
  created_by: string;
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
    declared: application.declared,
  };
}

function record(row: Row): ApplicationRecord {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    ...(row.description !== null && { description: row.description }),
    ...(row.entity_ref !== null && { entityRef: row.entity_ref }),
    ...(row.owner !== null && { owner: row.owner }),
    declared: Boolean(row.declared),
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
  };
}
