import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import { JobRecord, JobRecords, JobResults, KeptJob } from '../runner';
import { clock } from './database';

/** Works in clusters, for all replicas. Their results are sealed: a saved plan holds secrets. */
export class DatabaseJobRecords implements JobRecords {
  constructor(
    private readonly db: Knex,
    private readonly sealing: () => Promise<TuttiSealing>,
  ) {}

  async put(
    operationId: string,
    { cluster, namespace, name, accepts }: JobRecord,
    { hash, lifetimeMs }: { hash: string; lifetimeMs: number },
  ): Promise<void> {
    await this.db('terraform_jobs')
      .insert({
        operation_id: operationId,
        name,
        record: JSON.stringify({ cluster, namespace, accepts }),
        made: false,
        token_hash: hash,
        expires_at: this.db.raw('? + ?', [clock(this.db), lifetimeMs]),
        results_sealed: null,
        begun_at: clock(this.db),
      })
      .onConflict('operation_id')
      .merge();
  }

  async setMade(operationId: string): Promise<void> {
    await this.#one(operationId).update({ made: true });
  }

  async find(operationId: string): Promise<KeptJob | undefined> {
    const [row] = await this.#one(operationId).select(
      'name',
      'record',
      'made',
      'results_sealed',
    );
    if (!row) return undefined;
    // Written by `put`.
    const record: Omit<JobRecord, 'name'> = JSON.parse(row.record);
    const sealed: string | null = row.results_sealed;
    return {
      ...record,
      name: row.name,
      made: Boolean(row.made),
      ...(sealed !== null && {
        results: await this.#open(operationId, sealed),
      }),
    };
  }

  async finish(
    operationId: string,
    { codes, stopped, files }: JobResults,
  ): Promise<void> {
    const { seal } = await this.sealing();
    const text = JSON.stringify({
      codes,
      stopped,
      files: Object.entries(files).map(([path, content]) => [
        path,
        content.toString('base64'),
      ]),
    });
    await this.#one(operationId)
      .whereNull('results_sealed')
      .update({ results_sealed: seal(text, placeOf(operationId)) });
  }

  async operationOf(
    name: string,
    tokenHash: string,
  ): Promise<string | undefined> {
    // Hashes of random tokens: how long a comparison takes tells nothing of any.
    const [row] = await this.db('terraform_jobs')
      .where({ name, token_hash: tokenHash })
      .andWhere('expires_at', '>', clock(this.db))
      .select('operation_id');
    return row?.operation_id;
  }

  async remove(operationId: string): Promise<void> {
    await this.#one(operationId).delete();
  }

  #one(operationId: string) {
    return this.db('terraform_jobs').where({ operation_id: operationId });
  }

  async #open(operationId: string, sealed: string): Promise<JobResults> {
    const { open } = await this.sealing();
    // Written by `finish`.
    const { codes, stopped, files }: Sealed = JSON.parse(
      open(sealed, placeOf(operationId)),
    );
    return {
      codes,
      stopped,
      files: Object.fromEntries(
        files.map(([path, content]) => [path, Buffer.from(content, 'base64')]),
      ),
    };
  }
}

interface Sealed {
  codes: string;
  stopped: boolean;
  files: [path: string, base64: string][];
}

function placeOf(operationId: string): string {
  return `terraform_jobs/${operationId}/results_sealed`;
}
