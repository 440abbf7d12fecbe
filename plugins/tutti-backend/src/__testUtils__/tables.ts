import { Knex } from 'knex';

export type Row = Record<string, unknown>;

/** A table of a database, so that two of them can be compared. */
export interface Table {
  /** Columns, indexes and references, one a line, in no order of the database's. */
  shape: string[];
  /** In no order of the database's. */
  rows: Row[];
}

/** By name; those of the migrations themselves and of the database are left out. */
export async function readTables(knex: Knex): Promise<Record<string, Table>> {
  const names = await namesOf(knex);
  const shapes = await (isSqlite(knex) ? shapesInSqlite : shapesInPostgres)(
    knex,
  );
  const rows = await Promise.all(names.map(name => knex<Row>(name)));
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        shape: shapes.flatMap(({ table, ...line }) =>
          table === name ? [JSON.stringify(line)] : [],
        ),
        rows: inOrder(rows[index]),
      },
    ]),
  );
}

/** Each table has a row afterwards, and each column that may be empty something in one of them. */
export async function fillTables(knex: Knex): Promise<void> {
  const left = new Set(await namesOf(knex));
  const references = await referencesOf(knex);
  while (left.size > 0) {
    const next = [...left].find(name =>
      references.every(
        ({ table, of }) => table !== name || of === name || !left.has(of),
      ),
    );
    if (next === undefined) {
      throw new Error(`These refer to each other: ${[...left].join(', ')}`);
    }
    left.delete(next);
    await fillTable(
      knex,
      next,
      references.filter(({ table }) => table === next),
    );
  }
}

/** A column that refers to another table. */
interface Reference {
  table: string;
  column: string;
  of: string;
  ofColumn: string;
}

async function fillTable(
  knex: Knex,
  name: string,
  references: Reference[],
): Promise<void> {
  const columns: Record<string, Knex.ColumnInfo> = await knex(
    name,
  ).columnInfo();
  const names = Object.keys(columns);
  // The same one each time, whatever the database tells first.
  const [first]: Row[] = await knex(name).orderBy(names).limit(1);
  const [filled] = await knex(name).count(
    Object.fromEntries(names.map(column => [column, column])),
  );
  const row: Row = {};
  for (const column of names) {
    const { type, defaultValue } = columns[column];
    const isEmpty = Number(filled[column]) === 0;
    // The database counts those by itself, or has a value of its own for them.
    const isCounted = column === 'id' && /^int/.test(type);
    if (!isEmpty || isCounted || (!first && defaultValue !== null)) continue;
    const reference = references.find(each => each.column === column);
    row[column] = reference
      ? (await knex(reference.of).first())?.[reference.ofColumn] ?? null
      : valueOf(columns[column]);
  }
  if (!first) {
    await knex(name).insert(row);
  } else if (Object.keys(row).length > 0) {
    await knex(name).where(first).update(row);
  }
}

/** Nothing that a migration reads: they look into no column that they do not make or fill themselves. */
function valueOf({ type }: Knex.ColumnInfo): unknown {
  if (/bool/.test(type)) return true;
  if (/int/.test(type)) return 1;
  if (/blob|bytea/.test(type)) return Buffer.from('sealed');
  return '{}';
}

async function namesOf(knex: Knex): Promise<string[]> {
  const names: string[] = isSqlite(knex)
    ? await knex('sqlite_master').where({ type: 'table' }).pluck('name')
    : await knex('information_schema.tables')
        .where({ table_schema: 'public' })
        .pluck('table_name');
  return names.filter(name => !/^(knex_|sqlite_)/.test(name)).sort();
}

async function referencesOf(knex: Knex): Promise<Reference[]> {
  if (!isSqlite(knex)) {
    const { rows } = await knex.raw(
      `select conrelid::regclass::text as "table", one.attname as "column",
         confrelid::regclass::text as "of", other.attname as "ofColumn"
       from pg_constraint
       join pg_attribute one on one.attrelid = conrelid and one.attnum = conkey[1]
       join pg_attribute other on other.attrelid = confrelid and other.attnum = confkey[1]
       where contype = 'f'`,
    );
    return rows;
  }
  return knex.raw(
    `select tables.name as "table", refs."from" as "column", refs."table" as "of", refs."to" as "ofColumn"
     from sqlite_master as tables, pragma_foreign_key_list(tables.name) as refs
     where tables.type = 'table'`,
  );
}

/** Columns, indexes and references, each with its table. */
async function shapesInSqlite(knex: Knex): Promise<Row[]> {
  const columns = await knex.raw(
    `select tables.name as "table", col.name, col.type, col."notnull", col.dflt_value, col.pk
     from sqlite_master as tables, pragma_table_info(tables.name) as col
     where tables.type = 'table'`,
  );
  const references = await knex.raw(
    `select tables.name as "table", refs."from", refs."table" as "of", refs."to", refs.on_delete
     from sqlite_master as tables, pragma_foreign_key_list(tables.name) as refs
     where tables.type = 'table'`,
  );
  const indexes = await knex.raw(
    `select tables.name as "table", list."unique", made.sql,
       (select group_concat(info.name) from pragma_index_info(list.name) as info) as columns
     from sqlite_master as tables, pragma_index_list(tables.name) as list
     left join sqlite_master as made on made.name = list.name
     where tables.type = 'table'`,
  );
  return inOrder([...columns, ...references, ...indexes]);
}

async function shapesInPostgres(knex: Knex): Promise<Row[]> {
  const columns = await knex('information_schema.columns')
    .where({ table_schema: 'public' })
    .select({
      table: 'table_name',
      name: 'column_name',
      type: 'data_type',
      nullable: 'is_nullable',
      otherwise: 'column_default',
    });
  const indexes = await knex('pg_indexes')
    .where({ schemaname: 'public' })
    .select({ table: 'tablename', sql: 'indexdef' });
  const { rows: references } = await knex.raw(
    `select conrelid::regclass::text as "table", pg_get_constraintdef(oid) as sql
     from pg_constraint where connamespace = 'public'::regnamespace`,
  );
  return inOrder([...columns, ...references, ...indexes]);
}

/** By their texts, whatever the database tells first. */
export function inOrder(rows: Row[]): Row[] {
  return rows
    .map(row => ({ row, key: JSON.stringify(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
}

function isSqlite(knex: Knex): boolean {
  return knex.client.config.client !== 'pg';
}
