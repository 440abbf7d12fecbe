import { Plan } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { Database, Milliseconds, optional, parse } from './database';
import { Images } from './releases';

export interface StoredPlan {
  id: string;
  environmentId: string;
  releaseId: string;
  input: PlanInput;
  /** Images that somebody chose, here or in the deployments it builds on. */
  givenImages: Images;
  plan: Plan;
  createdAt: number;
  createdBy: string;
}

interface Row {
  id: string;
  environment_id: string;
  release_id: string;
  input: string;
  given_images: string;
  plan: string;
  target: string;
  hash: string;
  format: number;
  created_at: Milliseconds;
  created_by: string;
}

export class PlansTable {
  constructor(private readonly db: Database) {}

  async add(plan: StoredPlan): Promise<void> {
    await this.#rows().insert({
      id: plan.id,
      environment_id: plan.environmentId,
      release_id: plan.releaseId,
      input: JSON.stringify(plan.input),
      given_images: JSON.stringify(plan.givenImages),
      plan: JSON.stringify(plan.plan),
      target: JSON.stringify(plan.plan.target),
      hash: plan.plan.hash,
      format: plan.plan.format,
      created_at: plan.createdAt,
      created_by: plan.createdBy,
    });
  }

  async get(id: string): Promise<StoredPlan | undefined> {
    return optional(await this.#rows().where({ id }).first(), row => ({
      id: row.id,
      environmentId: row.environment_id,
      releaseId: row.release_id,
      input: parse<PlanInput>(row.input),
      givenImages: parse<Images>(row.given_images),
      plan: parse<Plan>(row.plan),
      createdAt: Number(row.created_at),
      createdBy: row.created_by,
    }));
  }

  async givenImages(ids: string[]): Promise<Map<string, Images>> {
    const rows = await this.#rows()
      .whereIn('id', ids)
      .select('id', 'given_images');
    return new Map(rows.map(row => [row.id, parse<Images>(row.given_images)]));
  }

  /** Where each plan's objects go. */
  async targets(ids: string[]): Promise<Map<string, Plan['target']>> {
    const rows = await this.#rows().whereIn('id', ids).select('id', 'target');
    return new Map(
      rows.map(row => [row.id, parse<Plan['target']>(row.target)]),
    );
  }

  /** Forgets plans that nothing ran, made before `time`. */
  async forgetUnused(time: number): Promise<number> {
    return this.#rows()
      .where('created_at', '<', time)
      .whereNotIn('id', this.db('deployments').select('plan_id'))
      .delete();
  }

  #rows() {
    return this.db<Row>('plans');
  }
}
