import { Problem } from '@tutti/engine';
import { Allowed, ConsentNeeded, PlanInput } from '@tutti/plugin-tutti-common';
import {
  clock,
  Database,
  isPostgres,
  Milliseconds,
  optional,
  parse,
} from './database';

/** What whoever asked may consent to, by what a consent covers; a reason goes on after its message. */
export type ConsentRights = Record<ConsentNeeded['covers'], Allowed>;

/** Why there is no plan: an error as the API answers it. */
export interface RefusedRequest {
  /** Name of the error. */
  name: string;
  message: string;
  /** Of `Refused`: everything that stands against it. */
  problems?: Problem[];
  /** Of what nobody foresaw: the log tells it under this id. */
  errorId?: string;
}

/** A plan that was asked for and is not made. */
export interface PlanRequestRecord {
  id: string;
  environmentId: string;
  input: PlanInput;
  consenting: ConsentRights;
  requestedBy: string;
  requestedAt: number;
  /** Absent while it waits or is being made. */
  refusal?: RefusedRequest;
}

/** A worker's right to make one plan, until the lease ends. */
export interface PlanClaim {
  request: PlanRequestRecord;
  owner: string;
  /** 1 for the first worker. */
  attempt: number;
}

interface Row {
  id: string;
  environment_id: string;
  input: string;
  consenting: string;
  requested_by: string;
  requested_at: Milliseconds;
  state: 'planning' | 'refused';
  refusal: string | null;
  attempts: number;
  lease_owner: string | null;
  lease_until: Milliseconds | null;
}

/** Plans that workers make: only the database's clock says whose turn it is. */
export class PlanRequestsTable {
  constructor(private readonly db: Database) {}

  async add(request: Omit<PlanRequestRecord, 'refusal'>): Promise<void> {
    await this.#rows().insert({
      id: request.id,
      environment_id: request.environmentId,
      input: JSON.stringify(request.input),
      consenting: JSON.stringify(request.consenting),
      requested_by: request.requestedBy,
      requested_at: request.requestedAt,
      state: 'planning',
    });
  }

  async get(id: string): Promise<PlanRequestRecord | undefined> {
    return optional(await this.#rows().where({ id }).first(), record);
  }

  /** How many of this caller wait or are being made, in all replicas. */
  async countOf(requestedBy: string): Promise<number> {
    const [{ count }] = await this.#rows()
      .where({ requested_by: requestedBy, state: 'planning' })
      .count({ count: '*' });
    return Number(count);
  }

  /** Its place in the line; 0 while it is being made. */
  async position(id: string): Promise<number> {
    const own = await this.#waiting().andWhere({ id }).first();
    if (!own) {
      return 0;
    }
    const [{ count }] = await this.#waiting()
      .andWhere(earlier =>
        earlier
          .where('requested_at', '<', own.requested_at)
          .orWhere(same =>
            same
              .where('requested_at', own.requested_at)
              .andWhere('id', '<=', id),
          ),
      )
      .count({ count: '*' });
    return Number(count);
  }

  /**
   * The oldest that nobody makes. Undefined when there is none, or another worker was quicker.
   *
   * @param making - Ids of those that the caller makes already, whatever became of their leases.
   */
  async claim(
    owner: string,
    leaseMs: number,
    making: string[] = [],
  ): Promise<PlanClaim | undefined> {
    const oldest = this.#waiting()
      .whereNotIn('id', making)
      .orderBy(['requested_at', 'id'])
      .limit(1)
      .select('id')
      .modify(query => {
        if (isPostgres(this.db)) {
          query.forUpdate().skipLocked();
        }
      });
    const [row] = await this.#rows()
      .where('id', '=', oldest)
      .update(
        {
          attempts: this.db.raw('attempts + 1'),
          lease_owner: owner,
          lease_until: until(this.db, leaseMs),
        },
        '*',
      );
    return row && { request: record(row), owner, attempt: row.attempts };
  }

  /** @returns false when another worker has it. */
  async renew(claim: PlanClaim, leaseMs: number): Promise<boolean> {
    const renewed = await this.#claimed(claim).update({
      lease_until: until(this.db, leaseMs),
    });
    return renewed > 0;
  }

  /** As if it had not been taken: this worker stops. */
  async putBack(claim: PlanClaim): Promise<void> {
    await this.#claimed(claim).update({
      attempts: claim.attempt - 1,
      lease_owner: null,
      lease_until: null,
    });
  }

  /**
   * It is made: the plan takes its place. Call it in the transaction that stores the plan.
   *
   * @returns false when another worker has it.
   */
  async end(claim: PlanClaim): Promise<boolean> {
    return (await this.#claimed(claim).delete()) > 0;
  }

  async refuse(claim: PlanClaim, refusal: RefusedRequest): Promise<void> {
    await this.#claimed(claim).update({
      state: 'refused',
      refusal: JSON.stringify(refusal),
      lease_owner: null,
      lease_until: null,
    });
  }

  /** Those that were asked for before `time` and never became plans. */
  async forget(time: number): Promise<number> {
    return this.#rows().where('requested_at', '<', time).delete();
  }

  #claimed({ request, owner, attempt }: PlanClaim) {
    return this.#rows().where({
      id: request.id,
      state: 'planning',
      lease_owner: owner,
      attempts: attempt,
    });
  }

  #waiting() {
    return this.#rows()
      .where({ state: 'planning' })
      .andWhere(lease =>
        lease
          .whereNull('lease_until')
          .orWhere('lease_until', '<', clock(this.db)),
      );
  }

  #rows() {
    return this.db<Row>('plan_requests');
  }
}

function until(db: Database, leaseMs: number) {
  return db.raw('? + ?', [clock(db), Math.ceil(leaseMs)]);
}

function record(row: Row): PlanRequestRecord {
  const refusal = optional(row.refusal, text => parse<RefusedRequest>(text));
  return {
    id: row.id,
    environmentId: row.environment_id,
    input: parse<PlanInput>(row.input),
    consenting: parse<ConsentRights>(row.consenting),
    requestedBy: row.requested_by,
    requestedAt: Number(row.requested_at),
    ...(refusal && { refusal }),
  };
}
