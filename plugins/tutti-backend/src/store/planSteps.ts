import { PlanStep } from '@tutti/engine';
import { WrittenStep } from '../plans';
import { Database, letOthersIn, parse } from './database';
import { Placed, readStepPage, StepFilter } from './stepPage';

interface Row {
  plan_id: string;
  position: number;
  address: string;
  kind: PlanStep['kind'];
  action: PlanStep['action'];
  needs: string;
  step: string;
  size: number;
  resource_id: string | null;
  needed_by: string | null;
  params: string | null;
}

const ROWS_PER_INSERT = 20;
/** Of a page, beyond its first step: an answer stays small, whatever is in the steps. */
const LARGEST_PAGE = 512 * 1024;

export class PlanStepsTable {
  constructor(private readonly db: Database) {}

  /** In the order of the run. */
  async add(planId: string, steps: WrittenStep[]): Promise<void> {
    for (let first = 0; first < steps.length; first += ROWS_PER_INSERT) {
      await this.#rows().insert(
        steps
          .slice(first, first + ROWS_PER_INSERT)
          .map((step, index) => row(planId, step, first + index)),
      );
      await letOthersIn();
    }
  }

  /** JSON of steps, as many as fit in a page. */
  async texts(
    planId: string,
    query: StepFilter & { cursor?: number; limit: number },
  ): Promise<{ texts: string[]; next?: number }> {
    const { rows, next } = await readStepPage<Placed>(
      this.#rows().where({ plan_id: planId }).select('position', 'size'),
      query,
      LARGEST_PAGE,
    );
    const texts = await this.#rows()
      .where({ plan_id: planId })
      .whereIn(
        'position',
        rows.map(({ position }) => position),
      )
      .orderBy('position')
      .pluck('step');
    return { texts, ...(next !== undefined && { next }) };
  }

  async page(
    planId: string,
    query: StepFilter & { cursor?: number; limit: number },
  ): Promise<{ steps: PlanStep[]; next?: number }> {
    const { texts, ...more } = await this.texts(planId, query);
    return { steps: texts.map(text => parse<PlanStep>(text)), ...more };
  }

  /** Which workloads ask for each of these resources, by its id. */
  async neededBy(
    planId: string,
    resourceIds: string[],
  ): Promise<Map<string, string[]>> {
    const rows = await this.#rows()
      .where({ plan_id: planId, kind: 'resource' })
      .whereIn('resource_id', resourceIds)
      .select('resource_id', 'needed_by');
    return new Map(
      rows.map(({ resource_id: id, needed_by: names }) => [
        id ?? '',
        parse<string[]>(names ?? '[]'),
      ]),
    );
  }

  /** What was asked for of each resource, by its address. */
  async params(planId: string): Promise<Map<string, string>> {
    const rows = await this.#rows()
      .where({ plan_id: planId, kind: 'resource' })
      .select('address', 'params');
    return new Map(
      rows.map(({ address, params }) => [address, params ?? '{}']),
    );
  }

  #rows() {
    return this.db<Row>('plan_steps');
  }
}

function row(planId: string, step: WrittenStep, position: number): Row {
  const { address, kind, action, needs, text, resource } = step;
  return {
    plan_id: planId,
    position,
    address,
    kind,
    action,
    needs,
    step: text,
    size: text.length,
    resource_id: resource?.id ?? null,
    needed_by: resource?.neededBy ?? null,
    params: resource?.params ?? null,
  };
}
