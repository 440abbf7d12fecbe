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
    // Counted only later: the place of a first one says nothing of it.
    counted: 'generation',
  },
  { table: 'environment_secrets', column: 'value_sealed', key: ['id'] },
  // Tables of the module for Terraform, where it is installed.
  {
    table: 'terraform_states',
    column: 'state_sealed',
    key: ['resource_id', 'number'],
    ofModule: true,
  },
  {
    table: 'terraform_plans',
    column: 'plan_sealed',
    key: ['resource_id'],
    ofModule: true,
  },
  {
    table: 'terraform_jobs',
    column: 'results_sealed',
    key: ['operation_id'],
    ofModule: true,
  },
  {
    table: 'terraform_oidc_keys',
    column: 'private_sealed',
    key: ['kid'],
    ofModule: true,
  },
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

/** So many rows are read at once. */
const BATCH = 200;

/** What a column had, and what became of it. */
export interface Resealed {
  column: string;
  /** Sealed anew. */
  count: number;
}

/**
 * Seals everything anew that an older key sealed, so that the older key can go. It may be ended at any
 * point and begun again: each value is a change of its own. Values that change meanwhile are left
 * alone: they were sealed by the current key.
 *
 * @param tell is told of each column in which there was something, when it is done with it
 * @returns how many.
 * @throws Error naming the key or the place, where something does not open
 */
export async function reseal(
  db: Database,
  sealer: Sealer,
  tell: (resealed: Resealed) => void = () => {},
): Promise<number> {
  let total = 0;
  for (const sealedColumn of await present(db)) {
    const { table, column, key } = sealedColumn;
    const counted = 'counted' in sealedColumn ? [sealedColumn.counted] : [];
    let count = 0;
    let rows = await outdated(db, sealer, { table, column }).limit(BATCH);
    while (rows.length > 0) {
      for (const row of rows) {
        const sealed = row[column];
        const ids = key.map(name => row[name]);
        const later = counted.map(name => row[name]).filter(isNotFirst);
        const place = [table, ...ids, ...later, column].join('/');
        count += await db(table)
          .where(Object.fromEntries(key.map(name => [name, row[name]])))
          .andWhere(column, sealed)
          .update({ [column]: sealer.seal(sealer.open(sealed, place), place) });
      }
      rows = await outdated(db, sealer, { table, column }).limit(BATCH);
    }
    if (count > 0) {
      tell({ column: `${table}.${column}`, count });
    }
    total += count;
  }
  return total;
}

/** How many values another key than the current one sealed, by column; none where there are none. */
export async function countOutdated(
  db: Database,
  sealer: Sealer,
): Promise<Resealed[]> {
  const counts: Resealed[] = [];
  for (const { table, column } of await present(db)) {
    const [row] = await outdated(db, sealer, { table, column })
      .clearSelect()
      .count({ count: '*' });
    const count = Number(row.count);
    if (count > 0) counts.push({ column: `${table}.${column}`, count });
  }
  return counts;
}

async function present(db: Database): Promise<Sealed[]> {
  const found: Sealed[] = [];
  for (const sealed of SEALED) {
    if (!('ofModule' in sealed) || (await db.schema.hasTable(sealed.table))) {
      found.push(sealed);
    }
  }
  return found;
}

function isNotFirst(count: string | number): boolean {
  return Number(count) > 1;
}

function outdated(
  db: Database,
  sealer: Sealer,
  { table, column }: Pick<Sealed, 'table' | 'column'>,
) {
  const { currentPrefix } = sealer;
  return db<Record<string, string>>(table)
    .whereNotNull(column)
    .whereRaw('substr(??, 1, ?) <> ?', [
      column,
      currentPrefix.length,
      currentPrefix,
    ])
    .select('*');
}
