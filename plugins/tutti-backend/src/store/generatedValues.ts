import {
  GeneratedKey,
  GeneratedKind,
  GeneratedValues,
  Secret,
} from '@tutti/engine';
import { Sealer } from '../sealing';
import { clock, Database, mapPatiently, Milliseconds } from './database';
import { kindOf, mint } from './mint';
import { sealedPlace } from './reseal';

/** Of what was never made anew. */
export const FIRST = 1;

interface Row {
  environment_id: string;
  resource_id: string;
  name: string;
  /** Empty: made by a version that did not keep it; the value tells. */
  kind: GeneratedKind | '';
  generation: number;
  value_sealed: string;
  created_at: Milliseconds;
}

/** A generated value, and whose it is. */
export interface OwnedKey extends GeneratedKey {
  environmentId: string;
}

/** Passwords, suffixes and ids that Tutti made up for a resource. */
export class GeneratedValuesTable {
  constructor(private readonly db: Database, private readonly sealer: Sealer) {}

  /** Mints on first use, gives the same ever after; call it in a transaction. */
  async findOrAdd(key: OwnedKey): Promise<Secret> {
    const { environmentId, resourceId, name, kind, generation } = key;
    const row = {
      environment_id: environmentId,
      resource_id: resourceId,
      name,
      kind,
      generation,
    };
    await this.#learnKinds({ resource_id: resourceId, name });
    await this.#rows()
      .insert({
        ...row,
        value_sealed: this.sealer.seal(mint(kind), placeOf(row)),
        created_at: clock(this.db),
      })
      .onConflict(['resource_id', 'name', 'kind', 'generation'])
      .ignore();
    const found = await this.#rows().where(row).first();
    if (!found) {
      throw new Error(`${resourceId} belongs to another environment`);
    }
    return this.#open(found).secret;
  }

  async of(environmentId: string): Promise<GeneratedValues> {
    const secrets = await this.all(environmentId);
    return { find: key => secrets.get(generatedKey(key)) };
  }

  /** All of the environment, by `generatedKey`. */
  async all(environmentId: string): Promise<Map<string, Secret>> {
    const rows = await this.#rows().where({ environment_id: environmentId });
    return new Map(
      await mapPatiently(rows, row => {
        const { kind, secret } = this.#open(row);
        const { resource_id: resourceId, name, generation } = row;
        return [
          generatedKey({ resourceId, name, kind, generation }),
          secret,
        ] as const;
      }),
    );
  }

  async removeOf(environmentId: string, resourceId: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId, resource_id: resourceId })
      .delete();
  }

  /**
   * What a success leaves behind: passwords of before a rotation, as soon as their resource was applied
   * with newer ones. Call it in the transaction that owns the success.
   */
  async removeOlder(environmentId: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId, kind: 'password' })
      .andWhere(
        'generation',
        '<',
        this.db('resources')
          .whereRaw('resources.resource_id = generated_values.resource_id')
          .select('applied_generation'),
      )
      .delete();
  }

  /** Resources of which there are passwords of before a rotation: what has not changed yet uses them. */
  async withOlder(environmentId: string): Promise<Set<string>> {
    const ids: string[] = await this.#rows()
      .join(
        'resources',
        'resources.resource_id',
        'generated_values.resource_id',
      )
      .where('generated_values.environment_id', environmentId)
      .andWhere('generated_values.kind', 'password')
      .andWhereRaw('generated_values.generation < resources.generation')
      .distinct()
      .pluck('generated_values.resource_id');
    return new Set(ids);
  }

  /** Gives rows of older versions their kind, and seals them with it. @returns how many. */
  learnKinds(): Promise<number> {
    return this.#learnKinds({});
  }

  async #learnKinds(of: Partial<Row>): Promise<number> {
    let count = 0;
    for (const row of await this.#rows().where({ ...of, kind: '' })) {
      const { resource_id, name, generation, value_sealed: sealed } = row;
      const { kind, secret } = this.#open(row);
      count += await this.#rows()
        .where({
          resource_id,
          name,
          kind: '',
          value_sealed: sealed,
        })
        .update({
          kind,
          value_sealed: this.sealer.seal(
            String(secret.reveal()),
            placeOf({ resource_id, name, kind, generation }),
          ),
        });
    }
    return count;
  }

  #open(row: Row): { kind: GeneratedKind; secret: Secret } {
    const value = this.sealer.open(row.value_sealed, placeOf(row));
    return { kind: row.kind || kindOf(value), secret: new Secret(value) };
  }

  #rows() {
    return this.db<Row>('generated_values');
  }
}

/** One text for what identifies a value inside its environment. */
export function generatedKey({
  resourceId,
  name,
  kind,
  generation,
}: GeneratedKey): string {
  return JSON.stringify([resourceId, name, kind, generation]);
}

function placeOf({
  resource_id: resourceId,
  name,
  kind,
  generation,
}: Pick<Row, 'resource_id' | 'name' | 'kind' | 'generation'>): string {
  const key = [
    ...(kind === '' ? [] : [kind]),
    ...(generation === FIRST ? [] : [String(generation)]),
  ];
  return sealedPlace(
    'generated_values',
    'value_sealed',
    resourceId,
    name,
    ...key,
  );
}
