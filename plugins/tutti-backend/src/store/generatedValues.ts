import { GeneratedKind, GeneratedValues, Secret } from '@tutti/engine';
import { Sealer } from '../sealing';
import { clock, Database, Milliseconds } from './database';
import { kindOf, mint } from './mint';
import { sealedPlace } from './reseal';

interface Row {
  environment_id: string;
  resource_id: string;
  name: string;
  /** Empty: made by a version that did not keep it; the value tells. */
  kind: GeneratedKind | '';
  value_sealed: string;
  created_at: Milliseconds;
}

/** What identifies a generated value; each kind of one name is a value of its own. */
export interface GeneratedKey {
  environmentId: string;
  resourceId: string;
  name: string;
  kind: GeneratedKind;
}

/** Passwords, suffixes and ids that Tutti made up for a resource. */
export class GeneratedValuesTable {
  constructor(private readonly db: Database, private readonly sealer: Sealer) {}

  /** Mints on first use, gives the same ever after; call it in a transaction. */
  async findOrAdd(key: GeneratedKey): Promise<Secret> {
    const { environmentId, resourceId, name, kind } = key;
    const row = {
      environment_id: environmentId,
      resource_id: resourceId,
      name,
      kind,
    };
    await this.#learnKinds({ resource_id: resourceId, name });
    await this.#rows()
      .insert({
        ...row,
        value_sealed: this.sealer.seal(
          mint(kind),
          place(resourceId, name, kind),
        ),
        created_at: clock(this.db),
      })
      .onConflict(['resource_id', 'name', 'kind'])
      .ignore();
    const found = await this.#rows().where(row).first();
    if (!found) {
      throw new Error(`${resourceId} belongs to another environment`);
    }
    return this.#open(found).secret;
  }

  async of(environmentId: string): Promise<GeneratedValues> {
    const secrets = await this.all(environmentId);
    return {
      find: (resourceId, name, kind) =>
        secrets.get(generatedKey(resourceId, name, kind)),
    };
  }

  /** All of the environment, by `generatedKey`. */
  async all(environmentId: string): Promise<Map<string, Secret>> {
    const rows = await this.#rows().where({ environment_id: environmentId });
    return new Map(
      rows.map(row => {
        const { kind, secret } = this.#open(row);
        return [generatedKey(row.resource_id, row.name, kind), secret];
      }),
    );
  }

  async removeOf(environmentId: string, resourceId: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId, resource_id: resourceId })
      .delete();
  }

  /** Gives rows of older versions their kind, and seals them with it. @returns how many. */
  learnKinds(): Promise<number> {
    return this.#learnKinds({});
  }

  async #learnKinds(of: Partial<Row>): Promise<number> {
    let count = 0;
    for (const row of await this.#rows().where({ ...of, kind: '' })) {
      const { resource_id: resourceId, name, value_sealed: sealed } = row;
      const { kind, secret } = this.#open(row);
      count += await this.#rows()
        .where({
          resource_id: resourceId,
          name,
          kind: '',
          value_sealed: sealed,
        })
        .update({
          kind,
          value_sealed: this.sealer.seal(
            String(secret.reveal()),
            place(resourceId, name, kind),
          ),
        });
    }
    return count;
  }

  #open(row: Row): { kind: GeneratedKind; secret: Secret } {
    const value = this.sealer.open(
      row.value_sealed,
      place(row.resource_id, row.name, row.kind),
    );
    return { kind: row.kind || kindOf(value), secret: new Secret(value) };
  }

  #rows() {
    return this.db<Row>('generated_values');
  }
}

/** One text for what identifies a value inside its environment. */
export function generatedKey(
  resourceId: string,
  name: string,
  kind: GeneratedKind,
): string {
  return JSON.stringify([resourceId, name, kind]);
}

function place(resourceId: string, name: string, kind: Row['kind']): string {
  const key = kind === '' ? [resourceId, name] : [resourceId, name, kind];
  return sealedPlace('generated_values', 'value_sealed', ...key);
}
