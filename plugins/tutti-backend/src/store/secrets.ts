import { randomUUID } from 'node:crypto';
import { JsonValue, Secret } from '@tutti/engine';
import { Sealer } from '../sealing';
import { Database, Milliseconds, parse } from './database';
import { sealedPlace } from './reseal';
import {
  newestVersions,
  nextVersion,
  Scope,
  scopeId,
  ValueRecord,
} from './values';

/** What lists show of a secret: everything but its content. */
export type SecretHead = Omit<ValueRecord, 'value'>;

/** Is it one here, or in the wider scope? Then a plain value of that name is not plain. */
export async function isSecretIn(
  store: { secrets: SecretsTable },
  scope: Scope,
  name: string,
): Promise<boolean> {
  const { applicationId } = scope;
  for (const each of new Set([applicationId, scopeId(scope)])) {
    const secrets = await store.secrets.list(applicationId, each);
    if (secrets.some(secret => secret.name === name)) {
      return true;
    }
  }
  return false;
}

interface Row {
  id: string;
  application_id: string;
  environment_id: string | null;
  scope_id: string;
  name: string;
  version: number;
  value_sealed: string | null;
  updated_at: Milliseconds;
  updated_by: string;
}

/** Secrets; every change is a new version, a removal too. */
export class SecretsTable {
  constructor(private readonly db: Database, private readonly sealer: Sealer) {}

  /** Call it in a transaction. */
  async put(
    scope: Scope,
    name: string,
    secret: Secret,
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

  /** Those set on exactly this scope: an application's or an environment's id. */
  async list(applicationId: string, scope: string): Promise<SecretHead[]> {
    return (await this.#newest(applicationId, scope)).map(row => ({
      name: row.name,
      scope: row.environment_id === null ? 'application' : 'environment',
      version: row.version,
      updatedAt: Number(row.updated_at),
      updatedBy: row.updated_by,
    }));
  }

  /** The contents, by name. */
  async contents(
    applicationId: string,
    scope: string,
  ): Promise<Record<string, Secret>> {
    return Object.fromEntries(
      (await this.#newest(applicationId, scope)).flatMap(row =>
        row.value_sealed === null
          ? []
          : [
              [
                row.name,
                new Secret(
                  parse<JsonValue>(
                    this.sealer.open(row.value_sealed, place(row.id)),
                  ),
                ),
              ],
            ],
      ),
    );
  }

  async #newest(applicationId: string, scope: string): Promise<Row[]> {
    const newest = await newestVersions(this.db, 'environment_secrets', scope);
    return this.#rows()
      .where({ application_id: applicationId, scope_id: scope })
      .whereIn('id', newest)
      .whereNotNull('value_sealed')
      .orderBy('name');
  }

  async #insert(
    scope: Scope,
    name: string,
    secret: Secret | undefined,
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
        ? this.sealer.seal(JSON.stringify(secret.reveal()), place(id))
        : null,
      updated_at: by.at,
      updated_by: by.who,
    });
  }

  #rows() {
    return this.db<Row>('environment_secrets');
  }
}

function place(id: string): string {
  return sealedPlace('environment_secrets', 'value_sealed', id);
}
