import { PlanHead, PlanInput } from '@tutti/plugin-tutti-common';
import { NO_BASIS, PlanBasis, WrittenStep } from '../plans';
import { Database, Milliseconds, optional, parse } from './database';
import { PlanStepsTable } from './planSteps';
import { Images } from './releases';

/**
 * What a plan was made from, as far as it may change: it is current while all of it is as it was. No
 * value and no secret is in it.
 */
export interface MadeFrom {
  /** Revision of the platform's files. */
  platform: string;
  /** Keyed digest of values and secrets in app-config. */
  platformValues: string;
  owner?: string;
  /** Of the catalog entity, those that the platform allows. */
  labels: Record<string, string>;
  /** Name of a value or a secret -> its versions. */
  values: Record<'application' | 'environment', Record<string, string>>;
  /** Name of another application -> digest of what it offers here. */
  neighbours: Record<string, string>;
  /** Of what is recorded of the environment. */
  serial: number;
  /** The deployment that was under way. */
  running?: string;
}

export interface StoredPlan {
  id: string;
  environmentId: string;
  releaseId: string;
  input: PlanInput;
  basis: PlanBasis;
  /** Images that somebody chose, here or in the deployments it builds on. */
  givenImages: Images;
  /** Its steps are in `plan_steps`. */
  plan: PlanHead;
  /** Absent in plans of before it was remembered. */
  madeFrom?: MadeFrom;
  createdAt: number;
  createdBy: string;
}

interface Row {
  id: string;
  environment_id: string;
  release_id: string;
  input: string;
  basis: string | null;
  given_images: string;
  plan: string;
  rest: string;
  target: string;
  hash: string;
  format: number;
  made_from: string | null;
  created_at: Milliseconds;
  created_by: string;
}

export class PlansTable {
  constructor(private readonly db: Database) {}

  /** Call it in a transaction: a plan has all of its steps. */
  async add(
    plan: StoredPlan,
    { rest, steps }: { rest: string; steps: WrittenStep[] },
  ): Promise<void> {
    await this.#rows().insert({
      id: plan.id,
      environment_id: plan.environmentId,
      release_id: plan.releaseId,
      input: JSON.stringify(plan.input),
      basis: JSON.stringify(plan.basis),
      given_images: JSON.stringify(plan.givenImages),
      plan: JSON.stringify(plan.plan),
      rest,
      target: JSON.stringify(plan.plan.target),
      hash: plan.plan.hash,
      format: plan.plan.format,
      made_from: plan.madeFrom ? JSON.stringify(plan.madeFrom) : null,
      created_at: plan.createdAt,
      created_by: plan.createdBy,
    });
    await new PlanStepsTable(this.db).add(plan.id, steps);
  }

  async get(id: string): Promise<StoredPlan | undefined> {
    const found = await this.#rows()
      .where({ id })
      .first(
        'id',
        'environment_id',
        'release_id',
        'input',
        'basis',
        'given_images',
        'plan',
        'made_from',
        'created_at',
        'created_by',
      );
    return optional(found, row => ({
      id: row.id,
      environmentId: row.environment_id,
      releaseId: row.release_id,
      input: parse<PlanInput>(row.input),
      basis: row.basis === null ? NO_BASIS : parse<PlanBasis>(row.basis),
      givenImages: parse<Images>(row.given_images),
      plan: parse<PlanHead>(row.plan),
      ...(row.made_from !== null && {
        madeFrom: parse<MadeFrom>(row.made_from),
      }),
      createdAt: Number(row.created_at),
      createdBy: row.created_by,
    }));
  }

  /** What was asked for; the plan itself may be large. */
  async input(id: string): Promise<PlanInput | undefined> {
    const row = await this.#rows().where({ id }).first('input');
    return row && parse<PlanInput>(row.input);
  }

  /** JSON of all of it but its steps. */
  async rest(id: string): Promise<string> {
    const row = await this.#rows().where({ id }).first('rest');
    if (!row) {
      throw new Error(`The plan ${id} is gone`);
    }
    return row.rest;
  }

  /** Forgets plans that nothing ran, made before `time`. */
  async forgetUnused(time: number): Promise<number> {
    return this.#rows()
      .where('created_at', '<', time)
      .whereNotExists(
        this.db('deployments').where('plan_id', this.db.ref('plans.id')),
      )
      .delete();
  }

  #rows() {
    return this.db<Row>('plans');
  }
}
