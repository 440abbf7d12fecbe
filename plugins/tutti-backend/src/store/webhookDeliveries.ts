import { randomUUID } from 'node:crypto';
import type { WebhookDelivery } from '@tutti/plugin-tutti-common';
import {
  clock,
  Database,
  letOthersIn,
  Milliseconds,
  optional,
} from './database';

/** What is to be sent to one webhook. */
export interface NewDelivery {
  webhook: string;
  eventId: number;
  type: string;
  deploymentId: string;
  /** JSON, as it is sent. */
  body: string;
}

/** Times are milliseconds since 1970, by the database's clock. */
export interface DeliveryRecord extends NewDelivery {
  id: string;
  status: WebhookDelivery['status'];
  attempts: number;
  createdAt: number;
  since: number;
  dueAt: number;
  triedAt?: number;
  answer?: number;
  problem?: string;
}

/** What came of one try. */
export type Tried =
  | { kind: 'delivered'; answer: number }
  /** The next try comes so much later; absent: there is none any more. */
  | { kind: 'failed'; answer?: number; problem: string; againInMs?: number };

interface Row {
  id: string;
  webhook: string;
  event_id: Milliseconds;
  type: string;
  deployment_id: string;
  body: string;
  status: WebhookDelivery['status'];
  attempts: number;
  created_at: Milliseconds;
  since: Milliseconds;
  due_at: Milliseconds;
  claimed_until: Milliseconds | null;
  tried_at: Milliseconds | null;
  answer: number | null;
  problem: string | null;
}

/** Deleted in one statement: others are let in between. */
const AT_ONCE = 500;

export class WebhookDeliveriesTable {
  constructor(private readonly db: Database) {}

  async add(deliveries: NewDelivery[], at: number): Promise<void> {
    for (const { webhook, eventId, type, deploymentId, body } of deliveries) {
      await this.#rows()
        .insert({
          id: randomUUID(),
          webhook,
          event_id: eventId,
          type,
          deployment_id: deploymentId,
          body,
          status: 'pending',
          created_at: at,
          since: at,
          due_at: at,
        })
        .onConflict(['webhook', 'event_id'])
        .ignore();
    }
  }

  /**
   * What may be sent now, in the order of the events: of one deployment the first that is not delivered, so
   * that nobody hears of its end before its beginning.
   */
  async due(webhook: string, limit: number): Promise<DeliveryRecord[]> {
    const { db } = this;
    const rows = await db<Row>('webhook_deliveries as next')
      .where('next.webhook', webhook)
      .where('next.status', 'pending')
      .where('next.due_at', '<=', clock(db))
      .andWhere(free(db, 'next.claimed_until'))
      .whereNotExists(
        db('webhook_deliveries as earlier')
          .where('earlier.webhook', webhook)
          .where('earlier.status', 'pending')
          .where('earlier.deployment_id', db.ref('next.deployment_id'))
          .where('earlier.event_id', '<', db.ref('next.event_id'))
          .select('earlier.id'),
      )
      .orderBy('next.event_id')
      .limit(limit)
      .select<Row[]>('next.*');
    return rows.map(record);
  }

  /** @returns false when another replica has it, or it was sent meanwhile */
  async claim(
    { id, attempts }: Pick<DeliveryRecord, 'id' | 'attempts'>,
    leaseMs: number,
  ): Promise<boolean> {
    const claimed = await this.#rows()
      .where({ id, attempts, status: 'pending' })
      .andWhere(free(this.db, 'claimed_until'))
      .update({
        claimed_until: this.db.raw('? + ?', [clock(this.db), leaseMs]),
      });
    return claimed > 0;
  }

  /** It was not tried after all. */
  async release({ id }: Pick<DeliveryRecord, 'id'>): Promise<void> {
    await this.#rows().where({ id }).update({ claimed_until: null });
  }

  async settle(
    { id, attempts }: Pick<DeliveryRecord, 'id' | 'attempts'>,
    tried: Tried,
  ): Promise<void> {
    const now = clock(this.db);
    await this.#rows()
      .where({ id, attempts, status: 'pending' })
      .update({
        attempts: attempts + 1,
        claimed_until: null,
        tried_at: now,
        answer: tried.answer ?? null,
        problem: tried.kind === 'failed' ? tried.problem : null,
        ...this.#next(tried),
      });
  }

  #next(tried: Tried) {
    if (tried.kind === 'delivered') {
      return { status: 'delivered' as const };
    }
    return tried.againInMs === undefined
      ? { status: 'dead' as const }
      : {
          due_at: this.db.raw('? + ?', [clock(this.db), tried.againInMs]),
        };
  }

  /** Once more from the beginning. @returns false when it waits to be sent already */
  async sendAgain(id: string): Promise<boolean> {
    const now = clock(this.db);
    const changed = await this.#rows()
      .where({ id })
      .whereNot({ status: 'pending' })
      .update({ status: 'pending', since: now, due_at: now });
    return changed > 0;
  }

  /**
   * What was given up once more from the beginning, and what waits for its next try now; what is under
   * way stays as it is. @returns how many
   */
  async sendAllAgain(webhook: string): Promise<number> {
    const now = clock(this.db);
    const given = await this.#rows()
      .where({ webhook, status: 'dead' })
      .update({ status: 'pending', since: now, due_at: now });
    const waiting = await this.#rows()
      .where({ webhook, status: 'pending' })
      .andWhere('due_at', '>', now)
      .update({ due_at: now });
    return given + waiting;
  }

  async find(webhook: string, id: string): Promise<DeliveryRecord | undefined> {
    return optional(await this.#rows().where({ webhook, id }).first(), record);
  }

  /** Newest first, those of events before `before`. */
  async page(query: {
    webhook: string;
    status?: WebhookDelivery['status'];
    before?: number;
    limit: number;
  }): Promise<DeliveryRecord[]> {
    const { webhook, status, before, limit } = query;
    const rows = await this.#rows()
      .where({ webhook, ...(status && { status }) })
      .modify(rest => {
        if (before !== undefined) rest.where('event_id', '<', before);
      })
      .orderBy('event_id', 'desc')
      .limit(limit);
    return rows.map(record);
  }

  /** By webhook and status. */
  async counts(): Promise<
    { webhook: string; status: WebhookDelivery['status']; count: number }[]
  > {
    const rows = await this.#rows()
      .whereNot({ status: 'delivered' })
      .groupBy('webhook', 'status')
      .select('webhook', 'status')
      .count<{ webhook: string; status: Row['status']; count: number }[]>({
        count: '*',
      });
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }

  /** The last one that was tried. */
  async lastTried(webhook: string): Promise<DeliveryRecord | undefined> {
    const row = await this.#rows()
      .where({ webhook })
      .whereNotNull('tried_at')
      .orderBy('tried_at', 'desc')
      .first();
    return optional(row, record);
  }

  /** Those that were made before `time`. @returns how many */
  async forget(time: number): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const ids = await this.#rows()
        .where('created_at', '<', time)
        .limit(AT_ONCE)
        .pluck('id');
      const more = await this.#rows().whereIn('id', ids).delete();
      forgotten += more;
      if (more < AT_ONCE) return forgotten;
      await letOthersIn();
    }
  }

  #rows() {
    return this.db<Row>('webhook_deliveries');
  }
}

function free(db: Database, column: string) {
  return db.raw('(?? is null or ?? < ?)', [column, column, clock(db)]);
}

function record(row: Row): DeliveryRecord {
  return {
    id: row.id,
    webhook: row.webhook,
    eventId: Number(row.event_id),
    type: row.type,
    deploymentId: row.deployment_id,
    body: row.body,
    status: row.status,
    attempts: row.attempts,
    createdAt: Number(row.created_at),
    since: Number(row.since),
    dueAt: Number(row.due_at),
    ...(row.tried_at !== null && { triedAt: Number(row.tried_at) }),
    ...(row.answer !== null && { answer: row.answer }),
    ...(row.problem !== null && { problem: row.problem }),
  };
}
