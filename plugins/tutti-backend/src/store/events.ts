import { DeploymentEvent } from '@tutti/plugin-tutti-common';
import { Database, Milliseconds, parse } from './database';

type StoredEvent = DeploymentEvent['event'];

interface Row {
  id: Milliseconds;
  deployment_id: string | null;
  application_id: string | null;
  environment_id: string | null;
  at: Milliseconds;
  event: string;
}

type OfDeployment = Omit<Row, 'deployment_id'> & { deployment_id: string };

const ROWS_PER_INSERT = 100;

export class EventsTable {
  constructor(private readonly db: Database) {}

  /**
   * Appends events in order. Call it last in its transaction: the counter's row stays locked
   * until the commit, so that whoever has read event n has seen every event before it.
   */
  async append(deploymentId: string, events: StoredEvent[]): Promise<void> {
    if (events.length === 0) {
      return;
    }
    const { value, ...place } = await this.#count(deploymentId, events.length);
    const rows = events.map((event, index) => ({
      id: Number(value) - events.length + 1 + index,
      deployment_id: deploymentId,
      ...place,
      at: event.at,
      event: JSON.stringify(event),
    }));
    // `batchInsert` of knex would open a transaction of its own for it, inside the one that there is.
    for (let first = 0; first < rows.length; first += ROWS_PER_INSERT) {
      await this.db('events').insert(
        rows.slice(first, first + ROWS_PER_INSERT),
      );
    }
  }

  /** The last of so many new ids, and the place of the deployment, in one question. */
  async #count(
    deploymentId: string,
    events: number,
  ): Promise<
    Pick<Row, 'environment_id' | 'application_id'> & { value: Milliseconds }
  > {
    const ofDeployment = (column: string) =>
      this.db('deployments')
        .join('environments', 'environments.id', 'deployments.environment_id')
        .where('deployments.id', deploymentId)
        .select(column);
    const [row] = await this.db('counters')
      .where({ name: 'events' })
      .increment('value', events)
      .returning([
        'value',
        this.db.raw('(?) as environment_id', [ofDeployment('environments.id')]),
        this.db.raw('(?) as application_id', [
          ofDeployment('environments.application_id'),
        ]),
      ]);
    return row;
  }

  /** The id of the last event of all; 0 before the first. */
  async newest(): Promise<number> {
    const row = await this.db<{ name: string; value: Milliseconds }>('counters')
      .where({ name: 'events' })
      .first('value');
    return Number(row?.value ?? 0);
  }

  /** The changes of status among the `limit` events after `after`, how far that reaches, and whether there are more. */
  async statuses(
    after: number,
    limit: number,
  ): Promise<{
    items: {
      id: number;
      deploymentId: string;
      event: Extract<StoredEvent, { type: 'status' }>;
    }[];
    last: number;
    isFull: boolean;
  }> {
    const rows = await this.db<Row>('events')
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .select('id', 'deployment_id', 'event');
    const items = rows.flatMap(({ id, deployment_id: deploymentId, event }) => {
      const told = parse<StoredEvent>(event);
      return deploymentId !== null && told.type === 'status'
        ? [{ id: Number(id), deploymentId, event: told }]
        : [];
    });
    return {
      items,
      last: Number(rows.at(-1)?.id ?? after),
      isFull: rows.length === limit,
    };
  }

  /** In order, those after `after`, of one deployment or of these environments. */
  async after(query: {
    of: { deploymentId: string } | { environmentIds: string[] };
    after: number;
    limit: number;
  }): Promise<DeploymentEvent[]> {
    const { of } = query;
    const rows = await this.db<Row>('events')
      .where('events.id', '>', query.after)
      .modify(events => {
        if ('deploymentId' in of) {
          events.andWhere('deployment_id', of.deploymentId);
        } else {
          events.whereIn('environment_id', of.environmentIds);
        }
      })
      .whereNotNull('deployment_id')
      .orderBy('events.id')
      .limit(query.limit)
      .select<OfDeployment[]>('id', 'deployment_id', 'at', 'event');
    return rows.map(row => ({
      id: Number(row.id),
      deploymentId: row.deployment_id,
      at: new Date(Number(row.at)).toISOString(),
      event: parse<StoredEvent>(row.event),
    }));
  }
}
