import { Problem } from '@tutti/engine';
import { clock, Database, Milliseconds, optional, parse } from './database';

/** Files of one revision, as they were read. */
export type PlatformFiles = { file: string; text: string }[];

/** How the last reading of one source went; times are milliseconds. */
export interface SourceReading {
  name: string;
  /** Of the last reading that went well. */
  readAt?: number;
  /** Why the last one did not. */
  problem?: string;
}

/** Which revision serves, and how the last reading went. */
export interface PlatformPointer {
  active?: string;
  acceptedAt?: number;
  /** Who took it into use; absent where it was taken by itself. */
  acceptedBy?: string;
  /** Valid and read last, but not in use until somebody takes it. */
  waiting?: string;
  waitingSince?: number;
  problems: Problem[];
  readAt?: number;
  sources: SourceReading[];
}

/** One time at which a revision was taken into use. */
export interface RevisionUse {
  revision: string;
  /** What served before. */
  previous?: string;
  at: number;
  /** Absent where it was taken by itself. */
  by?: string;
}

interface PointerRow {
  id: number;
  active: string | null;
  accepted_at: Milliseconds | null;
  accepted_by: string | null;
  waiting: string | null;
  waiting_since: Milliseconds | null;
  problems: string;
  read_at: Milliseconds | null;
  sources: string;
}

interface UseRow {
  id: number;
  revision: string;
  previous: string | null;
  at: Milliseconds;
  by: string | null;
}

interface RevisionRow {
  revision: string;
  files: string;
  created_at: Milliseconds;
  before_allow_lists: boolean | number;
}

export class PlatformRevisionsTable {
  constructor(private readonly db: Database) {}

  /** Stores the content of a revision once. */
  async keep(revision: string, files: PlatformFiles): Promise<void> {
    await this.db<RevisionRow>('platform_revisions')
      .insert({
        revision,
        files: JSON.stringify(files),
        created_at: clock(this.db),
      })
      .onConflict('revision')
      .ignore();
  }

  async files(revision: string): Promise<PlatformFiles | undefined> {
    return optional(
      await this.db<RevisionRow>('platform_revisions')
        .where({ revision })
        .first(),
      row => parse<PlatformFiles>(row.files),
    );
  }

  /** It was kept by a version whose profiles had no allow lists. */
  async isBeforeAllowLists(revision: string): Promise<boolean> {
    const row = await this.db<RevisionRow>('platform_revisions')
      .where({ revision })
      .first('before_allow_lists');
    return Boolean(row?.before_allow_lists);
  }

  async pointer(): Promise<PlatformPointer> {
    const row = await this.#pointer().first();
    if (!row) {
      throw new Error('The platform pointer is gone from the database');
    }
    return {
      ...(row.active !== null && { active: row.active }),
      ...(row.accepted_at !== null && { acceptedAt: Number(row.accepted_at) }),
      ...(row.accepted_by !== null && { acceptedBy: row.accepted_by }),
      ...(row.waiting !== null && { waiting: row.waiting }),
      ...(row.waiting_since !== null && {
        waitingSince: Number(row.waiting_since),
      }),
      sources: parse<SourceReading[]>(row.sources),
      problems: parse<Problem[]>(row.problems),
      ...(row.read_at !== null && { readAt: Number(row.read_at) }),
    };
  }

  /** How a reading went; what serves stays what it was. */
  async reportReading(
    problems: Problem[],
    sources: SourceReading[],
  ): Promise<void> {
    await this.#pointer().update({
      problems: JSON.stringify(problems),
      read_at: clock(this.db),
      sources: JSON.stringify(sources),
    });
  }

  /**
   * Takes `revision` into use if `expected` still serves; call it in a transaction. What waited does so
   * no more if it is this one; any other the next reading finds again.
   *
   * @returns false when another replica or person was quicker.
   */
  async activate(
    revision: string,
    expected: string | undefined,
    by?: string,
  ): Promise<boolean> {
    const moved = await this.#pointer()
      .where(pointer =>
        expected === undefined
          ? pointer.whereNull('active')
          : pointer.where({ active: expected }),
      )
      .update({
        active: revision,
        accepted_at: clock(this.db),
        accepted_by: by ?? null,
        waiting: null,
        waiting_since: null,
      });
    if (moved === 0) {
      return false;
    }
    await this.#uses().insert({
      revision,
      previous: expected ?? null,
      at: clock(this.db),
      by: by ?? null,
    });
    return true;
  }

  /** This one is the newest good one, and not in use; undefined: the newest serves. */
  async wait(revision: string | undefined): Promise<void> {
    await this.#pointer()
      .where(pointer =>
        revision === undefined
          ? pointer.whereNotNull('waiting')
          : pointer.whereNull('waiting').orWhereNot({ waiting: revision }),
      )
      .update({
        waiting: revision ?? null,
        waiting_since: revision === undefined ? null : clock(this.db),
      });
  }

  /** Newest first; `before` is the `id` of an earlier page's last. */
  async uses(query: {
    limit: number;
    before?: number;
  }): Promise<(RevisionUse & { id: number })[]> {
    const { before } = query;
    const rows = await (before === undefined
      ? this.#uses()
      : this.#uses().where('id', '<', before)
    )
      .orderBy('id', 'desc')
      .limit(query.limit);
    return rows.map(row => ({ id: row.id, ...useOf(row) }));
  }

  /** The last time that this one was taken into use. */
  async lastUse(revision: string): Promise<RevisionUse | undefined> {
    return optional(
      await this.#uses().where({ revision }).orderBy('id', 'desc').first(),
      useOf,
    );
  }

  #uses() {
    return this.db<UseRow>('platform_uses');
  }

  #pointer() {
    return this.db<PointerRow>('platform_pointer').where({ id: 1 });
  }
}

function useOf(row: UseRow): RevisionUse {
  return {
    revision: row.revision,
    ...(row.previous !== null && { previous: row.previous }),
    at: Number(row.at),
    ...(row.by !== null && { by: row.by }),
  };
}
