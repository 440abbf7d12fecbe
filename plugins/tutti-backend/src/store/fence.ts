import { FenceLost } from '@tutti/engine';
import { Database, idleLimit, inBareTransaction, isPostgres } from './database';

/**
 * Runs writes of one run in a transaction that holds the environment's row: no newer run can
 * raise the fence between the check and the commit.
 *
 * @throws FenceLost when a newer run has taken over; then nothing was written.
 */
export async function fenced<T>(
  db: Database,
  environmentId: string,
  fence: number,
  write: (tx: Database) => Promise<T>,
): Promise<T> {
  return inBareTransaction(db, async tx => {
    const row = { id: environmentId, fence };
    // SQLite has no row locks: an update that changes nothing takes the write lock first.
    const held = isPostgres(tx)
      ? (
          await tx('environments')
            .where(row)
            .forShare()
            .select('id', idleLimit(tx))
        ).length
      : await tx('environments').where(row).update({ fence });
    if (held === 0) {
      throw new FenceLost(
        `A newer run has taken over environment ${environmentId}`,
      );
    }
    return write(tx);
  });
}
