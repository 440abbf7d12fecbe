import { Knex } from 'knex';
import { ExactPlan, StepFailure } from '@tutti/engine';
import {
  Deployment,
  DeploymentStatus,
  PlanHead,
  PlanInput,
  RanImages,
  Waits,
} from '@tutti/plugin-tutti-common';
import { Verification } from '../verification';
import {
  clock,
  Database,
  isPostgres,
  Milliseconds,
  optional,
  parse,
} from './database';
import { NO_BASIS, PlanBasis } from '../plans';
import { Ahead, aheadOf, isResting, mayBegin } from './line';
import { Images } from './releases';

export type PhaseView = Deployment['phases'][number];

export interface DeploymentRecord {
  id: string;
  environmentId: string;
  number: number;
  status: DeploymentStatus;
  /** Absent until it is planned, and once the plan is forgotten. */
  planId?: string;
  /** Absent until it is planned. */
  releaseId?: string;
  /** What outlives the plan. Absent until it is planned. */
  planned?: PlannedFacts;
  /** Format of the plan: a worker runs only its own. */
  format: number;
  /** Everything of the environment goes. */
  destroys: boolean;
  requestedBy: string;
  requestedAt: number;
  startedAt?: number;
  finishedAt?: number;
  phases: PhaseView[];
  failures: StepFailure[];
  idempotencyKey?: string;
  /** Of a change that is planned when its turn has come; absent where a reviewed plan runs. */
  input?: PlanInput;
  /** What is asked for, in words for people. */
  verb?: string;
  /** For what it stands beside the line. */
  waits?: Aside;
  /** Beside the line until then; absent: in it. */
  notBefore?: number;
  approval?: AskedApproval;
  /** A service asked, not a person. */
  byAutomation?: boolean;
  /** Repository and commit whose builds it gathers, or gathered. */
  gathers?: string;
  /** Who let it begin in a freeze window, and why. */
  override?: { by: string; reason: string };
  /** All whose changes are in it; absent: only `requestedBy`. */
  askedBy?: string[];
  /** The newer one that took this one into itself, or its place. */
  supersededBy?: string;
  /** What has to hold before it has succeeded, and what is known. Its gates are in `gates`. */
  verification?: Verification;
  /** What drivers say only in the run, once it waited for a review of that. */
  review?: Review;
  /** The one that failed, whose changes it puts back by itself. */
  rollsBack?: string;
  /** The success in another environment that it promotes by itself. */
  promotes?: string;
  /** Which contents ran when it succeeded. */
  images?: RanImages;
  /** What puts back its changes by itself, or why nothing does. */
  rollback?: { id: string; number: number } | { reason: string };
  /** The promotion to all of a type that asked for it. */
  round?: string;
  /** Of the request for it, as W3C Trace Context writes it. */
  traceParent?: string;
}

/** Why a deployment stands beside the line. */
export type Aside = Pick<Waits, 'for' | 'message' | 'since' | 'until'>;

/** What drivers would do, known only in the run, and what of it was approved. */
export interface Review {
  /** Milliseconds since 1970. */
  since: number;
  /** What people were asked about last. */
  plans: ExactPlan[];
  /** Hashes of exact plans, by the address of their step. */
  approved: Record<string, string>;
}

/** What a deployment needs from people before it may run, or go on. */
export interface AskedApproval {
  /** The rule of its environment type, as a sentence. */
  reason: string;
  /** So many different people. */
  quorum: number;
  /** At least one member of each, by entity ref. */
  groups: string[];
  /** Who asked, and who made the plan, count too. */
  self: boolean;
  /** Hash of what would happen: an approval is for it. */
  effects: string;
  /** Who may deploy here decides; absent: who may approve. */
  by?: 'deploy';
  /** Who made the plan. */
  author: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** What views and a rollback need of the plan of a deployment, when the plan itself is forgotten. */
export interface PlannedFacts {
  hash: string;
  /** Where its objects go. */
  target: PlanHead['target'];
  /** Images that somebody chose, here or in the deployments it builds on. */
  givenImages: Images;
  basis: PlanBasis;
}

interface Row {
  id: string;
  environment_id: string;
  number: number;
  status: DeploymentStatus;
  plan_id: string | null;
  release_id: string | null;
  target: string | null;
  given_images: string | null;
  plan_hash: string | null;
  basis: string | null;
  format: number;
  destroys: boolean | number;
  takeovers: number;
  requested_by: string;
  requested_at: Milliseconds;
  started_at: Milliseconds | null;
  finished_at: Milliseconds | null;
  phases: string;
  failures: string;
  idempotency_key: string | null;
  input: string | null;
  verb: string | null;
  waits_for: Aside['for'] | null;
  waits: string | null;
  not_before: Milliseconds | null;
  approval: string | null;
  expires_at: Milliseconds | null;
  by_automation: boolean | number;
  gathers: string | null;
  override: string | null;
  asked_by: string | null;
  superseded_by: string | null;
  verification: string | null;
  review: string | null;
  looked_at: Milliseconds | null;
  rolls_back: string | null;
  rollback: string | null;
  promotes: string | null;
  trace_parent: string | null;
  images: string | null;
  round: string | null;
}

/** The changes a run makes to its deployment. */
export type DeploymentChange = Partial<
  Pick<
    DeploymentRecord,
    | 'status'
    | 'startedAt'
    | 'finishedAt'
    | 'phases'
    | 'failures'
    | 'approval'
    | 'override'
    | 'supersededBy'
    | 'verification'
    | 'review'
    | 'rollback'
    | 'images'
  >
> & {
  /** Beside the line from now on, or `null`: in it. */
  aside?: { waits: Aside; notBefore?: number } | null;
};

export class DeploymentsTable {
  constructor(private readonly db: Database) {}

  /**
   * @throws A conflict error of the database when the idempotency key was used before, or what it promotes
   *   was promoted there.
   */
  async add(deployment: DeploymentRecord): Promise<void> {
    await this.#rows().insert({
      id: deployment.id,
      environment_id: deployment.environmentId,
      number: deployment.number,
      plan_id: deployment.planId ?? null,
      release_id: deployment.releaseId ?? null,
      ...plannedColumns(deployment.planned),
      format: deployment.format,
      destroys: deployment.destroys,
      requested_by: deployment.requestedBy,
      requested_at: deployment.requestedAt,
      idempotency_key: deployment.idempotencyKey ?? null,
      input: json(deployment.input),
      verb: deployment.verb ?? null,
      waits_for: deployment.waits?.for ?? null,
      waits: json(deployment.waits),
      not_before: deployment.notBefore ?? null,
      approval: json(deployment.approval),
      expires_at: deployment.approval?.expiresAt ?? null,
      by_automation: deployment.byAutomation ?? false,
      gathers: deployment.gathers ?? null,
      override: json(deployment.override),
      asked_by: json(deployment.askedBy),
      rolls_back: deployment.rollsBack ?? null,
      promotes: deployment.promotes ?? null,
      round: deployment.round ?? null,
      trace_parent: deployment.traceParent ?? null,
      status: deployment.status,
      phases: JSON.stringify(deployment.phases),
      failures: JSON.stringify(deployment.failures),
    });
  }

  async get(id: string): Promise<DeploymentRecord | undefined> {
    return optional(await this.#rows().where({ id }).first(), record);
  }

  /** In no order; what is gone is not among them. */
  async list(ids: string[]): Promise<DeploymentRecord[]> {
    return ids.length === 0
      ? []
      : (await this.#rows().whereIn('id', [...new Set(ids)])).map(record);
  }

  async findByIdempotencyKey(
    requestedBy: string,
    key: string,
  ): Promise<DeploymentRecord | undefined> {
    return optional(
      await this.#rows()
        .where({ requested_by: requestedBy, idempotency_key: key })
        .first(),
      record,
    );
  }

  async findByPlan(planId: string): Promise<DeploymentRecord | undefined> {
    return optional(
      await this.#rows()
        .where({ plan_id: planId })
        .orderBy('number', 'desc')
        .first(),
      record,
    );
  }

  /**
   * Changes it while it has one of these statuses.
   *
   * @returns false when it had another by then.
   */
  async change(
    id: string,
    from: readonly DeploymentStatus[],
    change: DeploymentChange,
  ): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id })
      .whereIn('status', [...from])
      .update(columns(change));
    return changed > 0;
  }

  /**
   * One that has not begun asks for more from now on.
   *
   * @param options.whileAside - only while it stands beside the line
   * @returns false when it does not wait any more
   */
  async askMore(
    id: string,
    more: Pick<DeploymentRecord, 'input' | 'askedBy'>,
    options: { whileAside?: boolean } = {},
  ): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id, status: 'queued' })
      .modify(rows => {
        if (options.whileAside) {
          rows.andWhere('not_before', '>', clock(this.db));
        }
      })
      .update({ input: json(more.input), asked_by: json(more.askedBy) });
    return changed > 0;
  }

  /** For each of these: itself, or the newest that took it into itself. By the id that was asked for. */
  async carriersOf(ids: string[]): Promise<Map<string, DeploymentRecord>> {
    const rows = await this.db
      .withRecursive('carried', ['asked', 'id', 'superseded_by'], chain =>
        chain
          .from('deployments')
          .whereIn('id', ids)
          .select('id as asked', 'id', 'superseded_by')
          .unionAll(next =>
            next
              .from('deployments')
              .join('carried', 'carried.superseded_by', 'deployments.id')
              .select(
                'carried.asked',
                'deployments.id',
                'deployments.superseded_by',
              ),
          ),
      )
      .from('carried')
      .join('deployments', 'deployments.id', 'carried.id')
      .whereNull('carried.superseded_by')
      .select<(Row & { asked: string })[]>('carried.asked', 'deployments.*');
    return new Map(rows.map(row => [row.asked, record(row)]));
  }

  /** What a change came to when its turn had come. */
  async attachPlan(
    id: string,
    plan: {
      id: string;
      releaseId: string;
      planned: PlannedFacts;
      format: number;
    },
  ): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({
        plan_id: plan.id,
        release_id: plan.releaseId,
        format: plan.format,
        ...plannedColumns(plan.planned),
      });
  }

  /**
   * Those of an environment that wait, whatever for, oldest first. Call it in a transaction that has
   * taken a number of the environment, or holds its row.
   */
  async waitingIn(environmentId: string): Promise<DeploymentRecord[]> {
    return (
      await this.#rows()
        .where({ environment_id: environmentId })
        .whereIn('status', ['queued', 'waiting-approval'])
        .orderBy('number')
    ).map(record);
  }

  /** Those of an environment that are not over, oldest first. */
  async unfinishedIn(environmentId: string): Promise<DeploymentRecord[]> {
    return (
      await this.#rows()
        .where({ environment_id: environmentId })
        .whereNull('finished_at')
        .orderBy('number')
    ).map(record);
  }

  /** Whatever waits in these environments, oldest first. */
  async waiting(environmentIds: string[]): Promise<DeploymentRecord[]> {
    return (
      await this.#rows()
        .whereIn('status', ['queued', 'waiting-approval'])
        .whereIn('environment_id', environmentIds)
        .orderBy(['requested_at', 'id'])
    ).map(record);
  }

  /** Puts back in line what waits for this; of one environment, or of all. @returns how many */
  async recall(reason: Aside['for'], environmentId?: string): Promise<number> {
    return this.#rows()
      .where({ status: 'queued', waits_for: reason })
      .modify(rows => {
        if (environmentId !== undefined) {
          rows.andWhere({ environment_id: environmentId });
        }
      })
      .update({ waits_for: null, waits: null, not_before: null });
  }

  /** Ids of those for whose approval nobody may be asked any more. */
  async unanswered(limit: number): Promise<string[]> {
    return this.#rows()
      .where({ status: 'waiting-approval' })
      .andWhere('expires_at', '<=', clock(this.db))
      .orderBy('expires_at')
      .limit(limit)
      .pluck('id');
  }

  /**
   * One that is verified and that nobody has looked at for so long: whoever asks looks now, and nobody
   * else. Undefined when there is none.
   */
  async takeLook(everyMs: number): Promise<DeploymentRecord | undefined> {
    const due = (rows: Knex.QueryBuilder) => {
      rows
        .whereNull('looked_at')
        .orWhere(
          'looked_at',
          '<=',
          this.db.raw('? - ?', [clock(this.db), everyMs]),
        );
    };
    const next = await this.#rows()
      .where({ status: 'verifying' })
      .andWhere(due)
      .orderBy('looked_at')
      .first();
    if (!next) {
      return undefined;
    }
    const taken = await this.#rows()
      .where({ id: next.id, status: 'verifying' })
      .andWhere(due)
      .update({ looked_at: this.db.raw('?', [clock(this.db)]) });
    return taken > 0 ? record(next) : undefined;
  }

  /** Somebody said something about it: it is looked at next. */
  async lookNow(id: string): Promise<void> {
    await this.#rows().where({ id }).update({ looked_at: null });
  }

  /** Those that keep an environment without a worker: they are verified, or wait for a review. */
  async restingIn(environmentId: string): Promise<DeploymentRecord[]> {
    return (
      await this.#rows()
        .where({ environment_id: environmentId })
        .andWhere(isResting())
    ).map(record);
  }

  /** Releases whose changes were put back by themselves, by deployments from this number on. */
  async rolledBackSince(
    environmentId: string,
    number: number,
  ): Promise<string[]> {
    return this.db('deployments as back')
      .join('deployments as failed', 'failed.id', 'back.rolls_back')
      .where('back.environment_id', environmentId)
      .andWhere('back.number', '>=', number)
      .whereNotNull('failed.release_id')
      .pluck('failed.release_id');
  }

  /** Holds the row until the transaction ends: who decides about it does so one after another. */
  async hold(id: string): Promise<DeploymentRecord | undefined> {
    return optional(
      await this.#rows()
        .where({ id })
        .modify(row => {
          if (isPostgres(this.db)) row.forUpdate();
        })
        .first(),
      record,
    );
  }

  numbers(ids: string[]): Promise<Pick<DeploymentRecord, 'id' | 'number'>[]> {
    return this.#rows().whereIn('id', ids).select('id', 'number');
  }

  /** For each of these that is queued, what is before it in line. */
  aheadOf(ids: string[]): Promise<Map<string, Ahead>> {
    return aheadOf(this.db, ids);
  }

  /** Newest first, of these environments only. */
  async page(query: {
    environmentIds: string[];
    requestedBy?: string;
    limit: number;
    before?: { requestedAt: number; id: string };
  }): Promise<DeploymentRecord[]> {
    const { before, requestedBy } = query;
    return (
      await this.#rows()
        .whereIn('environment_id', query.environmentIds)
        .modify(rows => {
          if (requestedBy !== undefined) {
            rows.andWhere({ requested_by: requestedBy });
          }
          if (before) {
            rows.andWhere(older =>
              older
                .where('requested_at', '<', before.requestedAt)
                .orWhere(same =>
                  same
                    .where('requested_at', before.requestedAt)
                    .andWhere('id', '<', before.id),
                ),
            );
          }
        })
        .orderBy([
          { column: 'requested_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(query.limit)
    ).map(record);
  }

  /** The last one of each environment. */
  async lastOf(
    environmentIds: string[],
  ): Promise<Map<string, DeploymentRecord>> {
    return this.#newest(environmentIds);
  }

  /** The last one of each environment that was begun, however it ended. */
  async lastBegunOf(
    environmentIds: string[],
  ): Promise<Map<string, DeploymentRecord>> {
    return this.#newest(environmentIds, {}, rows => {
      rows.whereNotNull('newest.started_at');
    });
  }

  /** The last success of each environment; one that destroyed it too. */
  async lastSuccessOf(
    environmentIds: string[],
  ): Promise<Map<string, DeploymentRecord>> {
    return this.#newest(environmentIds, { status: 'succeeded' });
  }

  /** The last success of each environment that deployed something: what the next one builds on. */
  async lastDeployedOf(
    environmentIds: string[],
  ): Promise<Map<string, DeploymentRecord>> {
    return this.#newest(environmentIds, {
      status: 'succeeded',
      destroys: false,
    });
  }

  /** For each of these: the newest success of its environment that is older and deployed something. */
  async successesBefore(
    ids: string[],
  ): Promise<Map<string, { id: string; number: number; releaseId: string }>> {
    const newestOlder = this.db('deployments as older')
      .where('older.environment_id', this.db.ref('later.environment_id'))
      .andWhere('older.status', 'succeeded')
      .andWhere('older.destroys', false)
      .whereNotNull('older.release_id')
      .andWhere('older.number', '<', this.db.ref('later.number'))
      .max('older.number');
    const rows = await this.db('deployments as later')
      .join(
        'deployments as before',
        'before.environment_id',
        'later.environment_id',
      )
      .where('before.number', newestOlder)
      .whereIn('later.id', ids)
      .select<
        { later_id: string; id: string; number: number; release_id: string }[]
      >({
        later_id: 'later.id',
        id: 'before.id',
        number: 'before.number',
        release_id: 'before.release_id',
      });
    return new Map(
      rows.map(row => [
        row.later_id,
        { id: row.id, number: row.number, releaseId: row.release_id },
      ]),
    );
  }

  /** What waits to be claimed, of all environments. */
  async queue(): Promise<{ length: number; oldestMs: number }> {
    const row = await this.db('deployments')
      .where({ status: 'queued' })
      .andWhere(mayBegin(this.db))
      .first<{
        length: number | string;
        oldest: Milliseconds | null;
        now: Milliseconds;
      }>(
        this.db.raw('count(*) as length'),
        this.db.raw('min(requested_at) as oldest'),
        this.db.raw('? as now', [clock(this.db)]),
      );
    const { length, oldest, now } = row;
    return {
      length: Number(length),
      oldestMs: oldest === null ? 0 : Math.max(0, Number(now) - Number(oldest)),
    };
  }

  /** Ids of those of these that somebody cancels. */
  cancelling(ids: string[]): Promise<string[]> {
    return this.#rows()
      .whereIn('id', ids)
      .andWhere({ status: 'cancelling' })
      .pluck('id');
  }

  async isActive(environmentId: string): Promise<boolean> {
    const active = await this.#rows()
      .where({ environment_id: environmentId })
      .whereIn('status', ['running', 'cancelling'])
      .first('id');
    return active !== undefined;
  }

  async countUnfinished(environmentIds: string[]): Promise<number> {
    const [{ count }] = await this.#rows()
      .whereIn('environment_id', environmentIds)
      .whereNull('finished_at')
      .count({ count: '*' });
    return Number(count);
  }

  /** One look at the index of each environment, however many deployments there are. */
  async #newest(
    environmentIds: string[],
    having: Partial<Pick<Row, 'status' | 'destroys'>> = {},
    narrow: (rows: Knex.QueryBuilder) => void = () => {},
  ): Promise<Map<string, DeploymentRecord>> {
    const newest = this.db('deployments as newest')
      .where('newest.environment_id', this.db.ref('environments.id'))
      .andWhere(
        Object.fromEntries(
          Object.entries(having).map(([column, value]) => [
            `newest.${column}`,
            value,
          ]),
        ),
      )
      .modify(narrow)
      .orderBy('newest.number', 'desc')
      .limit(1)
      .select('newest.number');
    const rows = await this.db('environments')
      .join('deployments', 'deployments.environment_id', 'environments.id')
      .whereIn('environments.id', environmentIds)
      .andWhere('deployments.number', newest)
      .select<Row[]>('deployments.*');
    return new Map(rows.map(row => [row.environment_id, record(row)]));
  }

  #rows() {
    return this.db<Row>('deployments');
  }
}

function plannedColumns(planned: PlannedFacts | undefined): Partial<Row> {
  return planned
    ? {
        plan_hash: planned.hash,
        target: JSON.stringify(planned.target),
        given_images: JSON.stringify(planned.givenImages),
        basis: JSON.stringify(planned.basis),
      }
    : {};
}

function columns(change: DeploymentChange): Partial<Row> {
  return {
    ...(change.status && { status: change.status }),
    ...(change.startedAt !== undefined && { started_at: change.startedAt }),
    ...(change.finishedAt !== undefined && { finished_at: change.finishedAt }),
    ...(change.phases && { phases: JSON.stringify(change.phases) }),
    ...(change.failures && { failures: JSON.stringify(change.failures) }),
    ...(change.approval && {
      approval: json(change.approval),
      expires_at: change.approval.expiresAt,
    }),
    ...(change.override && { override: json(change.override) }),
    ...(change.supersededBy && { superseded_by: change.supersededBy }),
    ...(change.verification && { verification: json(change.verification) }),
    ...(change.review && { review: json(change.review) }),
    ...(change.rollback && { rollback: json(change.rollback) }),
    ...(change.images && { images: json(change.images) }),
    ...(change.aside !== undefined && {
      waits_for: change.aside?.waits.for ?? null,
      waits: json(change.aside?.waits),
      not_before: change.aside?.notBefore ?? null,
    }),
  };
}

function record(row: Row): DeploymentRecord {
  const planned = plannedFacts(row);
  return {
    id: row.id,
    environmentId: row.environment_id,
    number: row.number,
    status: row.status,
    ...(row.plan_id !== null && { planId: row.plan_id }),
    ...(row.release_id !== null && { releaseId: row.release_id }),
    ...(planned && { planned }),
    format: row.format,
    destroys: Boolean(row.destroys),
    requestedBy: row.requested_by,
    requestedAt: Number(row.requested_at),
    ...(row.started_at !== null && { startedAt: Number(row.started_at) }),
    ...(row.finished_at !== null && { finishedAt: Number(row.finished_at) }),
    phases: parse<PhaseView[]>(row.phases),
    failures: parse<StepFailure[]>(row.failures),
    ...(row.idempotency_key !== null && {
      idempotencyKey: row.idempotency_key,
    }),
    ...(row.input !== null && { input: parse<PlanInput>(row.input) }),
    ...(row.verb !== null && { verb: row.verb }),
    ...(row.waits !== null && { waits: parse<Aside>(row.waits) }),
    ...(row.not_before !== null && { notBefore: Number(row.not_before) }),
    ...(row.approval !== null && {
      approval: parse<AskedApproval>(row.approval),
    }),
    ...(row.by_automation && { byAutomation: true }),
    ...(row.gathers !== null && { gathers: row.gathers }),
    ...(row.override !== null && {
      override: parse<{ by: string; reason: string }>(row.override),
    }),
    ...(row.asked_by !== null && { askedBy: parse<string[]>(row.asked_by) }),
    ...(row.superseded_by !== null && { supersededBy: row.superseded_by }),
    ...(row.verification !== null && {
      verification: parse<Verification>(row.verification),
    }),
    ...(row.review !== null && { review: parse<Review>(row.review) }),
    ...(row.rolls_back !== null && { rollsBack: row.rolls_back }),
    ...(row.promotes !== null && { promotes: row.promotes }),
    ...(row.round !== null && { round: row.round }),
    ...(row.trace_parent !== null && { traceParent: row.trace_parent }),
    ...(row.images !== null && { images: parse<RanImages>(row.images) }),
    ...(row.rollback !== null && {
      rollback: parse<NonNullable<DeploymentRecord['rollback']>>(row.rollback),
    }),
  };
}

function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

function plannedFacts(row: Row): PlannedFacts | undefined {
  const { plan_hash: hash, target, given_images: givenImages, basis } = row;
  return hash !== null && target !== null && givenImages !== null
    ? {
        hash,
        target: parse<PlannedFacts['target']>(target),
        givenImages: parse<Images>(givenImages),
        basis: basis === null ? NO_BASIS : parse<PlanBasis>(basis),
      }
    : undefined;
}
