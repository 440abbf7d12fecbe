import { randomUUID } from 'node:crypto';
import { Database } from './database';

/** A request that may be sent again, of one caller. */
export interface RepeatableRequest {
  caller: string;
  key: string;
  /** Of what it asks for. */
  fingerprint: string;
}

export interface KeptAnswer {
  fingerprint: string;
  /** Absent while it is being answered. */
  status?: number;
  /** JSON. */
  answer?: string;
}

interface Row {
  caller: string;
  key: string;
  fingerprint: string;
  attempt: string;
  begun_at: number | string;
  status: number | null;
  answer: string | null;
}

const KEPT_MS = 24 * 60 * 60 * 1000;
/** Its replica is gone: no request takes so long. */
const ABANDONED_MS = 2 * 60 * 1000;

export class KeptAnswersTable {
  constructor(private readonly db: Database) {}

  /**
   * Takes the key for this request. What is older than a day goes with it.
   *
   * @returns the attempt that answers it; or what is known of the request that has the key
   */
  async begin(
    request: RepeatableRequest,
    now: number,
  ): Promise<{ attempt: string } | KeptAnswer> {
    const { caller, key, fingerprint } = request;
    const attempt = randomUUID();
    await this.#rows()
      .where('begun_at', '<', now - KEPT_MS)
      .delete();
    await this.#rows()
      .insert({ caller, key, fingerprint, attempt, begun_at: now })
      .onConflict(['caller', 'key'])
      .ignore();
    const row = await this.#rows().where({ caller, key }).first();
    if (!row) {
      // Its holder was refused in this moment: whoever asks again is the first.
      return { fingerprint };
    }
    if (row.attempt === attempt || (await this.#takeOver(row, attempt, now))) {
      return { attempt };
    }
    return {
      fingerprint: row.fingerprint,
      ...(row.status !== null && { status: row.status }),
      ...(row.answer !== null && { answer: row.answer }),
    };
  }

  async keep(
    { caller, key }: RepeatableRequest,
    attempt: string,
    answer: { status: number; answer?: string },
  ): Promise<void> {
    await this.#rows().where({ caller, key, attempt }).update(answer);
  }

  /** The request was refused, or failed: it may be sent again. */
  async forget(
    { caller, key }: RepeatableRequest,
    attempt: string,
  ): Promise<void> {
    await this.#rows().where({ caller, key, attempt }).delete();
  }

  async #takeOver(row: Row, attempt: string, now: number): Promise<boolean> {
    const { caller, key, attempt: before, status, begun_at: begunAt } = row;
    if (status !== null || Number(begunAt) > now - ABANDONED_MS) {
      return false;
    }
    const taken = await this.#rows()
      .where({ caller, key, attempt: before })
      .update({ attempt, begun_at: now });
    return taken === 1;
  }

  #rows() {
    return this.db<Row>('kept_answers');
  }
}
