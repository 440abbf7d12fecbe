import { Sealer } from '../sealing';
import { Database } from './database';

/** Every sealed column, with what identifies its row in the sealed value's place. */
const SEALED = [
  { table: 'keys', column: 'key_sealed', key: ['name'] },
  { table: 'resources', column: 'inputs_sealed', key: ['resource_id'] },
  { table: 'resources', column: 'outputs_sealed', key: ['resource_id'] },
  { table: 'resources', column: 'state_sealed', key: ['resource_id'] },
  {
    table: 'generated_values',
    column: 'value_sealed',
    key: ['resource_id', 'name', 'kind'],
  },
  { table: 'environment_secrets', column: 'value_sealed', key: ['id'] },
] as const;

type Sealed = (typeof SEALED)[number];

/** Where a value is sealed for: a copy to anywhere else does not open. */
export function sealedPlace<T extends Sealed['table']>(
  table: T,
  column: Extract<Sealed, { table: T }>['column'],
  ...key: string[]
): string {
  return [table, ...key, column].join('/');
}

/**
 * Seals everything anew that an older key sealed, so that the older key can go. Values that
 * change meanwhile are left alone: they were sealed by the current key.
 *
 * @returns how many.
 */
export async function reseal(db: Database, sealer: Sealer): Promise<number> {
  let count = 0;
  for (const { table, column, key } of SEALED) {
    const rows: Record<string, string>[] = await db(table)
      .whereNotNull(column)
      .select(...key, column);
    for (const row of rows) {
      const sealed = row[column];
      if (sealer.isOutdated(sealed)) {
        const ids = key.map(name => row[name]);
        const place = [table, ...ids, column].join('/');
        count += await db(table)
          .where(Object.fromEntries(key.map(name => [name, row[name]])))
          .andWhere(column, sealed)
          .update({ [column]: sealer.seal(sealer.open(sealed, place), place) });
      }
    }
  }
  return count;
}
