import { randomUUID } from 'node:crypto';
import { JsonValue, Secret, SecretReference } from '@tutti/engine';
import { Sealer } from '../sealing';
import { Database, Milliseconds, parse } from './database';
import { sealedPlace } from './reseal';
import {
  MOST_VERSIONS,
  newestVersions,
  nextVersion,
  Scope,
  scopeId,
  ValueRecord,
  VersionHead,
  versionHead,
} from './values';

/** What lists show of a secret: everything but its content. */
export type SecretHead = Omit<ValueRecord, 'value'> & {
  /** It lives in a store outside. */
  from?: SecretReference;
};

/** Is it one here, or in the wider scope? Then a plain value of that name is not plain. */
export async function isSecretIn(
  store: { secrets: SecretsTable },
  scope: Scope,
  name: string,
): Promise<boolean> {
  const { applicationId } = scope;
  const scopes = [...new Set([applicationId, scopeId(scope)])];
  const secrets = await store.secrets.list(applicationId, scopes);
  return secrets.some(secret => secret.name === name);
}

/** One that is kept here, or where it is kept. */
export type SecretContent = Pick<ValueRecord, 'name' | 'scope'> & {
  /** Undefined where it was purged. */
  content: Secret | SecretReference | undefined;
};

interface Row {
  id: string;
  application_id: string;
  environment_id: string | null;
  scope_id: string;
  name: string;
  version: number;
  value_sealed: string | null;
  reference: string | null;
  updated_at: Milliseconds;
  updated_by: string;
  purged_at: Milliseconds | null;
  purged_by: string | null;
  purge_reason: string | null;
}

/** Who took the content of a version out of the database for good. */
export interface PurgeMark {
  at: number;
  by: string;
  reason?: string;
}

export interface SecretVersionRecord extends VersionHead {
  removed: boolean;
  purged?: PurgeMark;
  from?: SecretReference;
}

/** Secrets; every change is a new version, a removal too. */
export class SecretsTable {
  constructor(private readonly db: Database, private readonly sealer: Sealer) {}

  /** Call it in a transaction. */
  async put(
    scope: Scope,
    name: string,
    secret: Secret | SecretReference,
    by: { at: number; who: string },
  ): Promise<void> {
    await this.#insert(scope, name, secret, by);
  }

  /** Call it in a transaction. @returns false when there was none. */
  async remove(
    scope: Scope,
    name: string,
    by: { at: number; who: string },
  ): Promise<boolean> {
    const present = (await this.list(scope.applicationId, scopeId(scope))).some(
      secret => secret.name === name,
    );
    if (present) {
      await this.#insert(scope, name, undefined, by);
    }
    return present;
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
  ): Promise<SecretHead[]> {
    return (await this.#newest(applicationId, scopes, until)).map(row => ({
      name: row.name,
      scope: scopeOf(row),
      version: row.version,
      updatedAt: Number(row.updated_at),
      updatedBy: row.updated_by,
      ...source(row),
    }));
  }

  /** Every version of one name, newest first, without its content. */
  async versions(scope: string, name: string): Promise<SecretVersionRecord[]> {
    const rows = await this.#rows()
      .where({ scope_id: scope, name })
      .orderBy('version', 'desc')
      .limit(MOST_VERSIONS);
    return rows.map(row => ({ ...versionHead(row), ...fate(row) }));
  }

  /** One version of one name, without its content. */
  async version(
    scope: string,
    name: string,
    version: number,
  ): Promise<SecretVersionRecord | undefined> {
    const row = await this.#rows()
      .where({ scope_id: scope, name, version })
      .first();
    return row && { ...versionHead(row), ...fate(row) };
  }

  /**
   * Takes the content of one version, or of all, out of the database for good; the rows stay and say
   * who did it. Call it in a transaction.
   *
   * @returns the versions that had one, ascending
   */
  async purge(
    scope: string,
    name: string,
    version: number | undefined,
    { at, by, reason }: PurgeMark,
  ): Promise<number[]> {
    const rows = await this.#rows()
      .where({ scope_id: scope, name, ...(version && { version }) })
      .whereNotNull('value_sealed')
      .orderBy('version');
    await this.#rows()
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .update({
        value_sealed: null,
        reference: null,
        purged_at: at,
        purged_by: by,
        purge_reason: reason ?? null,
      });
    return rows.map(row => row.version);
  }

  /** Undefined where there is no such version, or it is a removal. A reference comes as such. */
  async content(
    scope: string,
    name: string,
    version: number,
  ): Promise<Secret | SecretReference | undefined> {
    const row = await this.#rows()
      .where({ scope_id: scope, name, version })
      .first();
    return row && (source(row).from ?? this.#open(row));
  }

  /** Names whose newest version is a removal after `time`, or was purged after it. */
  async removedSince(
    scope: string,
    time: number,
  ): Promise<(VersionHead & { name: string })[]> {
    const newest = newestVersions(this.db, 'environment_secrets', scope);
    const rows = await this.#rows()
      .whereIn('id', newest)
      .whereNull('value_sealed')
      .andWhere(either =>
        either.where('updated_at', '>', time).orWhere('purged_at', '>', time),
      );
    return rows.map(row => ({
      name: row.name,
      ...versionHead(row),
      ...(row.purged_at !== null && {
        updatedAt: Number(row.purged_at),
        updatedBy: row.purged_by ?? row.updated_by,
      }),
    }));
  }

  /** The contents that are kept here, and where those live that are not. */
  async contents(
    applicationId: string,
    scopes: string | string[],
  ): Promise<SecretContent[]> {
    return (await this.#newest(applicationId, scopes)).map(row => ({
      name: row.name,
      scope: scopeOf(row),
      content: source(row).from ?? this.#open(row),
    }));
  }

  #open({ id, value_sealed: sealed, reference }: Row): Secret | undefined {
    return sealed === null || reference !== null
      ? undefined
      : new Secret(parse<JsonValue>(this.sealer.open(sealed, place(id))));
  }

  async #newest(
    applicationId: string,
    scopes: string | string[],
    until?: number,
  ): Promise<Row[]> {
    const newest = newestVersions(
      this.db,
      'environment_secrets',
      scopes,
      until,
    );
    return this.#rows()
      .where({ application_id: applicationId })
      .whereIn('id', newest)
      .whereNotNull('value_sealed')
      .orderBy('name');
  }

  async #insert(
    scope: Scope,
    name: string,
    secret: Secret | SecretReference | undefined,
    by: { at: number; who: string },
  ): Promise<void> {
    const id = randomUUID();
    await this.#rows().insert({
      id,
      application_id: scope.applicationId,
      environment_id: scope.environmentId ?? null,
      scope_id: scopeId(scope),
      name,
      version: await nextVersion(
        this.db,
        'environment_secrets',
        scopeId(scope),
        name,
      ),
      value_sealed: secret
        ? this.sealer.seal(
            JSON.stringify(secret instanceof Secret ? secret.reveal() : secret),
            place(id),
          )
        : null,
      reference:
        secret && !(secret instanceof Secret) ? JSON.stringify(secret) : null,
      updated_at: by.at,
      updated_by: by.who,
    });
  }

  #rows() {
    return this.db<Row>('environment_secrets');
  }
}

function scopeOf({ environment_id: id }: Row): ValueRecord['scope'] {
  return id === null ? 'application' : 'environment';
}

function source({ reference }: Row): { from?: SecretReference } {
  return reference === null ? {} : { from: parse<SecretReference>(reference) };
}

function fate(
  row: Row,
): Pick<SecretVersionRecord, 'removed' | 'purged' | 'from'> {
  const { purged_at: at, purged_by: by, purge_reason: reason } = row;
  return at === null
    ? { removed: row.value_sealed === null, ...source(row) }
    : {
        removed: false,
        purged: {
          at: Number(at),
          by: by ?? '',
          ...(reason !== null && { reason }),
        },
      };
}

function place(id: string): string {
  return sealedPlace('environment_secrets', 'value_sealed', id);
}
