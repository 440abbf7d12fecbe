import type { JsonValue } from '@tutti/engine';
import type { AuditActor, AuditOutcome } from '@tutti/plugin-tutti-common';
import {
  clock,
  Database,
  letOthersIn,
  Milliseconds,
  optional,
  parse,
} from './database';

/** What it happened to; names too, because it may be gone when somebody reads of it, or never was there. */
export interface AuditSubject {
  application?: { id?: string; name: string };
  environment?: { id?: string; name: string };
  /** Whatever else names it: an id, a workload, the name of a value. */
  object?: string;
}

/** What is kept of one deed. */
export interface AuditNote extends AuditSubject {
  actor: AuditActor;
  verb: string;
  /** The route, or the deed of a run: `PUT /applications/{application}/owner`, `deployment.succeeded`. */
  action: string;
  outcome: AuditOutcome;
  reason?: string;
  /** Of secrets no content. */
  before?: JsonValue;
  after?: JsonValue;
  requestId?: string;
}

export type AuditRecord = AuditNote & {
  id: number;
  /** Milliseconds since 1970, by the database's clock. */
  at: number;
};

/** Which of them; times are milliseconds since 1970. */
export interface AuditFilter {
  /** Names. */
  application?: string;
  environment?: string;
  actor?: string;
  verb?: string;
  outcome?: AuditOutcome;
  from?: number;
  /** Until then, itself left out. */
  to?: number;
  /** Only what concerns these applications, and no environment of these. */
  within?: { applicationIds: string[]; withoutEnvironmentIds: string[] };
}

interface Row {
  id: Milliseconds;
  at: Milliseconds;
  actor_kind: AuditActor['kind'];
  actor: string;
  verb: string;
  action: string;
  application_id: string | null;
  application: string | null;
  environment_id: string | null;
  environment: string | null;
  object: string | null;
  outcome: AuditOutcome;
  reason: string | null;
  before: string | null;
  after: string | null;
  request_id: string | null;
}

const LONGEST_NAME = 255;
const LONGEST_OBJECT = 1_024;
const LONGEST_REASON = 2_000;
/** Deleted in one statement: others are let in between. */
const AT_ONCE = 500;

/** Only added to; one that is open is closed once, and what is old is forgotten. */
export class AuditTable {
  constructor(private readonly db: Database) {}

  /** @returns its id */
  async add(note: AuditNote): Promise<number> {
    const [row] = await this.db<Row>('audit')
      .insert({ ...columns(note), at: clock(this.db) })
      .returning('id');
    return Number(row.id);
  }

  /** What came of one that was open. */
  async close(id: number, note: AuditNote): Promise<void> {
    await this.db<Row>('audit')
      .where({ id, outcome: 'open' })
      .update(columns(note));
  }

  /** Newest first, those older than `before`. */
  async page(
    filter: AuditFilter,
    { before, limit }: { before?: number; limit: number },
  ): Promise<AuditRecord[]> {
    const rows = await this.#filtered(filter)
      .modify(query => {
        if (before !== undefined) query.where('id', '<', before);
      })
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(record);
  }

  /** Oldest first, those after `after` and up to `last`. */
  async after(
    filter: AuditFilter,
    { after, last, limit }: { after: number; last: number; limit: number },
  ): Promise<AuditRecord[]> {
    const rows = await this.#filtered(filter)
      .where('id', '>', after)
      .where('id', '<=', last)
      .orderBy('id')
      .limit(limit);
    return rows.map(record);
  }

  /** The id of the newest; 0 where there is none. */
  async newest(): Promise<number> {
    const row = await this.db<Row>('audit').max({ id: 'id' }).first();
    return Number(row?.id ?? 0);
  }

  /** What is older than `time`. @returns how many */
  async forget(time: number): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const ids = await this.db<Row>('audit')
        .where('at', '<', time)
        .orderBy('id')
        .limit(AT_ONCE)
        .pluck('id');
      const more = await this.db<Row>('audit').whereIn('id', ids).delete();
      forgotten += more;
      if (more < AT_ONCE) return forgotten;
      await letOthersIn();
    }
  }

  #filtered(filter: AuditFilter) {
    const { application, environment, actor, verb, outcome } = filter;
    const { from, to, within } = filter;
    return this.db<Row>('audit')
      .where({
        ...(application !== undefined && { application }),
        ...(environment !== undefined && { environment }),
        ...(actor !== undefined && { actor }),
        ...(verb !== undefined && { verb }),
        ...(outcome !== undefined && { outcome }),
      })
      .modify(query => {
        if (from !== undefined) query.where('at', '>=', from);
        if (to !== undefined) query.where('at', '<', to);
        if (within) {
          query.whereIn('application_id', within.applicationIds);
          query.andWhere(seen =>
            seen
              .whereNull('environment_id')
              .orWhereNotIn('environment_id', within.withoutEnvironmentIds),
          );
        }
      });
  }
}

function columns(note: AuditNote): Omit<Row, 'id' | 'at'> {
  const { actor, application, environment } = note;
  return {
    actor_kind: actor.kind,
    actor: cut(actor.name, LONGEST_NAME),
    verb: note.verb,
    action: note.action,
    application_id: application?.id ?? null,
    application: application ? cut(application.name, LONGEST_NAME) : null,
    environment_id: environment?.id ?? null,
    environment: environment ? cut(environment.name, LONGEST_NAME) : null,
    object: optional(note.object, text => cut(text, LONGEST_OBJECT)) ?? null,
    outcome: note.outcome,
    reason: optional(note.reason, text => cut(text, LONGEST_REASON)) ?? null,
    before: optional(note.before, JSON.stringify) ?? null,
    after: optional(note.after, JSON.stringify) ?? null,
    request_id: note.requestId ?? null,
  };
}

/**
 * What somebody sent is kept too where it was refused: without what no database keeps.
 *
 * @param most - Bytes: a PostgreSQL database without an encoding counts those.
 */
function cut(text: string, most: number): string {
  // Halves of characters become whole ones.
  const kept = Buffer.from(text.slice(0, most))
    .toString('utf8')
    .replaceAll('\0', '\ufffd');
  const bytes = Buffer.from(kept);
  if (text.length <= most && bytes.length <= most) {
    return kept;
  }
  const room = most - Buffer.byteLength('…');
  // The last character may be cut in two.
  return `${bytes.toString('utf8', 0, room).replace(/\ufffd$/, '')}…`;
}

function record(row: Row): AuditRecord {
  return {
    id: Number(row.id),
    at: Number(row.at),
    actor: { kind: row.actor_kind, name: row.actor },
    verb: row.verb,
    action: row.action,
    ...(row.application !== null && {
      application: {
        ...(row.application_id !== null && { id: row.application_id }),
        name: row.application,
      },
    }),
    ...(row.environment !== null && {
      environment: {
        ...(row.environment_id !== null && { id: row.environment_id }),
        name: row.environment,
      },
    }),
    ...(row.object !== null && { object: row.object }),
    outcome: row.outcome,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.before !== null && { before: parse<JsonValue>(row.before) }),
    ...(row.after !== null && { after: parse<JsonValue>(row.after) }),
    ...(row.request_id !== null && { requestId: row.request_id }),
  };
}
