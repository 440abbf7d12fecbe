import { FenceLost } from '@tutti/engine';
import {
  clock,
  Database,
  idleLimit,
  inBareTransaction,
  isPostgres,
  optional,
} from './database';

/**
 * Runs writes of one run in a transaction that holds the environment's row: no newer run can
 * raise the fence between the check and the commit.
 *
 * @param write - With the database's clock where it came with the check.
 *
 * @throws FenceLost when a newer run has taken over; then nothing was written.
 */
export async function fenced<T>(
  db: Database,
  environmentId: string,
  fence: number,
  write: (tx: Database, at?: number) => Promise<T>,
): Promise<T> {
  return inBareTransaction(db, async tx => {
    const row = { id: environmentId, fence };
    // SQLite has no row locks: an update that changes nothing takes the write lock first.
    const [held] = isPostgres(tx)
      ? await tx('environments')
          .where(row)
          .forShare()
          .select({ at: clock(tx) }, idleLimit(tx))
      : await tx('environments').where(row).update({ fence }, 'id');
    if (!held) {
      throw new FenceLost(
        `A newer run has taken over environment ${environmentId}`,
      );
    }
    return write(tx, optional(held.at, Number));
  });
}
