import {
  EnvironmentState,
  fail,
  Phase,
  Plan,
  PlanPorts,
  PlanRequest,
  Result,
  succeed,
} from '../../model';
import { Draft } from '../draft/draft';
import { draftDeployment } from '../draft/draftDeployment';
import { askCluster } from '../dryRun';
import { behindDoor, Redactor } from '../redaction';
import { presentPlan } from './presentPlan';

/**
 * What deploying would do. Reads only; the same request and the same cluster give the same plan.
 * An unreachable cluster and everything that is wrong with workloads or platform come back as
 * problems, all of them at once.
 *
 * @throws what `ports.signal` was aborted with
 */
export async function planDeployment(
  request: PlanRequest,
  ports: PlanPorts,
): Promise<Result<Plan>> {
  const drawn = await drawPlan(request, ports);
  return drawn.ok ? succeed(drawn.value.plan, drawn.problems) : drawn;
}

/**
 * A plan with all that stands behind it, for the run of whoever made it and lets nobody in between. Values
 * in it are in clear: it stays in the memory in which it was made.
 */
export interface DrawnPlan {
  plan: Plan;
  draft: Draft;
  /** What was recorded of the environment. */
  state: EnvironmentState;
  /** Milliseconds. */
  took: Partial<Record<Phase, number>>;
}

/** As `planDeployment`, for whoever runs it at once (`RunOrder.drawn`). */
export async function drawPlan(
  request: PlanRequest,
  ports: PlanPorts,
): Promise<Result<DrawnPlan>> {
  const inside = behindDoor(ports, new Redactor());
  const began: DrawnPlan['took'] = {};
  const took: DrawnPlan['took'] = {};
  const draft = await draftDeployment(request, inside, (phase, status) => {
    const now = ports.clock.now();
    if (status === 'started') {
      began[phase] = now;
    } else {
      took[phase] = now - (began[phase] ?? now);
    }
  });
  if (!draft.ok) {
    return fail(draft.problems);
  }
  const answers = await askCluster(draft.value, inside);
  const plan = presentPlan(draft.value, ports.digest, answers);
  return succeed(
    { plan, draft: draft.value, state: request.state, took },
    plan.problems,
  );
}
