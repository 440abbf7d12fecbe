import { Knex } from 'knex';

/** Rows whose `column` holds all of the words; capitals are the same as small ones. */
export function withWords(
  rows: Knex.QueryBuilder,
  column: string,
  search: string,
): void {
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean)) {
    rows.whereRaw(`lower(??) like ? escape '!'`, [
      column,
      `%${word.replace(/[!%_]/g, '!$&')}%`,
    ]);
  }
}
