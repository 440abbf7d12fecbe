import { groupBy } from '@tutti/engine';
import { GateRecord } from '../verification';
import { Database, Milliseconds } from './database';

interface Row {
  deployment_id: string;
  key: string;
  status: GateRecord['status'];
  text: string | null;
  link: string | null;
  set_by: string;
  set_at: Milliseconds;
}

/** Checks from outside, by deployment and key. */
export class GatesTable {
  constructor(private readonly db: Database) {}

  /** The last word counts. */
  async set(
    deploymentId: string,
    gate: Required<Pick<GateRecord, 'key' | 'status' | 'by' | 'at'>> &
      Pick<GateRecord, 'text' | 'link'>,
  ): Promise<void> {
    await this.#rows()
      .insert({
        deployment_id: deploymentId,
        key: gate.key,
        status: gate.status,
        text: gate.text ?? null,
        link: gate.link ?? null,
        set_by: gate.by,
        set_at: gate.at,
      })
      .onConflict(['deployment_id', 'key'])
      .merge();
  }

  /** By key. */
  async list(deploymentId: string): Promise<GateRecord[]> {
    return (await this.listOf([deploymentId])).get(deploymentId) ?? [];
  }

  /** The same by deployment. */
  async listOf(deploymentIds: string[]): Promise<Map<string, GateRecord[]>> {
    const rows = await this.#rows()
      .whereIn('deployment_id', deploymentIds)
      .orderBy('key');
    const found = groupBy(rows, row => row.deployment_id);
    return new Map([...found].map(([id, gates]) => [id, gates.map(record)]));
  }

  #rows() {
    return this.db<Row>('gates');
  }
}

function record(row: Row): GateRecord {
  return {
    key: row.key,
    status: row.status,
    ...(row.text !== null && { text: row.text }),
    ...(row.link !== null && { link: row.link }),
    by: row.set_by,
    at: Number(row.set_at),
  };
}
