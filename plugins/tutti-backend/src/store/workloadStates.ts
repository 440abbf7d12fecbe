import { WorkloadRecord } from '@tutti/engine';
import { Database, parse } from './database';

interface Row {
  environment_id: string;
  workload: string;
  applied_hash: string | null;
  lifecycle: WorkloadRecord['lifecycle'];
  completed_jobs: string;
}

/** What the last runs made of each workload of an environment. */
export class WorkloadStatesTable {
  constructor(private readonly db: Database) {}

  async save(environmentId: string, workload: WorkloadRecord): Promise<void> {
    await this.#rows()
      .insert({
        environment_id: environmentId,
        workload: workload.workload,
        applied_hash: workload.appliedHash ?? null,
        lifecycle: workload.lifecycle,
        completed_jobs: JSON.stringify(workload.completedJobs),
      })
      .onConflict(['environment_id', 'workload'])
      .merge();
  }

  async remove(environmentId: string, workload: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId, workload })
      .delete();
  }

  async list(environmentId: string): Promise<WorkloadRecord[]> {
    const rows = await this.#rows()
      .where({ environment_id: environmentId })
      .orderBy('workload');
    return rows.map(row => ({
      workload: row.workload,
      ...(row.applied_hash !== null && { appliedHash: row.applied_hash }),
      lifecycle: row.lifecycle,
      completedJobs: parse<string[]>(row.completed_jobs),
    }));
  }

  #rows() {
    return this.db<Row>('workload_states');
  }
}
