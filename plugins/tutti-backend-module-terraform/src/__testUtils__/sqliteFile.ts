import knex, { Knex } from 'knex';

/** A database that a second process can open when the first is gone. */
export function openFile(filename: string): Knex {
  return knex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
}
