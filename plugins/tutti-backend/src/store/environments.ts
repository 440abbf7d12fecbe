import { Database, Milliseconds, optional, parse } from './database';

/** The place an environment got at its first run and keeps ever after. */
export interface BoundTarget {
  name: string;
  driver: string;
  cluster: string;
  namespace: string;
}

export interface EnvironmentRecord {
  id: string;
  applicationId: string;
  name: string;
  type: string;
  createdAt: number;
  createdBy: string;
  target?: BoundTarget;
  fence: number;
  /** Why nothing may run until somebody unlocks it. */
  blocked?: string;
}

interface Row {
  id: string;
  application_id: string;
  name: string;
  type: string;
  created_at: Milliseconds;
  created_by: string;
  target: string | null;
  last_deployment: number;
  fence: number;
  lease_owner: string | null;
  lease_until: Milliseconds | null;
  blocked: string | null;
}

export class EnvironmentsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when the application has one of this name. */
  async add(
    environment: Pick<
      EnvironmentRecord,
      'id' | 'applicationId' | 'name' | 'type' | 'createdAt' | 'createdBy'
    >,
  ): Promise<void> {
    await this.#rows().insert({
      id: environment.id,
      application_id: environment.applicationId,
      name: environment.name,
      type: environment.type,
      created_at: environment.createdAt,
      created_by: environment.createdBy,
    });
  }

  async get(ids: string[]): Promise<EnvironmentRecord[]> {
    return (await this.#rows().whereIn('id', ids)).map(record);
  }

  async find(
    applicationId: string,
    name: string,
  ): Promise<EnvironmentRecord | undefined> {
    return optional(
      await this.#rows().where({ application_id: applicationId, name }).first(),
      record,
    );
  }

  async listOf(applicationIds: string[]): Promise<EnvironmentRecord[]> {
    return (
      await this.#rows()
        .whereIn('application_id', applicationIds)
        .orderBy('name')
    ).map(record);
  }

  async listOfType(type: string): Promise<EnvironmentRecord[]> {
    return (await this.#rows().where({ type })).map(record);
  }

  /** Takes the next deployment number; call it in the transaction that stores the deployment. */
  async nextDeploymentNumber(id: string): Promise<number> {
    const [row] = await this.#rows()
      .where({ id })
      .increment('last_deployment', 1)
      .returning('last_deployment');
    return row.last_deployment;
  }

  /** Keeps the target of the first run; a later call changes nothing. */
  async bindTarget(id: string, target: BoundTarget): Promise<void> {
    await this.#rows()
      .where({ id })
      .whereNull('target')
      .update({ target: JSON.stringify(target) });
  }

  async block(id: string, reason: string): Promise<void> {
    await this.#rows().where({ id }).update({ blocked: reason });
  }

  /** @returns false when it was not blocked. */
  async unblock(id: string): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id })
      .whereNotNull('blocked')
      .update({ blocked: null });
    return changed > 0;
  }

  #rows() {
    return this.db<Row>('environments');
  }
}

function record(row: Row): EnvironmentRecord {
  const target = optional(row.target, text => parse<BoundTarget>(text));
  return {
    id: row.id,
    applicationId: row.application_id,
    name: row.name,
    type: row.type,
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    ...(target && { target }),
    fence: row.fence,
    ...(row.blocked !== null && { blocked: row.blocked }),
  };
}
