import { HealthCause, PlanStep, StepStatus } from '@tutti/engine';
import { Database, Milliseconds, optional, parse } from './database';

export interface StepRecord {
  address: string;
  kind: PlanStep['kind'];
  action: string;
  status: StepStatus;
  needs: string[];
  message?: string;
  cause?: HealthCause;
  startedAt?: number;
  finishedAt?: number;
  attempt: number;
}

/** Steps done of steps known. */
export interface Progress {
  done: number;
  of: number;
}

interface Row {
  deployment_id: string;
  position: number;
  address: string;
  kind: PlanStep['kind'];
  action: string;
  status: StepStatus;
  needs: string;
  message: string | null;
  cause: string | null;
  started_at: Milliseconds | null;
  finished_at: Milliseconds | null;
  attempt: number;
}

const ROWS_PER_INSERT = 50;

export class StepsTable {
  constructor(private readonly db: Database) {}

  /** Replaces what is there by the plan's steps, all pending. */
  async plan(
    deploymentId: string,
    steps: Pick<PlanStep, 'address' | 'kind' | 'action' | 'needs'>[],
  ): Promise<void> {
    await this.#rows().where({ deployment_id: deploymentId }).delete();
    await this.db.batchInsert(
      'steps',
      steps.map((step, position) => ({
        deployment_id: deploymentId,
        position,
        address: step.address,
        kind: step.kind,
        action: step.action,
        status: 'pending',
        needs: JSON.stringify(step.needs),
      })),
      ROWS_PER_INSERT,
    );
  }

  async update(
    deploymentId: string,
    address: string,
    change: {
      status: StepStatus;
      message?: string;
      cause?: HealthCause;
      startedAt?: number;
      finishedAt?: number;
      attempt?: number;
    },
  ): Promise<void> {
    await this.#rows()
      .where({ deployment_id: deploymentId, address })
      .update({
        status: change.status,
        message: change.message ?? null,
        cause: change.cause ? JSON.stringify(change.cause) : null,
        ...(change.startedAt !== undefined && {
          started_at: change.startedAt,
        }),
        ...(change.finishedAt !== undefined && {
          finished_at: change.finishedAt,
        }),
        ...(change.attempt !== undefined && { attempt: change.attempt }),
      });
  }

  /** What has not ended is skipped: the run is over. */
  async closeOpen(deploymentId: string): Promise<void> {
    await this.#rows()
      .where({ deployment_id: deploymentId })
      .whereIn('status', ['pending', 'running', 'waiting'])
      .update({ status: 'skipped' });
  }

  async list(deploymentId: string): Promise<StepRecord[]> {
    return (
      await this.#rows()
        .where({ deployment_id: deploymentId })
        .orderBy('position')
    ).map(record);
  }

  async progressOf(deploymentIds: string[]): Promise<Map<string, Progress>> {
    const rows = await this.#rows()
      .whereIn('deployment_id', deploymentIds)
      .groupBy('deployment_id', 'status')
      .select('deployment_id', 'status')
      .count({ count: '*' });
    const progress = new Map<string, Progress>();
    for (const row of rows) {
      const id = String(row.deployment_id);
      const of = Number(row.count);
      const before = progress.get(id) ?? { done: 0, of: 0 };
      const done = row.status === 'done' || row.status === 'kept' ? of : 0;
      progress.set(id, { done: before.done + done, of: before.of + of });
    }
    return progress;
  }

  #rows() {
    return this.db<Row>('steps');
  }
}

function record(row: Row): StepRecord {
  const cause = optional(row.cause, text => parse<HealthCause>(text));
  return {
    address: row.address,
    kind: row.kind,
    action: row.action,
    status: row.status,
    needs: parse<string[]>(row.needs),
    ...(row.message !== null && { message: row.message }),
    ...(cause && { cause }),
    ...(row.started_at !== null && { startedAt: Number(row.started_at) }),
    ...(row.finished_at !== null && { finishedAt: Number(row.finished_at) }),
    attempt: row.attempt,
  };
}
