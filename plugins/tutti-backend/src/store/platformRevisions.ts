import { Problem } from '@tutti/engine';
import { clock, Database, Milliseconds, optional, parse } from './database';

/** Files of one revision, as they were read. */
export type PlatformFiles = { file: string; text: string }[];

/** Which revision serves, and how the last reading went. */
export interface PlatformPointer {
  active?: string;
  acceptedAt?: number;
  problems: Problem[];
  readAt?: number;
}

interface PointerRow {
  id: number;
  active: string | null;
  accepted_at: Milliseconds | null;
  problems: string;
  read_at: Milliseconds | null;
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
      problems: parse<Problem[]>(row.problems),
      ...(row.read_at !== null && { readAt: Number(row.read_at) }),
    };
  }

  /** How a reading went; what serves stays what it was. */
  async reportReading(problems: Problem[]): Promise<void> {
    await this.#pointer().update({
      problems: JSON.stringify(problems),
      read_at: clock(this.db),
    });
  }

  /**
   * Takes `revision` into use if `expected` still serves.
   *
   * @returns false when another replica or person was quicker.
   */
  async activate(
    revision: string,
    expected: string | undefined,
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
      });
    return moved > 0;
  }

  #pointer() {
    return this.db<PointerRow>('platform_pointer').where({ id: 1 });
  }
}
