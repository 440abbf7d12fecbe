import { TargetPlace } from '@tutti/engine';
import { Hold } from '@tutti/plugin-tutti-common';
import {
  clock,
  Database,
  holdRow,
  Milliseconds,
  optional,
  parse,
} from './database';

/** The place an environment got at its first run and keeps ever after. */
export type BoundTarget = TargetPlace;

export interface EnvironmentRecord {
  id: string;
  applicationId: string;
  name: string;
  type: string;
  createdAt: number;
  createdBy: string;
  idempotencyKey?: string;
  target?: BoundTarget;
  /** What tells it apart from others of its type; for promotion alone. */
  labels: Record<string, string>;
  fence: number;
  /** Why nothing may run until somebody unlocks it. */
  blocked?: string;
  /** Who keeps automation out of it. */
  hold?: Hold;
}

interface Row {
  id: string;
  application_id: string;
  name: string;
  type: string;
  created_at: Milliseconds;
  created_by: string;
  target: string | null;
  last_deployment: number;
  fence: number;
  serial: number;
  lease_owner: string | null;
  lease_until: Milliseconds | null;
  blocked: string | null;
  hold: string | null;
  idempotency_key: string | null;
  labels: string | null;
}

function isSamePlace(one: BoundTarget, other: BoundTarget): boolean {
  const place = ({ name, driver, cluster, namespace, git }: BoundTarget) =>
    JSON.stringify([
      [name, driver, cluster, namespace],
      [git?.repository, git?.branch, git?.path],
    ]);
  return place(one) === place(other);
}

export class EnvironmentsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when the application has one of this name. */
  async add(
    environment: Pick<
      EnvironmentRecord,
      | 'id'
      | 'applicationId'
      | 'name'
      | 'type'
      | 'createdAt'
      | 'createdBy'
      | 'idempotencyKey'
    > &
      Partial<Pick<EnvironmentRecord, 'labels'>>,
  ): Promise<void> {
    await this.#rows().insert({
      id: environment.id,
      application_id: environment.applicationId,
      name: environment.name,
      type: environment.type,
      created_at: environment.createdAt,
      created_by: environment.createdBy,
      idempotency_key: environment.idempotencyKey ?? null,
      labels: labelsText(environment.labels),
    });
  }

  async setLabels(id: string, labels: Record<string, string>): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ labels: labelsText(labels) });
  }

  async get(ids: string[]): Promise<EnvironmentRecord[]> {
    return (await this.#rows().whereIn('id', ids)).map(record);
  }

  async find(
    applicationId: string,
    name: string,
  ): Promise<EnvironmentRecord | undefined> {
    return optional(
      await this.#rows().where({ application_id: applicationId, name }).first(),
      record,
    );
  }

  async findByIdempotencyKey(
    createdBy: string,
    key: string,
  ): Promise<EnvironmentRecord | undefined> {
    return optional(
      await this.#rows()
        .where({ created_by: createdBy, idempotency_key: key })
        .first(),
      record,
    );
  }

  async listOf(applicationIds: string[]): Promise<EnvironmentRecord[]> {
    return (
      await this.#rows()
        .whereIn('application_id', applicationIds)
        .orderBy('name')
    ).map(record);
  }

  async listOfType(type: string): Promise<EnvironmentRecord[]> {
    return (await this.#rows().where({ type })).map(record);
  }

  /** Until the transaction ends, nobody else asks for anything in it. */
  async holdLine(id: string): Promise<void> {
    await holdRow(this.db, 'environments', id);
  }

  /** Takes the next deployment number; call it in the transaction that stores the deployment. */
  async nextDeploymentNumber(id: string): Promise<number> {
    const [row] = await this.#rows()
      .where({ id })
      .increment('last_deployment', 1)
      .returning('last_deployment');
    return row.last_deployment;
  }

  /**
   * Keeps the target of the first run. A later call changes only how things come to the same place, and who
   * says whether they run: a Target file may say that anew.
   */
  async bindTarget(id: string, target: BoundTarget): Promise<void> {
    const row = await this.#rows().where({ id }).first('target');
    const bound = row && optional(row.target, text => parse<BoundTarget>(text));
    if (row && (!bound || (target.git && isSamePlace(bound, target)))) {
      await this.#rows()
        .where({ id, target: row.target })
        .update({ target: JSON.stringify(target) });
    }
  }

  /** With its plans, deployments, values and whatever else is only its own. */
  async remove(id: string): Promise<void> {
    await this.#rows().where({ id }).delete();
  }

  /** Automation stays out from now on. */
  async setHold(id: string, hold: Hold): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ hold: JSON.stringify(hold) });
  }

  /** @returns false when automation was not held. */
  async endHold(id: string): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id })
      .whereNotNull('hold')
      .update({ hold: null });
    return changed > 0;
  }

  /** A run's lease of it has not run out: whoever has it may write. */
  async isLeased(id: string): Promise<boolean> {
    const leased = await this.#rows()
      .where({ id })
      .andWhere('lease_until', '>', clock(this.db))
      .first('id');
    return leased !== undefined;
  }

  /** The serial of what is recorded of it, and the deployment that is under way. */
  async progress(id: string): Promise<{ serial: number; running?: string }> {
    const row = await this.#rows()
      .leftJoin('deployments', join =>
        join
          .on('deployments.environment_id', 'environments.id')
          .andOnIn('deployments.status', ['running', 'cancelling']),
      )
      .where('environments.id', id)
      .first<{ serial: number; running: string | null } | undefined>(
        'environments.serial',
        'deployments.id as running',
      );
    return {
      serial: row?.serial ?? 0,
      ...(row?.running && { running: row.running }),
    };
  }

  /**
   * Says that what is recorded of it changes. A run says so before its first write, in a statement of
   * its own: those of one run that wrote it beside each other would wait for each other for ever.
   *
   * @param fence - Of the run; it says nothing once a newer one has taken over.
   */
  async raiseSerial(id: string, fence?: number): Promise<void> {
    await this.#rows()
      .where({ id, ...(fence !== undefined && { fence }) })
      .increment('serial', 1);
  }

  async block(id: string, reason: string): Promise<void> {
    await this.#rows().where({ id }).update({ blocked: reason });
  }

  /** @returns false when it was not blocked. */
  async unblock(id: string): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id })
      .whereNotNull('blocked')
      .update({ blocked: null });
    return changed > 0;
  }

  #rows() {
    return this.db<Row>('environments');
  }
}

function record(row: Row): EnvironmentRecord {
  const target = optional(row.target, text => parse<BoundTarget>(text));
  return {
    id: row.id,
    applicationId: row.application_id,
    name: row.name,
    type: row.type,
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    ...(target && { target }),
    labels: row.labels === null ? {} : parse(row.labels),
    fence: row.fence,
    ...(row.blocked !== null && { blocked: row.blocked }),
    ...(row.hold !== null && { hold: parse<Hold>(row.hold) }),
    ...(row.idempotency_key !== null && {
      idempotencyKey: row.idempotency_key,
    }),
  };
}

function labelsText(labels: Record<string, string> = {}): string | null {
  return Object.keys(labels).length > 0 ? JSON.stringify(labels) : null;
}
