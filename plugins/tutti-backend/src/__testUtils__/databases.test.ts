import { Knex } from 'knex';
import { isPostgres, openDatabase } from '../store';
import { openMigrated, openTestStore, testDatabases } from './databases';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'a database that tests get, on %s',
  databaseId => {
    it('is what the migrations make of an empty one', async () => {
      const migrated = await databases.init(databaseId);
      await openDatabase({ getClient: async () => migrated });
      const given = await openMigrated(databases, databaseId);
      const expected = await contentOf(migrated);
      expect(expected.rows).toMatchObject({
        knex_migrations: expect.anything(),
      });
      expect(await contentOf(given)).toEqual(expected);
    });

    it('needs no migration, and keeps its references', async () => {
      const { knex } = await openTestStore(databases, databaseId);
      await openDatabase({ getClient: async () => knex });
      expect(await knex('knex_migrations').max('batch as last')).toEqual([
        { last: 1 },
      ]);
      await expect(
        knex('platform_pointer').insert({
          id: 2,
          active: 'none',
          problems: '[]',
        }),
      ).rejects.toHaveProperty(
        'message',
        expect.stringMatching(/foreign key/i),
      );
    });

    it('is nobody else’s', async () => {
      const [one, other] = [
        await openMigrated(databases, databaseId),
        await openMigrated(databases, databaseId),
      ];
      await one('counters').delete();
      await one('counters').insert({ name: 'mine', value: 7 });
      expect(await other('counters').where({ name: 'mine' })).toEqual([]);
    });
  },
);

/** Its schema, and each row. */
async function contentOf(knex: Knex) {
  const schema = isPostgres(knex)
    ? await postgresSchema(knex)
    : await knex('sqlite_master').orderBy('name').select('type', 'name', 'sql');
  const tables: string[] = isPostgres(knex)
    ? await knex('pg_tables').where({ schemaname: 'public' }).pluck('tablename')
    : await knex('sqlite_master').where({ type: 'table' }).pluck('name');
  const rows: Record<string, unknown[]> = {};
  for (const table of tables.sort()) {
    rows[table] = (await knex(table)).map(
      // When it was migrated is no part of it.
      ({ migration_time: _time, ...row }) => JSON.stringify(row),
    );
    rows[table].sort();
  }
  return { schema, rows };
}

async function postgresSchema(knex: Knex) {
  return {
    columns: await knex('information_schema.columns')
      .where({ table_schema: 'public' })
      .orderBy(['table_name', 'ordinal_position'])
      .select(
        'table_name',
        'ordinal_position',
        'column_name',
        'data_type',
        'is_nullable',
        'column_default',
      ),
    indexes: await knex('pg_indexes')
      .where({ schemaname: 'public' })
      .orderBy('indexname')
      .pluck('indexdef'),
    constraints: await knex('pg_constraint')
      .whereRaw(`connamespace = 'public'::regnamespace`)
      .orderByRaw('conrelid::regclass::text, conname')
      .select(
        knex.raw('conrelid::regclass::text as table'),
        'conname',
        knex.raw('pg_get_constraintdef(oid) as definition'),
      ),
    sequences: await knex('pg_sequences')
      .where({ schemaname: 'public' })
      .orderBy('sequencename')
      .select('sequencename', 'last_value', 'increment_by'),
  };
}
