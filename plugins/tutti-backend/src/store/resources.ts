import {
  JsonObject,
  JsonValue,
  mask,
  ResourceDefinition,
  ResourceRecord,
} from '@tutti/engine';
import { openValue, Sealer, sealValue } from '../sealing';
import { FIRST } from './generatedValues';
import { sealedPlace } from './reseal';
import { withWords } from './words';
import {
  clock,
  Database,
  isPostgres,
  mapPatiently,
  Milliseconds,
  optional,
  parse,
} from './database';

/** What lists show: nothing has to be opened for it. */
export interface ResourceHead {
  environmentId: string;
  resourceId: string;
  address: string;
  type: string;
  class: string;
  id?: string;
  name: string;
  driver: string;
  lifecycle: ResourceRecord['lifecycle'];
  definition: ResourceDefinition;
  /** Addresses that it needed at its last apply. */
  needs: string[];
  /** Secret ones masked. */
  outputs: JsonObject;
  /** Raised whenever an output changed. */
  outputsVersion: number;
  /** As in its record. */
  rotation?: ResourceRecord['rotation'];
  updatedAt: number;
}

interface MintedRow {
  environment_id: string;
  address: string;
  count: number;
}

interface Row {
  resource_id: string;
  environment_id: string;
  address: string;
  type: string;
  class: string;
  explicit_id: string | null;
  name: string;
  driver: string;
  definition: string;
  driver_version: string;
  lifecycle: ResourceRecord['lifecycle'];
  inputs_sealed: string;
  outputs_sealed: string;
  outputs_shown: string;
  outputs_version: number;
  state_sealed: string | null;
  target: string;
  physical_id: string | null;
  applied_hash: string | null;
  needs: string;
  operation: string | null;
  completed_jobs: string;
  generation: number;
  applied_generation: number;
  updated_at: Milliseconds;
}

export class ResourcesTable {
  constructor(private readonly db: Database, private readonly sealer: Sealer) {}

  /**
   * Adds or replaces the record. The first save of a resourceId also counts as minted at its
   * address. Call it in a transaction.
   *
   * @throws A conflict error of the database when another resource of the same driver and
   *   target has this physical id.
   */
  async save(
    environmentId: string,
    target: string,
    resource: ResourceRecord,
  ): Promise<void> {
    const { resourceId } = resource;
    const row = {
      address: resource.address,
      type: resource.type,
      class: resource.class,
      explicit_id: resource.id ?? null,
      name: resource.name,
      driver: resource.definition.driver,
      definition: JSON.stringify(resource.definition),
      driver_version: resource.driverVersion,
      lifecycle: resource.lifecycle,
      inputs_sealed: sealValue(
        this.sealer,
        resource.inputs,
        place(resourceId, 'inputs'),
      ),
      outputs_sealed: sealValue(
        this.sealer,
        resource.outputs,
        place(resourceId, 'outputs'),
      ),
      outputs_shown: JSON.stringify(mask(resource.outputs)),
      outputs_version: resource.outputsVersion,
      state_sealed:
        resource.driverState === undefined
          ? null
          : this.sealer.seal(
              JSON.stringify(resource.driverState),
              place(resourceId, 'state'),
            ),
      target,
      physical_id: resource.physicalId ?? null,
      applied_hash: resource.appliedHash ?? null,
      needs: JSON.stringify(resource.needs),
      operation: resource.operation ? JSON.stringify(resource.operation) : null,
      completed_jobs: JSON.stringify(resource.completedJobs),
      generation: resource.rotation?.generation ?? FIRST,
      applied_generation: resource.rotation?.applied ?? FIRST,
    };
    const changed = await this.#rows()
      .where({ resource_id: resourceId, environment_id: environmentId })
      .update({ ...row, updated_at: clock(this.db) });
    if (changed > 0) {
      return;
    }
    await this.#rows().insert({
      ...row,
      resource_id: resourceId,
      environment_id: environmentId,
      updated_at: clock(this.db),
    });
    await this.#countMinted(environmentId, resource.address);
  }

  async remove(environmentId: string, resourceId: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId, resource_id: resourceId })
      .delete();
  }

  /**
   * A person decided that what drivers were doing has ended: it counts as failed, and the next
   * run does it again.
   */
  async giveUpOperations(environmentId: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId })
      .whereNotNull('operation')
      .update({ operation: null, lifecycle: 'failed' });
  }

  /** What drivers were doing when nobody heard of its end any more. */
  async openOperations(
    environmentId: string,
  ): Promise<{ driver: string; resourceId: string; operationId: string }[]> {
    const rows = await this.#rows()
      .where({ environment_id: environmentId })
      .whereNotNull('operation')
      .orderBy('resource_id')
      .select('driver', 'resource_id', 'operation');
    return rows.flatMap(row => {
      const operation = optional(row.operation, text =>
        parse<NonNullable<ResourceRecord['operation']>>(text),
      );
      return operation
        ? [
            {
              driver: row.driver,
              resourceId: row.resource_id,
              operationId: operation.id,
            },
          ]
        : [];
    });
  }

  /** Whether a driver was doing something whose end is not known. */
  async hasOpenOperation(environmentId: string): Promise<boolean> {
    const open = await this.#rows()
      .where({ environment_id: environmentId })
      .whereNotNull('operation')
      .first('resource_id');
    return open !== undefined;
  }

  async heads(environmentIds: string[]): Promise<ResourceHead[]> {
    const rows = await this.#rows()
      .whereIn('environment_id', environmentIds)
      .orderBy(['environment_id', 'address', 'resource_id']);
    return rows.map(headOf);
  }

  /** Some of an environment's, by address. */
  async page(
    environmentId: string,
    query: {
      address?: string;
      /** Words, all of them in the address. */
      search?: string;
      after?: { address: string; resourceId: string };
      limit: number;
    },
  ): Promise<ResourceHead[]> {
    const { address, search = '', after, limit } = query;
    const rows = this.#rows()
      .where({ environment_id: environmentId })
      .orderBy(['address', 'resource_id'])
      .limit(limit);
    withWords(rows, 'address', search);
    if (address !== undefined) rows.where({ address });
    if (after) {
      rows.whereRaw('(address, resource_id) > (?, ?)', [
        after.address,
        after.resourceId,
      ]);
    }
    return (await rows).map(headOf);
  }

  /** How many resources of each definition each environment has. */
  async countByDefinition(
    environmentIds: string[],
  ): Promise<{ environmentId: string; definition: string; count: number }[]> {
    const name = isPostgres(this.db)
      ? "definition::json ->> 'name'"
      : "json_extract(definition, '$.name')";
    const rows = await this.#rows()
      .whereIn('environment_id', environmentIds)
      .groupByRaw(`environment_id, ${name}`)
      .select<{ environment_id: string; name: string; count: Milliseconds }[]>(
        'environment_id',
        this.db.raw(`${name} as name`),
        this.db.raw('count(*) as count'),
      );
    return rows.map(row => ({
      environmentId: row.environment_id,
      definition: row.name,
      count: Number(row.count),
    }));
  }

  /** Everything about the environment's resources, secrets as `Secret`. */
  async records(environmentId: string): Promise<ResourceRecord[]> {
    const rows = await this.#rows()
      .where({ environment_id: environmentId })
      .orderBy(['address', 'resource_id']);
    return mapPatiently(rows, row => this.#record(row));
  }

  async minted(environmentId: string): Promise<Record<string, number>> {
    const rows = await this.db<MintedRow>('minted').where({
      environment_id: environmentId,
    });
    return Object.fromEntries(rows.map(row => [row.address, row.count]));
  }

  async #countMinted(environmentId: string, address: string): Promise<void> {
    await this.db<MintedRow>('minted')
      .insert({ environment_id: environmentId, address, count: 1 })
      .onConflict(['environment_id', 'address'])
      .merge({ count: this.db.raw('minted.count + 1') });
  }

  #record(row: Row): ResourceRecord {
    const id = row.resource_id;
    const driverState = optional(row.state_sealed, sealed =>
      parse<JsonValue>(this.sealer.open(sealed, place(id, 'state'))),
    );
    const operation = optional(row.operation, text =>
      parse<NonNullable<ResourceRecord['operation']>>(text),
    );
    return {
      resourceId: id,
      address: row.address,
      type: row.type,
      class: row.class,
      ...(row.explicit_id !== null && { id: row.explicit_id }),
      name: row.name,
      definition: parse<ResourceDefinition>(row.definition),
      driverVersion: row.driver_version,
      inputs: openValue(this.sealer, row.inputs_sealed, place(id, 'inputs')),
      outputs: openValue(this.sealer, row.outputs_sealed, place(id, 'outputs')),
      outputsVersion: row.outputs_version,
      ...(driverState !== undefined && { driverState }),
      ...(row.physical_id !== null && { physicalId: row.physical_id }),
      ...(row.applied_hash !== null && { appliedHash: row.applied_hash }),
      lifecycle: row.lifecycle,
      needs: parse<string[]>(row.needs),
      ...(operation && { operation }),
      completedJobs: parse<string[]>(row.completed_jobs),
      ...rotationOf(row),
    };
  }

  #rows() {
    return this.db<Row>('resources');
  }
}

function place(resourceId: string, what: 'inputs' | 'outputs' | 'state') {
  return sealedPlace('resources', `${what}_sealed`, resourceId);
}

/** Until its passwords are made anew for the first time, nothing is to be said. */
function rotationOf({
  generation,
  applied_generation: applied,
}: Row): Pick<ResourceRecord, 'rotation'> {
  return generation > FIRST ? { rotation: { generation, applied } } : {};
}

function headOf(row: Row): ResourceHead {
  return {
    environmentId: row.environment_id,
    resourceId: row.resource_id,
    address: row.address,
    type: row.type,
    class: row.class,
    ...(row.explicit_id !== null && { id: row.explicit_id }),
    name: row.name,
    driver: row.driver,
    lifecycle: row.lifecycle,
    definition: parse<ResourceDefinition>(row.definition),
    needs: parse<string[]>(row.needs),
    outputs: parse<JsonObject>(row.outputs_shown),
    outputsVersion: row.outputs_version,
    ...rotationOf(row),
    updatedAt: Number(row.updated_at),
  };
}
