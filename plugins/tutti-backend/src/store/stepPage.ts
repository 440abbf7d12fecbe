import { Knex } from 'knex';
import { withWords } from './words';

/** Which steps; what is left out does not narrow. */
export interface StepFilter {
  address?: string;
  /** Words, all of them in the address. */
  search?: string;
  kind?: string[];
  action?: string[];
  status?: string[];
}

/** Where a row is, and how much it is. */
export interface Placed {
  position: number;
  size: number;
}

/**
 * The rows from a position on, in their order: at most `limit` of them, and fewer where they are large;
 * one at least. `next` is the position to go on at, where more follow.
 */
export async function readStepPage<Row extends Placed>(
  rows: Knex.QueryBuilder,
  { cursor, limit, ...filter }: StepFilter & { cursor?: number; limit: number },
  largest = Infinity,
): Promise<{ rows: Row[]; next?: number }> {
  narrow(rows, filter);
  const found: Row[] = await rows
    .where('position', '>=', cursor ?? 0)
    .orderBy('position')
    .limit(limit + 1);
  let size = 0;
  const page = found.slice(0, limit).filter((row, index) => {
    size += row.size;
    return index === 0 || size <= largest;
  });
  const last = page.at(-1);
  return {
    rows: page,
    ...(last && found.length > page.length && { next: last.position + 1 }),
  };
}

function narrow(
  rows: Knex.QueryBuilder,
  { address, search = '', kind, action, status }: StepFilter,
): void {
  if (address !== undefined) {
    rows.where({ address });
  }
  withWords(rows, 'address', search);
  if (kind) rows.whereIn('kind', kind);
  if (action) rows.whereIn('action', action);
  if (status) rows.whereIn('status', status);
}
