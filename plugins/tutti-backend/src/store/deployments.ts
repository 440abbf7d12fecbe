import { StepFailure } from '@tutti/engine';
import { Deployment, DeploymentStatus } from '@tutti/plugin-tutti-common';
import { clock, Database, Milliseconds, optional, parse } from './database';

export type PhaseView = Deployment['phases'][number];

export interface DeploymentRecord {
  id: string;
  environmentId: string;
  number: number;
  status: DeploymentStatus;
  planId: string;
  releaseId: string;
  /** Format of the plan: a worker runs only its own. */
  format: number;
  requestedBy: string;
  requestedAt: number;
  startedAt?: number;
  finishedAt?: number;
  phases: PhaseView[];
  failures: StepFailure[];
  idempotencyKey?: string;
}

interface Row {
  id: string;
  environment_id: string;
  number: number;
  status: DeploymentStatus;
  plan_id: string;
  release_id: string;
  format: number;
  takeovers: number;
  requested_by: string;
  requested_at: Milliseconds;
  started_at: Milliseconds | null;
  finished_at: Milliseconds | null;
  phases: string;
  failures: string;
  idempotency_key: string | null;
}

/** The changes a run makes to its deployment. */
export type DeploymentChange = Partial<
  Pick<
    DeploymentRecord,
    'status' | 'startedAt' | 'finishedAt' | 'phases' | 'failures'
  >
>;

export class DeploymentsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when the idempotency key was used before. */
  async add(deployment: DeploymentRecord): Promise<void> {
    await this.#rows().insert({
      id: deployment.id,
      environment_id: deployment.environmentId,
      number: deployment.number,
      plan_id: deployment.planId,
      release_id: deployment.releaseId,
      format: deployment.format,
      requested_by: deployment.requestedBy,
      requested_at: deployment.requestedAt,
      idempotency_key: deployment.idempotencyKey ?? null,
      status: deployment.status,
      phases: JSON.stringify(deployment.phases),
      failures: JSON.stringify(deployment.failures),
    });
  }

  async get(id: string): Promise<DeploymentRecord | undefined> {
    return optional(await this.#rows().where({ id }).first(), record);
  }

  async findByIdempotencyKey(
    requestedBy: string,
    key: string,
  ): Promise<DeploymentRecord | undefined> {
    return optional(
      await this.#rows()
        .where({ requested_by: requestedBy, idempotency_key: key })
        .first(),
      record,
    );
  }

  async findByPlan(planId: string): Promise<DeploymentRecord | undefined> {
    return optional(
      await this.#rows()
        .where({ plan_id: planId })
        .orderBy('number', 'desc')
        .first(),
      record,
    );
  }

  /**
   * Changes it while it has one of these statuses.
   *
   * @returns false when it had another by then.
   */
  async change(
    id: string,
    from: readonly DeploymentStatus[],
    change: DeploymentChange,
  ): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id })
      .whereIn('status', [...from])
      .update(columns(change));
    return changed > 0;
  }

  /** Newest first, of these environments only. */
  async page(query: {
    environmentIds: string[];
    limit: number;
    before?: { requestedAt: number; id: string };
  }): Promise<DeploymentRecord[]> {
    const { before } = query;
    return (
      await this.#rows()
        .whereIn('environment_id', query.environmentIds)
        .modify(rows => {
          if (before) {
            rows.andWhere(older =>
              older
                .where('requested_at', '<', before.requestedAt)
                .orWhere(same =>
                  same
                    .where('requested_at', before.requestedAt)
                    .andWhere('id', '<', before.id),
                ),
            );
          }
        })
        .orderBy([
          { column: 'requested_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(query.limit)
    ).map(record);
  }

  /** The last one of each environment. */
  async lastOf(
    environmentIds: string[],
  ): Promise<Map<string, DeploymentRecord>> {
    return this.#newest(environmentIds);
  }

  /** The last success of each environment. */
  async lastSuccessOf(
    environmentIds: string[],
  ): Promise<Map<string, DeploymentRecord>> {
    return this.#newest(environmentIds, 'succeeded');
  }

  /** For each of these: the newest success of its environment that is older. */
  async successesBefore(
    ids: string[],
  ): Promise<
    Map<string, Pick<DeploymentRecord, 'id' | 'number' | 'releaseId'>>
  > {
    const newestOlder = this.db('deployments as older')
      .where('older.environment_id', this.db.ref('later.environment_id'))
      .andWhere('older.status', 'succeeded')
      .andWhere('older.number', '<', this.db.ref('later.number'))
      .max('older.number');
    const rows = await this.db('deployments as later')
      .join(
        'deployments as before',
        'before.environment_id',
        'later.environment_id',
      )
      .where('before.number', newestOlder)
      .whereIn('later.id', ids)
      .select<
        { later_id: string; id: string; number: number; release_id: string }[]
      >({
        later_id: 'later.id',
        id: 'before.id',
        number: 'before.number',
        release_id: 'before.release_id',
      });
    return new Map(
      rows.map(row => [
        row.later_id,
        { id: row.id, number: row.number, releaseId: row.release_id },
      ]),
    );
  }

  /** What waits to be claimed, of all environments. */
  async queue(): Promise<{ length: number; oldestMs: number }> {
    const row = await this.db('deployments')
      .where({ status: 'queued' })
      .first<{
        length: number | string;
        oldest: Milliseconds | null;
        now: Milliseconds;
      }>(
        this.db.raw('count(*) as length'),
        this.db.raw('min(requested_at) as oldest'),
        this.db.raw('? as now', [clock(this.db)]),
      );
    const { length, oldest, now } = row;
    return {
      length: Number(length),
      oldestMs: oldest === null ? 0 : Math.max(0, Number(now) - Number(oldest)),
    };
  }

  async isActive(environmentId: string): Promise<boolean> {
    const active = await this.#rows()
      .where({ environment_id: environmentId })
      .whereIn('status', ['running', 'cancelling'])
      .first('id');
    return active !== undefined;
  }

  async countUnfinished(environmentIds: string[]): Promise<number> {
    const [{ count }] = await this.#rows()
      .whereIn('environment_id', environmentIds)
      .whereNull('finished_at')
      .count({ count: '*' });
    return Number(count);
  }

  async #newest(
    environmentIds: string[],
    status?: DeploymentStatus,
  ): Promise<Map<string, DeploymentRecord>> {
    const newest = this.#rows()
      .whereIn('environment_id', environmentIds)
      .modify(rows => {
        if (status) {
          rows.andWhere({ status });
        }
      })
      .groupBy('environment_id')
      .select('environment_id')
      .max({ newest: 'number' })
      .as('newest');
    const rows = await this.db<Row>('deployments')
      .join(newest, join =>
        join
          .on('deployments.environment_id', 'newest.environment_id')
          .andOn('deployments.number', 'newest.newest'),
      )
      .select<Row[]>('deployments.*');
    return new Map(rows.map(row => [row.environment_id, record(row)]));
  }

  #rows() {
    return this.db<Row>('deployments');
  }
}

function columns(change: DeploymentChange): Partial<Row> {
  return {
    ...(change.status && { status: change.status }),
    ...(change.startedAt !== undefined && { started_at: change.startedAt }),
    ...(change.finishedAt !== undefined && { finished_at: change.finishedAt }),
    ...(change.phases && { phases: JSON.stringify(change.phases) }),
    ...(change.failures && { failures: JSON.stringify(change.failures) }),
  };
}

function record(row: Row): DeploymentRecord {
  return {
    id: row.id,
    environmentId: row.environment_id,
    number: row.number,
    status: row.status,
    planId: row.plan_id,
    releaseId: row.release_id,
    format: row.format,
    requestedBy: row.requested_by,
    requestedAt: Number(row.requested_at),
    ...(row.started_at !== null && { startedAt: Number(row.started_at) }),
    ...(row.finished_at !== null && { finishedAt: Number(row.finished_at) }),
    phases: parse<PhaseView[]>(row.phases),
    failures: parse<StepFailure[]>(row.failures),
    ...(row.idempotency_key !== null && {
      idempotencyKey: row.idempotency_key,
    }),
  };
}
