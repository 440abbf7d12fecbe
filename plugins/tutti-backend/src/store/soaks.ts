import { clock, Database, Milliseconds, optional } from './database';

/** What is known of the health of a success that waits to be promoted. Times are the database's. */
export interface SoakRecord {
  environmentId: string;
  /** The success that was looked at. */
  deploymentId: string;
  /** Absent while it is not healthy. */
  healthySince?: number;
  /** Why it is not healthy, or nobody knows. */
  message?: string;
  /** When it was last seen healthy. */
  seenAt?: number;
}

interface Row {
  environment_id: string;
  deployment_id: string;
  healthy_since: Milliseconds | null;
  message: string | null;
  taken_at: Milliseconds;
  seen_at: Milliseconds | null;
}

/** By the environment that is looked at. */
export class SoaksTable {
  constructor(private readonly db: Database) {}

  async of(environmentIds: string[]): Promise<Map<string, SoakRecord>> {
    const rows = await this.#rows().whereIn('environment_id', environmentIds);
    return new Map(rows.map(row => [row.environment_id, record(row)]));
  }

  /**
   * Whoever is told `true` looks now, and nobody else for so long.
   *
   * @param success - counts as healthy from when it succeeded; another one begins anew
   */
  async take(
    environmentId: string,
    success: { id: string; at: number },
    everyMs: number,
  ): Promise<boolean> {
    const now = this.db.raw('?', [clock(this.db)]);
    const begun = {
      deployment_id: success.id,
      healthy_since: success.at,
      message: null,
      seen_at: null,
      taken_at: now,
    };
    const another = await this.#rows()
      .where({ environment_id: environmentId })
      .whereNot({ deployment_id: success.id })
      .update(begun);
    if (another > 0) return true;
    const due = await this.#rows()
      .where({ environment_id: environmentId, deployment_id: success.id })
      .andWhere(
        'taken_at',
        '<=',
        this.db.raw('? - ?', [clock(this.db), everyMs]),
      )
      .update({ taken_at: now });
    if (due > 0) return true;
    // `returning` is empty where the row is there already.
    const first = await this.#rows()
      .insert({ environment_id: environmentId, ...begun })
      .onConflict('environment_id')
      .ignore()
      .returning('environment_id');
    return first.length > 0;
  }

  /** Nothing, once it is another success that is looked at. */
  async save({
    environmentId,
    deploymentId,
    healthySince,
    message,
    seenAt,
  }: SoakRecord): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId, deployment_id: deploymentId })
      .update({
        healthy_since: healthySince ?? null,
        message: message ?? null,
        seen_at: seenAt ?? null,
      });
  }

  #rows() {
    return this.db<Row>('soaks');
  }
}

function record(row: Row): SoakRecord {
  const healthySince = optional(row.healthy_since, Number);
  const seenAt = optional(row.seen_at, Number);
  return {
    environmentId: row.environment_id,
    deploymentId: row.deployment_id,
    ...(healthySince !== undefined && { healthySince }),
    ...(row.message !== null && { message: row.message }),
    ...(seenAt !== undefined && { seenAt }),
  };
}
