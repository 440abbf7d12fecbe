import { Database, Milliseconds, parse } from './database';

/** What one person said about a deployment. */
export interface DecisionRecord {
  id: string;
  deploymentId: string;
  /** Entity ref. */
  who: string;
  decision: 'approve' | 'reject';
  comment?: string;
  at: number;
  /** Hash of what would happen, as it was when they decided. */
  effects: string;
  /** Of the groups that must agree, those they belong to. */
  groups: string[];
}

interface Row {
  id: string;
  deployment_id: string;
  who: string;
  decision: DecisionRecord['decision'];
  comment: string | null;
  at: Milliseconds;
  effects: string;
  groups: string;
}

/** Rows outlive their deployments: who agreed to what stays known. */
export class ApprovalsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when they decided about the same effects before. */
  async add(decision: DecisionRecord): Promise<void> {
    await this.#rows().insert({
      id: decision.id,
      deployment_id: decision.deploymentId,
      who: decision.who,
      decision: decision.decision,
      comment: decision.comment ?? null,
      at: decision.at,
      effects: decision.effects,
      groups: JSON.stringify(decision.groups),
    });
  }

  /** Of each of these, oldest first. */
  async listOf(
    deploymentIds: string[],
  ): Promise<Map<string, DecisionRecord[]>> {
    const found = new Map<string, DecisionRecord[]>();
    const rows = await this.#rows()
      .whereIn('deployment_id', deploymentIds)
      .orderBy(['at', 'id']);
    for (const row of rows) {
      const known = found.get(row.deployment_id) ?? [];
      found.set(row.deployment_id, known);
      known.push(record(row));
    }
    return found;
  }

  async list(deploymentId: string): Promise<DecisionRecord[]> {
    return (await this.listOf([deploymentId])).get(deploymentId) ?? [];
  }

  #rows() {
    return this.db<Row>('approvals');
  }
}

function record(row: Row): DecisionRecord {
  return {
    id: row.id,
    deploymentId: row.deployment_id,
    who: row.who,
    decision: row.decision,
    ...(row.comment !== null && { comment: row.comment }),
    at: Number(row.at),
    effects: row.effects,
    groups: parse<string[]>(row.groups),
  };
}
