import { HealthCause, PlanStep, StepStatus } from '@tutti/engine';
import {
  Database,
  letOthersIn,
  Milliseconds,
  optional,
  parse,
} from './database';
import { Placed, readStepPage, StepFilter } from './stepPage';

export interface StepRecord {
  position: number;
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

/** How far a step has come by now. */
export interface StepChange
  extends Pick<StepRecord, 'address' | 'status'>,
    Partial<
      Pick<
        StepRecord,
        'message' | 'cause' | 'startedAt' | 'finishedAt' | 'attempt'
      >
    > {}

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

const ROWS_AT_ONCE = 500;
const CHANGES_AT_ONCE = 50;
/** Of a new step, and as the plan has them from the third on. */
const COPIED = [
  'deployment_id',
  'status',
  'position',
  'address',
  'kind',
  'action',
  'needs',
];
/** Of a page, beyond its first step. */
const LARGEST_PAGE = 512 * 1024;

export class StepsTable {
  constructor(private readonly db: Database) {}

  /** Forgets those of a plan that is not to run any more. */
  async clear(deploymentId: string): Promise<void> {
    await this.#rows().where({ deployment_id: deploymentId }).delete();
  }

  /**
   * Those of the plan, all pending.
   *
   * @param steps - How many it has, where that is known.
   */
  async plan(
    deploymentId: string,
    { id: planId, steps }: { id: string; steps?: number },
  ): Promise<void> {
    const planned = () => this.db('plan_steps').where({ plan_id: planId });
    const count =
      steps ?? Number((await planned().count({ count: '*' }))[0].count);
    for (let first = 0; first < count; first += ROWS_AT_ONCE) {
      await this.db
        .into(
          this.db.raw('?? (??, ??, ??, ??, ??, ??, ??)', ['steps', ...COPIED]),
        )
        .insert(
          planned()
            .whereBetween('position', [first, first + ROWS_AT_ONCE - 1])
            .select(
              this.db.raw('?', [deploymentId]),
              this.db.raw('?', ['pending']),
              ...COPIED.slice(2),
            ),
        );
      await letOthersIn();
    }
  }

  /** In their order: of one step the last counts, and the times of earlier ones stay. */
  async update(deploymentId: string, changes: StepChange[]): Promise<void> {
    const byAddress = new Map<string, StepChange>();
    for (const change of changes) {
      const before = byAddress.get(change.address);
      byAddress.set(change.address, {
        ...change,
        startedAt: change.startedAt ?? before?.startedAt,
        finishedAt: change.finishedAt ?? before?.finishedAt,
        attempt: change.attempt ?? before?.attempt,
      });
    }
    const last = [...byAddress.values()];
    for (let first = 0; first < last.length; first += CHANGES_AT_ONCE) {
      await this.#change(
        deploymentId,
        last.slice(first, first + CHANGES_AT_ONCE),
      );
    }
  }

  /** In one statement: a run of many steps tells of all of them in a moment. */
  async #change(deploymentId: string, changes: StepChange[]): Promise<void> {
    const each = (
      type: 'text' | 'bigint',
      valueOf: (change: StepChange) => string | number | undefined,
    ) =>
      this.db.raw(
        `case address ${changes
          .map(() => `when ? then cast(? as ${type})`)
          .join(' ')} end`,
        changes.flatMap(change => [change.address, valueOf(change) ?? null]),
      );
    /** What nothing is said of stays as it is. */
    const kept = (
      column: string,
      valueOf: (change: StepChange) => number | undefined,
    ) => this.db.raw('coalesce(?, ??)', [each('bigint', valueOf), column]);
    await this.db('steps')
      .where({ deployment_id: deploymentId })
      .whereIn(
        'address',
        changes.map(({ address }) => address),
      )
      .update({
        status: each('text', ({ status }) => status),
        message: each('text', ({ message }) => message),
        cause: each('text', ({ cause }) => cause && JSON.stringify(cause)),
        started_at: kept('started_at', ({ startedAt }) => startedAt),
        finished_at: kept('finished_at', ({ finishedAt }) => finishedAt),
        attempt: kept('attempt', ({ attempt }) => attempt),
      });
  }

  /** What has not ended is skipped: the run is over. */
  async closeOpen(deploymentId: string): Promise<void> {
    await this.#rows()
      .where({ deployment_id: deploymentId })
      .whereIn('status', ['pending', 'running', 'waiting'])
      .update({ status: 'skipped' });
  }

  /** In the order of the run. */
  async page(
    deploymentId: string,
    query: StepFilter & { cursor?: number; limit: number },
  ): Promise<{ steps: StepRecord[]; next?: number }> {
    const { rows, ...more } = await readStepPage<Row & Placed>(
      this.#rows()
        .where({ deployment_id: deploymentId })
        .select(
          '*',
          this.db.raw(
            "length(needs) + length(coalesce(message, '')) + length(coalesce(cause, '')) as size",
          ),
        ),
      query,
      LARGEST_PAGE,
    );
    return { steps: rows.map(record), ...more };
  }

  /** How far those came that were begun, by address. */
  async begun(deploymentId: string): Promise<Map<string, StepStatus>> {
    const rows = await this.#rows()
      .where({ deployment_id: deploymentId })
      .whereIn('status', ['running', 'waiting', 'done'])
      .select('address', 'status');
    return new Map(rows.map(({ address, status }) => [address, status]));
  }

  /** How many there are of each status. */
  async statuses(
    deploymentId: string,
  ): Promise<Partial<Record<StepStatus, number>>> {
    const rows = await this.#rows()
      .where({ deployment_id: deploymentId })
      .groupBy('status')
      .select('status')
      .count({ count: '*' });
    return Object.fromEntries(
      rows.map(({ status, count }) => [status, Number(count)]),
    );
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

  /**
   * By environment: the deployment that made or changed last what is at an address; of one that
   * only kept it there is nothing to tell.
   */
  async lastChangeOf(
    address: string,
    environmentIds: string[],
  ): Promise<Map<string, { id: string; number: number }>> {
    const rows = await this.#rows()
      .join('deployments', 'deployments.id', 'steps.deployment_id')
      .where({ 'steps.address': address, 'steps.status': 'done' })
      .whereNotIn('steps.action', ['keep', 'hold'])
      .whereIn('deployments.environment_id', environmentIds)
      .orderBy('deployments.number')
      .select<{ environment: string; id: string; number: number }[]>(
        'deployments.environment_id as environment',
        'deployments.id as id',
        'deployments.number as number',
      );
    return new Map(
      rows.map(({ environment, id, number }) => [environment, { id, number }]),
    );
  }

  #rows() {
    return this.db<Row>('steps');
  }
}

function record(row: Row): StepRecord {
  const cause = optional(row.cause, text => parse<HealthCause>(text));
  return {
    position: row.position,
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
