import { Problem } from '@tutti/engine';
import { Database, Milliseconds, optional, parse } from './database';

/** What was last heard from the repository of a workload. */
export interface WorkloadCheck {
  checkedAt: number;
  /** By address of each file that was read; empty where a host gives none. */
  etags: Record<string, string>;
  /** Why it could not be read; the text in use is of before. */
  problem?: Problem;
}

interface Row {
  workload_id: string;
  checked_at: Milliseconds;
  etags: string;
  problem: string | null;
}

/** One row for each workload that follows a repository, from when it was registered. */
export class WorkloadChecksTable {
  constructor(private readonly db: Database) {}

  async put(workloadId: string, check: WorkloadCheck): Promise<void> {
    await this.#rows()
      .insert({
        workload_id: workloadId,
        checked_at: check.checkedAt,
        etags: JSON.stringify(check.etags),
        problem: check.problem ? JSON.stringify(check.problem) : null,
      })
      .onConflict('workload_id')
      .merge();
  }

  async remove(workloadId: string): Promise<void> {
    await this.#rows().where({ workload_id: workloadId }).delete();
  }

  /** Workloads that nobody looked for since `time`, the longest ago first. */
  async dueSince(
    time: number,
    limit: number,
  ): Promise<{ applicationId: string; name: string }[]> {
    const rows = await this.#rows()
      .join('workloads', 'workloads.id', 'workload_checks.workload_id')
      .where('checked_at', '<', time)
      .orderBy('checked_at')
      .limit(limit)
      .select<{ application_id: string; name: string }[]>(
        'application_id',
        'name',
      );
    return rows.map(row => ({
      applicationId: row.application_id,
      name: row.name,
    }));
  }

  /** By workload. */
  async of(workloadIds: string[]): Promise<Map<string, WorkloadCheck>> {
    const rows = await this.#rows().whereIn('workload_id', workloadIds);
    return new Map(
      rows.map(row => {
        const problem = optional(row.problem, text => parse<Problem>(text));
        return [
          row.workload_id,
          {
            checkedAt: Number(row.checked_at),
            etags: parse<Record<string, string>>(row.etags),
            ...(problem && { problem }),
          },
        ];
      }),
    );
  }

  #rows() {
    return this.db<Row>('workload_checks');
  }
}
