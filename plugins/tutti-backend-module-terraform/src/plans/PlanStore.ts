import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import { clock } from '../state/database';

/** For what a plan was made: it is current as long as all three are the same. */
export interface PlanBasis {
  /** Keyed. */
  inputs: string;
  module: string;
  state: string;
}

/** A plan as the tool saved it, and what the tool said of it. */
export interface SavedPlan {
  /** The tool's own file: only the tool reads it. */
  file: Buffer;
  /** What `show -json` printed. */
  shown: string;
  /** The providers that it was made with (`.terraform.lock.hcl`). */
  providers?: Buffer;
}

/** One saved plan of each resource, sealed: values of variables stand in it in clear. */
export class PlanStore {
  constructor(
    private readonly db: Knex,
    private readonly sealing: () => Promise<TuttiSealing>,
    /** After so long the world may be another one, and nothing says so. */
    private readonly keptMs: number,
  ) {}

  /** The plan that was made for exactly this; undefined where there is none any more. */
  async find(
    resourceId: string,
    basis: PlanBasis,
  ): Promise<SavedPlan | undefined> {
    const [row] = await this.db('terraform_plans')
      .where({
        resource_id: resourceId,
        inputs_digest: basis.inputs,
        module_digest: basis.module,
        state_version: basis.state,
      })
      .andWhere(
        'created_at',
        '>',
        this.db.raw('? - ?', [clock(this.db), this.keptMs]),
      )
      .select('plan_sealed');
    if (!row) return undefined;
    const { open } = await this.sealing();
    // Written by `keep`.
    const plan: { file: string; shown: string; providers?: string } =
      JSON.parse(open(row.plan_sealed, placeOf(resourceId)));
    return {
      file: Buffer.from(plan.file, 'base64'),
      shown: plan.shown,
      ...(plan.providers !== undefined && {
        providers: Buffer.from(plan.providers, 'base64'),
      }),
    };
  }

  async keep(
    resourceId: string,
    basis: PlanBasis,
    { file, shown, providers }: SavedPlan,
  ): Promise<void> {
    const { seal } = await this.sealing();
    const text = JSON.stringify({
      file: file.toString('base64'),
      shown,
      ...(providers && { providers: providers.toString('base64') }),
    });
    await this.db('terraform_plans')
      .insert({
        resource_id: resourceId,
        inputs_digest: basis.inputs,
        module_digest: basis.module,
        state_version: basis.state,
        plan_sealed: seal(text, placeOf(resourceId)),
        created_at: clock(this.db),
      })
      .onConflict('resource_id')
      .merge();
  }

  /** What nobody applied in its time is not kept: secrets are in it. */
  async purge(): Promise<void> {
    await this.db('terraform_plans')
      .where(
        'created_at',
        '<=',
        this.db.raw('? - ?', [clock(this.db), this.keptMs]),
      )
      .delete();
  }

  /** One that is older than this: the world is another one since. */
  async removeOlder(resourceId: string, ageMs: number): Promise<void> {
    await this.db('terraform_plans')
      .where({ resource_id: resourceId })
      .andWhere(
        'created_at',
        '<=',
        this.db.raw('? - ?', [clock(this.db), Math.ceil(ageMs)]),
      )
      .delete();
  }

  async remove(resourceId: string): Promise<void> {
    await this.db('terraform_plans')
      .where({ resource_id: resourceId })
      .delete();
  }
}

function placeOf(resourceId: string): string {
  return `terraform_plans/${resourceId}/plan_sealed`;
}
