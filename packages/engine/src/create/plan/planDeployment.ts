import {
  fail,
  Plan,
  PlanPorts,
  PlanRequest,
  Result,
  succeed,
} from '../../model';
import { draftDeployment } from '../draft/draftDeployment';
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
  const draft = await draftDeployment(
    request,
    behindDoor(ports, new Redactor()),
  );
  if (!draft.ok) {
    return fail(draft.problems);
  }
  const plan = presentPlan(draft.value, ports.digest);
  return succeed(plan, plan.problems);
}
