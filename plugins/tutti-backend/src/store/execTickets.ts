import { Database, parse } from './database';

/** Who may open a terminal, and where. */
export interface ExecGrant {
  /** Entity ref of a user. */
  by: string;
  application: string;
  applicationId: string;
  environment: string;
  environmentId: string;
  /** Of the pod. */
  uid: string;
  /** What it is called, with its namespace: `shop/web-7f`. For the audit. */
  pod: string;
  container: string;
  command: string[];
}

interface Row {
  digest: string;
  environment_id: string;
  content: string;
  expires_at: number | string;
}

export class ExecTicketsTable {
  constructor(private readonly db: Database) {}

  /** Those that nobody redeemed in time go with it. */
  async add(
    digest: string,
    grant: ExecGrant,
    times: { now: number; expiresAt: number },
  ): Promise<void> {
    await this.#rows().where('expires_at', '<', times.now).delete();
    await this.#rows().insert({
      digest,
      environment_id: grant.environmentId,
      content: JSON.stringify(grant),
      expires_at: times.expiresAt,
    });
  }

  /** Undefined when there is none, it is too old, or somebody was quicker. */
  async redeem(digest: string, now: number): Promise<ExecGrant | undefined> {
    const row = await this.#rows().where({ digest }).first();
    if (!row) return undefined;
    const deleted = await this.#rows().where({ digest }).delete();
    return deleted === 1 && Number(row.expires_at) >= now
      ? parse<ExecGrant>(row.content)
      : undefined;
  }

  #rows() {
    return this.db<Row>('exec_tickets');
  }
}
