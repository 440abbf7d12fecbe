import { InputError } from '@backstage/errors';
import { AuditEntry } from '@tutti/plugin-tutti-common';
import { AuditRecord, Store } from '../../store';
import { isoTime } from '../views';
import { AuditAsked, AuditService } from './types';

/** Of an export, held at once. */
const EXPORTED_AT_ONCE = 500;

export class DefaultAuditService implements AuditService {
  constructor(private readonly store: Store) {}

  async list({
    limit,
    cursor,
    ...filter
  }: AuditAsked & { limit: number; cursor?: string }) {
    const found = await this.store.audit.page(filter, {
      ...(cursor !== undefined && { before: readCursor(cursor) }),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(entryOf),
      ...(found.length > page.length && last && { next: String(last.id) }),
    };
  }

  async export(filter: AuditAsked) {
    return this.#everything(filter, await this.store.audit.newest());
  }

  async *#everything(
    filter: AuditAsked,
    last: number,
  ): AsyncIterable<AuditEntry> {
    let after = 0;
    for (;;) {
      const records = await this.store.audit.after(filter, {
        after,
        last,
        limit: EXPORTED_AT_ONCE,
      });
      yield* records.map(entryOf);
      if (records.length < EXPORTED_AT_ONCE) return;
      after = records[records.length - 1].id;
    }
  }
}

/** @throws InputError when it is none of ours. */
function readCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new InputError('cursor: give the `next` of an earlier page');
  }
  return Number(cursor);
}

function entryOf({
  at,
  application,
  environment,
  ...rest
}: AuditRecord): AuditEntry {
  return {
    ...rest,
    at: isoTime(at),
    ...(application && { application: application.name }),
    ...(environment && { environment: environment.name }),
  };
}
