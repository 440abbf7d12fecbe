import { WorkloadRecord } from '@tutti/engine';
import { Database, parse } from './database';

interface Row {
  environment_id: string;
  workload: string;
  profile: string | null;
  applied_hash: string | null;
  lifecycle: WorkloadRecord['lifecycle'];
  completed_jobs: string;
  generations: string | null;
}

/** What the last runs made of each workload of an environment. */
export class WorkloadStatesTable {
  constructor(private readonly db: Database) {}

  async save(environmentId: string, workload: WorkloadRecord): Promise<void> {
    await this.#rows()
      .insert({
        environment_id: environmentId,
        workload: workload.workload,
        profile: workload.profile ?? null,
        applied_hash: workload.appliedHash ?? null,
        lifecycle: workload.lifecycle,
        completed_jobs: JSON.stringify(workload.completedJobs),
        generations: workload.generations
          ? JSON.stringify(workload.generations)
          : null,
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
      ...(row.profile !== null && { profile: row.profile }),
      ...(row.applied_hash !== null && { appliedHash: row.applied_hash }),
      lifecycle: row.lifecycle,
      completedJobs: parse<string[]>(row.completed_jobs),
      ...(row.generations !== null && {
        generations: parse<Record<string, number>>(row.generations),
      }),
    }));
  }

  #rows() {
    return this.db<Row>('workload_states');
  }
}
