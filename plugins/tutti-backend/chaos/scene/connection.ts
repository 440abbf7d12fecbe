import knexFactory, { Knex } from 'knex';

export interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** @param name - What the database calls these sessions. */
export function connect(connection: Connection, name: string): Knex {
  return knexFactory({
    client: 'pg',
    connection: { ...connection, application_name: name },
    pool: { min: 0, max: 10 },
  });
}
