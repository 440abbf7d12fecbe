import { randomUUID } from 'node:crypto';
import { JsonValue } from '@tutti/engine';
import { Database, Milliseconds, parse } from './database';

/** Where a value or secret is set. The environment's hides the application's. */
export interface Scope {
  applicationId: string;
  /** Absent: the whole application. */
  environmentId?: string;
}

export interface ValueRecord {
  name: string;
  value: JsonValue;
  scope: 'application' | 'environment';
  version: number;
  updatedAt: number;
  updatedBy: string;
}

interface Row {
  id: string;
  application_id: string;
  environment_id: string | null;
  scope_id: string;
  name: string;
  version: number;
  value: string | null;
  updated_at: Milliseconds;
  updated_by: string;
}

/** Plain values; every change is a new version, a removal too. */
export class ValuesTable {
  constructor(private readonly db: Database) {}

  /** Call it in a transaction. */
  async put(
    scope: Scope,
    name: string,
    value: JsonValue,
    by: { at: number; who: string },
  ): Promise<void> {
    await this.#insert(scope, name, JSON.stringify(value), by);
  }

  /** Call it in a transaction. @returns false when there was none. */
  async remove(
    scope: Scope,
    name: string,
    by: { at: number; who: string },
  ): Promise<boolean> {
    const present = (await this.list(scope.applicationId, scopeId(scope))).some(
      value => value.name === name,
    );
    if (present) {
      await this.#insert(scope, name, null, by);
    }
    return present;
  }

  /** Every version of it, for ever: what became secret leaves no clear copy. Call it in a transaction. */
  async purge(scope: Scope, name: string): Promise<void> {
    await this.#rows()
      .where({ scope_id: scopeId(scope), name })
      .delete();
  }

  /** Those set on exactly this scope: an application's or an environment's id. */
  async list(applicationId: string, scope: string): Promise<ValueRecord[]> {
    const newest = await newestVersions(this.db, 'environment_values', scope);
    const rows = await this.#rows()
      .where({ application_id: applicationId, scope_id: scope })
      .whereIn('id', newest)
      .whereNotNull('value')
      .orderBy('name');
    return rows.flatMap(row =>
      row.value === null
        ? []
        : [
            {
              name: row.name,
              value: parse<JsonValue>(row.value),
              scope:
                row.environment_id === null ? 'application' : 'environment',
              version: row.version,
              updatedAt: Number(row.updated_at),
              updatedBy: row.updated_by,
            } satisfies ValueRecord,
          ],
    );
  }

  /** Names that were ever set on the application itself, removed ones and secrets too. */
  async everSet(applicationId: string): Promise<Set<string>> {
    const names = (table: VersionedTable) =>
      this.db<Row>(table).where({ scope_id: applicationId }).distinct('name');
    const rows = [
      ...(await names('environment_values')),
      ...(await names('environment_secrets')),
    ];
    return new Set(rows.map(({ name }) => name));
  }

  async #insert(
    scope: Scope,
    name: string,
    value: string | null,
    by: { at: number; who: string },
  ): Promise<void> {
    const id = scopeId(scope);
    await this.#rows().insert({
      id: randomUUID(),
      application_id: scope.applicationId,
      environment_id: scope.environmentId ?? null,
      scope_id: id,
      name,
      version: await nextVersion(this.db, 'environment_values', id, name),
      value,
      updated_at: by.at,
      updated_by: by.who,
    });
  }

  #rows() {
    return this.db<Row>('environment_values');
  }
}

export function scopeId(scope: Scope): string {
  return scope.environmentId ?? scope.applicationId;
}

type VersionedTable = 'environment_values' | 'environment_secrets';

/** Row ids of the newest version of every name in a scope. */
export async function newestVersions(
  db: Database,
  table: VersionedTable,
  scope: string,
): Promise<string[]> {
  const newest = db(table)
    .where({ scope_id: scope })
    .groupBy('name')
    .select('name')
    .max({ newest: 'version' })
    .as('newest');
  const rows = await db(table)
    .join(newest, join =>
      join
        .on(`${table}.name`, 'newest.name')
        .andOn(`${table}.version`, 'newest.newest'),
    )
    .where({ scope_id: scope })
    .select<{ id: string }[]>(`${table}.id`);
  return rows.map(row => row.id);
}

export async function nextVersion(
  db: Database,
  table: VersionedTable,
  scope: string,
  name: string,
): Promise<number> {
  const [{ last }] = await db(table)
    .where({ scope_id: scope, name })
    .max({ last: 'version' });
  return Number(last ?? 0) + 1;
}

/** How many names of these scopes changed after `time`, values and secrets alike. */
export async function countChangedSince(
  db: Database,
  scopes: string[],
  time: number,
): Promise<number> {
  let count = 0;
  for (const table of ['environment_values', 'environment_secrets'] as const) {
    const [row] = await db(table)
      .whereIn('scope_id', scopes)
      .andWhere('updated_at', '>', time)
      .countDistinct({ count: 'name' });
    count += Number(row.count);
  }
  return count;
}
