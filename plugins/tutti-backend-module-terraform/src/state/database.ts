import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const TABLE = 'terraform_migrations';

/** The plugin's own database, with this module's tables in it: counted apart from those of the plugin. */
export async function openDatabase(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@tutti/plugin-tutti-backend-module-terraform',
        'migrations',
      ),
      tableName: TABLE,
    });
  }
  return knex;
}

export function isPostgres(db: Knex): boolean {
  return db.client.config.client === 'pg';
}

/** The database's clock in milliseconds, as an expression: the only clock that counts. */
export function clock(db: Knex): Knex.Raw {
  return db.raw(
    isPostgres(db)
      ? '(extract(epoch from clock_timestamp()) * 1000)::bigint'
      : "cast(unixepoch('subsec') * 1000 as integer)",
  );
}
