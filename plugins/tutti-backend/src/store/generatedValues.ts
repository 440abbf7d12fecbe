import { Secret } from '@tutti/engine';
import { Sealer } from '../sealing';
import { clock, Database, Milliseconds } from './database';
import { sealedPlace } from './reseal';

interface Row {
  environment_id: string;
  resource_id: string;
  name: string;
  value_sealed: string;
  created_at: Milliseconds;
}

/** Passwords, suffixes and ids that Tutti made up for a resource. */
export class GeneratedValuesTable {
  constructor(private readonly db: Database, private readonly sealer: Sealer) {}

  /** Keeps `mint()` on first use, gives the same ever after; call it in a transaction. */
  async findOrAdd(
    environmentId: string,
    resourceId: string,
    name: string,
    mint: () => string,
  ): Promise<Secret> {
    await this.#rows()
      .insert({
        environment_id: environmentId,
        resource_id: resourceId,
        name,
        value_sealed: this.sealer.seal(mint(), place(resourceId, name)),
        created_at: clock(this.db),
      })
      .onConflict(['resource_id', 'name'])
      .ignore();
    const row = await this.#rows()
      .where({ environment_id: environmentId, resource_id: resourceId, name })
      .first();
    if (!row) {
      throw new Error(`${resourceId} belongs to another environment`);
    }
    return this.#secret(row);
  }

  /** All of the environment, by resourceId, then by name. */
  async all(environmentId: string): Promise<Map<string, Map<string, Secret>>> {
    const rows = await this.#rows().where({ environment_id: environmentId });
    const found = new Map<string, Map<string, Secret>>();
    for (const row of rows) {
      const ofResource = found.get(row.resource_id) ?? new Map();
      found.set(row.resource_id, ofResource);
      ofResource.set(row.name, this.#secret(row));
    }
    return found;
  }

  async removeOf(environmentId: string, resourceId: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId, resource_id: resourceId })
      .delete();
  }

  #secret(row: Row): Secret {
    return new Secret(
      this.sealer.open(row.value_sealed, place(row.resource_id, row.name)),
    );
  }

  #rows() {
    return this.db<Row>('generated_values');
  }
}

function place(resourceId: string, name: string): string {
  return sealedPlace('generated_values', 'value_sealed', resourceId, name);
}
