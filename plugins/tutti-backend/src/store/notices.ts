import { createHash } from 'node:crypto';
import type { Told } from '../notifications/told';
import { clock, Database, Milliseconds, parse } from './database';

/** Something that people are to be told. */
export interface NoticeRecord {
  /** In the order in which it was told. */
  id: number;
  told: Told;
}

interface Row {
  id: Milliseconds;
  group: string;
  told: string;
  due_at: Milliseconds;
  claimed_by: string | null;
  claimed_until: Milliseconds | null;
}

interface GroupRow {
  group: string;
  open_until: Milliseconds;
}

/** Told together: the rest has the next turn. */
const MOST_AT_ONCE = 200;

/** What people are to be told, and which of it is gathered. Only the database's clock counts. */
export class NoticesTable {
  constructor(private readonly db: Database) {}

  /**
   * The first of its group is due now; what comes in the `gatherForMs` after it is due when they are over.
   *
   * @param notice.group - Of one kind, for the same people.
   */
  async add(notice: {
    group: string;
    told: Told;
    gatherForMs: number;
  }): Promise<void> {
    const group = keyOf(notice.group);
    const dueAt =
      notice.gatherForMs > 0
        ? await this.#gathered(group, notice.gatherForMs)
        : undefined;
    await this.#rows().insert({
      group,
      told: JSON.stringify(notice.told),
      due_at: dueAt ?? clock(this.db),
    });
  }

  /** Until when its group is gathered; undefined for whoever is the first. */
  async #gathered(group: string, forMs: number): Promise<number | undefined> {
    const opened = await this.#groups()
      .insert({ group, open_until: this.#later(forMs) })
      .onConflict('group')
      .merge({ open_until: this.#later(forMs) })
      .where('notice_groups.open_until', '<=', clock(this.db))
      .returning('group');
    if (opened.length > 0) {
      return undefined;
    }
    const open = await this.#groups().where({ group }).first();
    return open && Number(open.open_until);
  }

  /** What is due of one group, oldest first, for one replica alone. Empty: nothing is due. */
  async claim(claim: string, leaseMs: number): Promise<NoticeRecord[]> {
    for (;;) {
      const first = await this.#due().orderBy('id').first();
      if (!first) {
        return [];
      }
      const ids = await this.#due()
        .where({ group: first.group })
        .orderBy('id')
        .limit(MOST_AT_ONCE)
        .pluck('id');
      // Another replica may have been quicker.
      const claimed = await this.#due()
        .whereIn('id', ids)
        .update({ claimed_by: claim, claimed_until: this.#later(leaseMs) });
      if (claimed > 0) {
        const rows = await this.#rows()
          .where({ claimed_by: claim })
          .orderBy('id');
        return rows.map(row => ({ id: Number(row.id), told: parse(row.told) }));
      }
    }
  }

  /** @param until - Milliseconds since 1970. */
  async postpone(
    notices: Pick<NoticeRecord, 'id'>[],
    until: number,
  ): Promise<void> {
    await this.#rows().whereIn('id', idsOf(notices)).update({
      due_at: until,
      claimed_by: null,
      claimed_until: null,
    });
  }

  /** They were told, together: what follows in so many milliseconds is gathered. */
  async done(
    notices: Pick<NoticeRecord, 'id'>[],
    gatherForMs: number,
  ): Promise<void> {
    const ids = idsOf(notices);
    if (gatherForMs > 0) {
      await this.#groups()
        .whereIn('group', this.#rows().whereIn('id', ids).select('group'))
        .update({ open_until: this.#later(gatherForMs) });
    }
    await this.#rows().whereIn('id', ids).delete();
  }

  /** Of groups of which nothing was told since `time`. */
  async forget(time: number): Promise<void> {
    await this.#groups().where('open_until', '<', time).delete();
  }

  #due() {
    const now = clock(this.db);
    return this.#rows()
      .where('due_at', '<=', now)
      .andWhere(free =>
        free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
      );
  }

  #later(milliseconds: number) {
    return this.db.raw('? + ?', [clock(this.db), milliseconds]);
  }

  #rows() {
    return this.db<Row>('notices');
  }

  #groups() {
    return this.db<GroupRow>('notice_groups');
  }
}

function idsOf(notices: Pick<NoticeRecord, 'id'>[]): number[] {
  return notices.map(({ id }) => id);
}

/** It names people, as many as there are. */
function keyOf(group: string): string {
  return createHash('sha256').update(group).digest('hex');
}
