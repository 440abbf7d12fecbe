import {
  fail,
  Plan,
  PlanPorts,
  PlanRequest,
  Result,
  succeed,
} from '../../model';
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
  const inside = behindDoor(ports, new Redactor());
  const draft = await draftDeployment(request, inside);
  if (!draft.ok) {
    return fail(draft.problems);
  }
  const answers = await askCluster(draft.value, inside);
  const plan = presentPlan(draft.value, ports.digest, answers);
  return succeed(plan, plan.problems);
}
