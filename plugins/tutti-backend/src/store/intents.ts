import { randomUUID } from 'node:crypto';
import { Intent, Precondition } from '@tutti/engine';
import { clock, Database, Milliseconds, parse } from './database';

interface Row {
  id: string;
  environment_id: string;
  object_id: string;
  operation: Intent['operation'];
  expected: string;
  fence: number;
  deadline: Milliseconds;
}

interface JoinedRow extends Row {
  api_version: string;
  kind: string;
  namespace: string;
  name: string;
  owner: string;
}

/** What is about to be done to an object of a target; a row lives until its end is known. */
export class IntentsTable {
  constructor(private readonly db: Database) {}

  /** Committed before the request is sent; the deadline is by the database's clock. */
  async open(intent: {
    environmentId: string;
    objectId: string;
    operation: Intent['operation'];
    expected: Precondition;
    fence: number;
    timeoutMs: number;
  }): Promise<{ id: string; deadline: number }> {
    const id = randomUUID();
    const [row] = await this.#rows()
      .insert({
        id,
        environment_id: intent.environmentId,
        object_id: intent.objectId,
        operation: intent.operation,
        expected: JSON.stringify(intent.expected),
        fence: intent.fence,
        deadline: this.db.raw('? + ?', [
          clock(this.db),
          Math.ceil(intent.timeoutMs),
        ]),
      })
      .returning('deadline');
    return { id, deadline: Number(row.deadline) };
  }

  /**
   * Call it in a transaction.
   *
   * @returns the object's id, or undefined when it was settled before.
   */
  async settle(environmentId: string, id: string): Promise<string | undefined> {
    const row = await this.#rows()
      .where({ id, environment_id: environmentId })
      .first('object_id');
    const settled = await this.#rows()
      .where({ id, environment_id: environmentId })
      .delete();
    return settled > 0 ? row?.object_id : undefined;
  }

  /** Those of runs before this token, oldest first. */
  async listBefore(environmentId: string, fence: number): Promise<Intent[]> {
    const rows = await this.#rows()
      .join('objects', 'objects.id', 'intents.object_id')
      .where('intents.environment_id', environmentId)
      .andWhere('intents.fence', '<', fence)
      .orderBy(['intents.deadline', 'intents.id'])
      .select<JoinedRow[]>(
        'intents.*',
        'objects.api_version',
        'objects.kind',
        'objects.namespace',
        'objects.name',
        'objects.owner',
      );
    return rows.map(row => ({
      id: row.id,
      ref: {
        apiVersion: row.api_version,
        kind: row.kind,
        ...(row.namespace && { namespace: row.namespace }),
        name: row.name,
      },
      owner: row.owner,
      operation: row.operation,
      expected: parse<Precondition>(row.expected),
      fence: row.fence,
      deadline: Number(row.deadline),
    }));
  }

  #rows() {
    return this.db<Row>('intents');
  }
}
