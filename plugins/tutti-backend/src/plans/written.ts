import { own, Plan, PlanStep } from '@tutti/engine';
import { headOf, PlanHead } from '@tutti/plugin-tutti-common';

/** A plan as it is stored and crosses between threads: nobody holds all of it but who needs all. */
export interface WrittenPlan {
  head: PlanHead;
  /** JSON of the plan without its steps and its graph, which is drawn again by each plan. */
  rest: string;
}

export interface WrittenStep {
  address: string;
  kind: PlanStep['kind'];
  action: PlanStep['action'];
  /** JSON of addresses. */
  needs: string;
  /** JSON of the step. */
  text: string;
  resource?: {
    id: string;
    /** JSON of names of workloads. */
    neededBy: string;
    /** JSON of what the graph says was asked for. */
    params: string;
  };
}

/** What a thread reads of a stored plan. */
export interface PlanSource {
  hash: string;
  rest(): Promise<string>;
  steps(cursor: number): Promise<{ texts: string[]; next?: number }>;
}

/** Characters of steps that are handed over at once: what takes the other side little time. */
const BATCH = 256 * 1024;

export async function writePlan(
  plan: Plan,
  keep: (steps: WrittenStep[]) => Promise<void>,
): Promise<WrittenPlan> {
  let batch: WrittenStep[] = [];
  let length = 0;
  for (const step of plan.steps) {
    const written = writeStep(step, plan);
    batch.push(written);
    length += written.text.length;
    if (length >= BATCH) {
      await keep(batch);
      batch = [];
      length = 0;
    }
  }
  await keep(batch);
  const { graph: _graph, steps: _steps, ...rest } = plan;
  return { head: headOf(plan), rest: JSON.stringify(rest) };
}

function writeStep(step: PlanStep, { graph }: Plan): WrittenStep {
  const { address, kind, action, needs } = step;
  const node = own(graph.nodes, address);
  return {
    address,
    kind,
    action,
    needs: JSON.stringify(needs),
    text: JSON.stringify(step),
    ...(step.kind === 'resource' && {
      resource: {
        id: step.resourceId,
        neededBy: JSON.stringify(step.neededBy),
        params: JSON.stringify(node?.kind === 'resource' ? node.params : {}),
      },
    }),
  };
}

/** All of it but its graph. */
export async function readPlan(source: PlanSource): Promise<Plan> {
  // Written by `writePlan`.
  const rest: Omit<Plan, 'graph' | 'steps'> = JSON.parse(await source.rest());
  const steps: PlanStep[] = [];
  let cursor: number | undefined = 0;
  while (cursor !== undefined) {
    const page: Awaited<ReturnType<PlanSource['steps']>> = await source.steps(
      cursor,
    );
    steps.push(...page.texts.map(text => JSON.parse(text)));
    cursor = page.next;
  }
  return { ...rest, graph: { nodes: {}, edges: [], order: [] }, steps };
}
