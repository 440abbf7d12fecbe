import { randomUUID } from 'node:crypto';
import { groupBy, JsonValue } from '@tutti/engine';
import { Knex } from 'knex';
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

/** Of one name; who looks further back asks the database. */
export const MOST_VERSIONS = 100;

/** Asked for in one statement. */
const VERSIONS_AT_ONCE = 200;

export interface VersionHead {
  version: number;
  updatedAt: number;
  updatedBy: string;
}

export interface ValueVersionRecord extends VersionHead {
  value?: JsonValue;
  removed: boolean;
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

  /**
   * Those set on exactly these scopes: an application's or an environment's id.
   *
   * @param until as they were then
   */
  async list(
    applicationId: string,
    scopes: string | string[],
    until?: number,
  ): Promise<ValueRecord[]> {
    const newest = newestVersions(this.db, 'environment_values', scopes, until);
    const rows = await this.#rows()
      .where({ application_id: applicationId })
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

  /** What these names were set to in these versions; removed and purged ones are left out. */
  async at(
    scope: string,
    versions: Record<string, number>,
  ): Promise<{ name: string; value: JsonValue }[]> {
    const pairs = Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1));
    const found: { name: string; value: JsonValue }[] = [];
    for (let first = 0; first < pairs.length; first += VERSIONS_AT_ONCE) {
      const rows = await this.#rows()
        .where({ scope_id: scope })
        .whereIn(
          ['name', 'version'],
          pairs.slice(first, first + VERSIONS_AT_ONCE),
        )
        .whereNotNull('value')
        .orderBy('name');
      for (const { name, value } of rows) {
        if (value !== null) {
          found.push({ name, value: parse<JsonValue>(value) });
        }
      }
    }
    return found;
  }

  /** Every version of one name, newest first. */
  async versions(scope: string, name: string): Promise<ValueVersionRecord[]> {
    const rows = await this.#rows()
      .where({ scope_id: scope, name })
      .orderBy('version', 'desc')
      .limit(MOST_VERSIONS);
    return rows.map(row => ({
      ...versionHead(row),
      ...(row.value !== null && { value: parse<JsonValue>(row.value) }),
      removed: row.value === null,
    }));
  }

  /** Names whose newest version is a removal after `time`. */
  async removedSince(
    scope: string,
    time: number,
  ): Promise<(VersionHead & { name: string })[]> {
    const newest = newestVersions(this.db, 'environment_values', scope);
    const rows = await this.#rows()
      .whereIn('id', newest)
      .whereNull('value')
      .andWhere('updated_at', '>', time);
    return rows.map(row => ({ name: row.name, ...versionHead(row) }));
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

export function versionHead(row: {
  version: number;
  updated_at: Milliseconds;
  updated_by: string;
}): VersionHead {
  return {
    version: row.version,
    updatedAt: Number(row.updated_at),
    updatedBy: row.updated_by,
  };
}

export function scopeId(scope: Scope): string {
  return scope.environmentId ?? scope.applicationId;
}

type VersionedTable = 'environment_values' | 'environment_secrets';

/** Row ids of the newest version of every name in its scope: a part of the statement that reads the rows. */
export function newestVersions(
  db: Database,
  table: VersionedTable,
  scopes: string | string[],
  until = Number.MAX_SAFE_INTEGER,
): Knex.QueryBuilder {
  const newest = db(table)
    .whereIn('scope_id', [scopes].flat())
    .andWhere('updated_at', '<=', until)
    .groupBy('scope_id', 'name')
    .select('scope_id', 'name')
    .max({ newest: 'version' })
    .as('newest');
  return db(table)
    .join(newest, join =>
      join
        .on(`${table}.scope_id`, 'newest.scope_id')
        .andOn(`${table}.name`, 'newest.name')
        .andOn(`${table}.version`, 'newest.newest'),
    )
    .select(`${table}.id`);
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

/** What is asked of one environment: of its own names and of those of its application. */
export interface ChangedSince {
  applicationId: string;
  environmentId: string;
  /** Milliseconds since 1970. */
  time: number;
}

/** By environment: how many names changed after its time, values and secrets alike. Two queries for all. */
export async function countChangedSince(
  db: Database,
  asked: ChangedSince[],
): Promise<Map<string, number>> {
  const counts = new Map(asked.map(({ environmentId }) => [environmentId, 0]));
  if (asked.length === 0) return counts;
  const scopes = [...new Set(asked.flatMap(scopesOf))];
  const earliest = Math.min(...asked.map(({ time }) => time));
  for (const table of ['environment_values', 'environment_secrets'] as const) {
    const rows = await db(table)
      .whereIn('scope_id', scopes)
      .groupBy('scope_id', 'name')
      .select<
        {
          scope: string;
          name: string;
          updated: Milliseconds;
          purged?: Milliseconds;
        }[]
      >(
        'scope_id as scope',
        'name',
        db.raw('max(updated_at) as updated'),
        ...(table === 'environment_secrets'
          ? [db.raw('max(purged_at) as purged')]
          : []),
      )
      .havingRaw(
        table === 'environment_secrets'
          ? 'max(updated_at) > ? or max(purged_at) > ?'
          : 'max(updated_at) > ?',
        table === 'environment_secrets' ? [earliest, earliest] : [earliest],
      );
    const changes = groupBy(rows, ({ scope }) => scope);
    for (const each of asked) {
      const names = scopesOf(each)
        .flatMap(scope => changes.get(scope) ?? [])
        .filter(({ updated, purged }) =>
          [updated, purged ?? 0].some(time => Number(time) > each.time),
        )
        .map(({ name }) => name);
      const { environmentId } = each;
      counts.set(
        environmentId,
        (counts.get(environmentId) ?? 0) + new Set(names).size,
      );
    }
  }
  return counts;
}

function scopesOf({ applicationId, environmentId }: ChangedSince): string[] {
  return [applicationId, environmentId];
}

/**
 * By scope: the newest versions of each name that was ever set, as text that is another one whenever
 * its value or secret changed.
 */
export async function versionsByName(
  db: Database,
  scopes: string[],
): Promise<Map<string, Record<string, string>>> {
  const found = new Map<string, Map<string, string>>();
  for (const table of ['environment_values', 'environment_secrets'] as const) {
    const rows = await db(table)
      .whereIn('scope_id', scopes)
      .groupBy('scope_id', 'name')
      .select<{ scope: string; name: string; newest: number }[]>(
        'scope_id as scope',
        'name',
        db.raw('max(version) as newest'),
      );
    const kind = table === 'environment_values' ? 'value' : 'secret';
    for (const { scope, name, newest } of rows) {
      const ofScope = found.get(scope) ?? new Map<string, string>();
      found.set(scope, ofScope);
      ofScope.set(name, `${ofScope.get(name) ?? ''} ${kind} ${newest}`.trim());
    }
  }
  return new Map(
    [...found].map(([scope, names]) => [scope, Object.fromEntries(names)]),
  );
}

/** Changes whenever a value or a secret of the scope does; absent where none was ever set. */
export async function changeMarks(
  db: Database,
  scopes: string[],
): Promise<Map<string, string>> {
  const marks = new Map<string, string>();
  for (const table of ['environment_values', 'environment_secrets'] as const) {
    const rows = await db(table)
      .whereIn('scope_id', scopes)
      .groupBy('scope_id')
      .select<
        {
          scope: string;
          latest: Milliseconds;
          count: Milliseconds;
          purged?: Milliseconds;
        }[]
      >(
        'scope_id as scope',
        db.raw('max(updated_at) as latest'),
        db.raw('count(*) as count'),
        ...(table === 'environment_secrets'
          ? [db.raw('count(purged_at) as purged')]
          : []),
      );
    for (const { scope, latest, count, purged = 0 } of rows) {
      const before = marks.get(scope) ?? '';
      // As it was before there was a purge: a mark that is kept somewhere stays the same.
      const gone = Number(purged) > 0 ? ` ${purged}` : '';
      marks.set(scope, `${before} ${table} ${latest} ${count}${gone}`);
    }
  }
  return marks;
}
