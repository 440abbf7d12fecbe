import { placeHere, ProcessPlace } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import { WorkPlaces } from '../runner';
import { clock } from './database';

/** Which machine began which work, for all replicas. */
export class DatabaseWorkPlaces implements WorkPlaces {
  constructor(private readonly db: Knex) {}

  async put(
    operationId: string,
    { host, folder }: ProcessPlace,
  ): Promise<void> {
    await this.db('terraform_works')
      .insert({
        operation_id: operationId,
        host,
        folder,
        begun_at: clock(this.db),
      })
      .onConflict('operation_id')
      .merge();
  }

  async find(operationId: string): Promise<ProcessPlace | undefined> {
    const [row] = await this.db('terraform_works')
      .where({ operation_id: operationId })
      .select('host', 'folder');
    return row && { host: row.host, folder: row.folder };
  }

  async remove(operationId: string): Promise<void> {
    await this.db('terraform_works')
      .where({ operation_id: operationId })
      .delete();
  }

  async begunHere(olderThanMs: number): Promise<string[]> {
    const { host } = placeHere('');
    const before = this.db.raw('? - ?', [clock(this.db), olderThanMs]);
    const rows = await this.db('terraform_works')
      .where({ host })
      .andWhere('begun_at', '<=', before)
      .select('operation_id');
    return rows.map(row => row.operation_id);
  }
}
