import { randomUUID } from 'node:crypto';
import {
  AlreadyOwned,
  JsonObject,
  ObjectRecord,
  ObjectRef,
} from '@tutti/engine';
import { Database, parse } from './database';

export interface InventoryObject extends ObjectRecord {
  id: string;
  environmentId: string;
}

/** What an object is called and whose it is. */
export type ObjectHead = Pick<
  InventoryObject,
  'environmentId' | 'ref' | 'owner'
>;

interface Row {
  id: string;
  environment_id: string;
  target: string;
  group: string;
  api_version: string;
  kind: string;
  namespace: string;
  name: string;
  owner: string;
  uid: string | null;
  applied: string;
  owned_hash: string | null;
  state: ObjectRecord['state'];
  adopted: boolean | number;
}

/** The inventory. An object of a target belongs to one environment only. */
export class ObjectsTable {
  constructor(private readonly db: Database) {}

  /**
   * Adds or replaces the row of an object; call it in a transaction.
   *
   * @returns its id.
   * @throws Error naming the object when it belongs to another environment.
   */
  async save(environmentId: string, object: ObjectRecord): Promise<string> {
    const identity = identify(object.target, object.ref);
    const row = {
      api_version: object.ref.apiVersion,
      owner: object.owner,
      uid: object.uid ?? null,
      applied: JSON.stringify(object.applied),
      owned_hash: object.ownedHash ?? null,
      state: object.state,
      adopted: object.adopted ?? false,
    };
    const present = await this.#rows().where(identity).first();
    if (!present) {
      const id = randomUUID();
      await this.#rows().insert({
        id,
        environment_id: environmentId,
        ...identity,
        ...row,
      });
      return id;
    }
    if (present.environment_id !== environmentId) {
      const { kind, namespace, name } = object.ref;
      throw new AlreadyOwned(
        `${kind} ${namespace ? `${namespace}/` : ''}${name} in ${
          object.target
        } belongs to another environment`,
      );
    }
    await this.#rows().where({ id: present.id }).update(row);
    return present.id;
  }

  /** The change was confirmed by the target. */
  async confirm(
    id: string,
    present: Pick<ObjectRecord, 'uid' | 'ownedHash'>,
  ): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({
        state: 'present',
        uid: present.uid ?? null,
        owned_hash: present.ownedHash ?? null,
      });
  }

  async remove(id: string): Promise<void> {
    await this.#rows().where({ id }).delete();
  }

  /** It is let go of and stays where it is: the namespace around it must not go with it. */
  async leave(id: string): Promise<void> {
    const left = await this.#rows().where({ id }).first();
    if (left) {
      await this.#rows()
        .where({
          environment_id: left.environment_id,
          ...identify(left.target, {
            apiVersion: 'v1',
            kind: 'Namespace',
            name: left.namespace,
          }),
        })
        .update({ adopted: true });
      await this.remove(id);
    }
  }

  async list(environmentIds: string[]): Promise<InventoryObject[]> {
    return (
      await this.#rows()
        .whereIn('environment_id', environmentIds)
        .orderBy(['environment_id', 'owner', 'group', 'kind', 'name'])
    ).map(record);
  }

  /** Everything that is in one cluster, as far as Tutti knows, in no order and without its content. */
  async headsIn(target: string): Promise<ObjectHead[]> {
    const rows = await this.#rows()
      .where({ target, state: 'present' })
      .select<
        Pick<
          Row,
          | 'environment_id'
          | 'api_version'
          | 'kind'
          | 'namespace'
          | 'name'
          | 'owner'
        >[]
      >('environment_id', 'api_version', 'kind', 'namespace', 'name', 'owner');
    return rows.map(row => ({
      environmentId: row.environment_id,
      ref: refOf(row),
      owner: row.owner,
    }));
  }

  /** Of these kinds only, in no order. */
  async listKinds(
    environmentIds: string[],
    kinds: readonly string[],
  ): Promise<InventoryObject[]> {
    return (
      await this.#rows()
        .whereIn('environment_id', environmentIds)
        .whereIn('kind', kinds)
    ).map(record);
  }

  /** Those of these environments that have any. */
  async holders(environmentIds: string[]): Promise<Set<string>> {
    const rows = await this.#rows()
      .whereIn('environment_id', environmentIds)
      .distinct<Pick<Row, 'environment_id'>[]>('environment_id');
    return new Set(rows.map(row => row.environment_id));
  }

  async count(environmentIds: string[]): Promise<number> {
    const [{ count }] = await this.#rows()
      .whereIn('environment_id', environmentIds)
      .count({ count: '*' });
    return Number(count);
  }

  #rows() {
    return this.db<Row>('objects');
  }
}

function identify(target: string, ref: ObjectRef) {
  const slash = ref.apiVersion.indexOf('/');
  return {
    target,
    group: slash < 0 ? '' : ref.apiVersion.slice(0, slash),
    kind: ref.kind,
    namespace: ref.namespace ?? '',
    name: ref.name,
  };
}

function refOf(
  row: Pick<Row, 'api_version' | 'kind' | 'namespace' | 'name'>,
): ObjectRef {
  return {
    apiVersion: row.api_version,
    kind: row.kind,
    ...(row.namespace && { namespace: row.namespace }),
    name: row.name,
  };
}

function record(row: Row): InventoryObject {
  return {
    id: row.id,
    environmentId: row.environment_id,
    target: row.target,
    ref: refOf(row),
    owner: row.owner,
    ...(row.uid !== null && { uid: row.uid }),
    applied: parse<JsonObject>(row.applied),
    ...(row.owned_hash !== null && { ownedHash: row.owned_hash }),
    state: row.state,
    ...(row.adopted && { adopted: true }),
  };
}
