import { Plan, PlanPorts, PlanRequest, Result } from '../../model';

/**
 * What deploying would do. Reads only; the same request and the same cluster give the same plan.
 * An unreachable cluster and everything that is wrong with workloads or platform come back as
 * problems, all of them at once.
 */
export async function planDeployment(
  _request: PlanRequest,
  _ports: PlanPorts,
): Promise<Result<Plan>> {
  throw new Error('NotImplemented: first form follows within the hour');
}
