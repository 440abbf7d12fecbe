import { PlanRequest, Workload } from '@tutti/engine';
import { EnvironmentRecord, Store } from '../store';

const ADDRESS_TYPES = new Set(['service', 'service-port']);

/**
 * The environments of the same type in other applications, as far as these workloads name
 * them (`params.application` of a service), with what runs there by their last success.
 */
export async function findNeighbours(
  store: Store,
  environment: EnvironmentRecord,
  workloads: Workload[],
): Promise<PlanRequest['neighbours']> {
  const names = new Set(
    workloads.flatMap(({ resources }) =>
      Object.values(resources).flatMap(({ type, params }) =>
        ADDRESS_TYPES.has(type) && typeof params?.application === 'string'
          ? [params.application]
          : [],
      ),
    ),
  );
  const neighbours: PlanRequest['neighbours'] = {};
  for (const name of [...names].sort()) {
    const application = await store.applications.findByName(name);
    if (!application || application.id === environment.applicationId) {
      continue;
    }
    const candidates = (
      await store.environments.listOf([application.id])
    ).filter(({ type, target }) => type === environment.type && target);
    const found =
      candidates.find(candidate => candidate.name === environment.name) ??
      candidates[0];
    const success =
      found &&
      (await store.deployments.lastSuccessOf([found.id])).get(found.id);
    const release = success && (await store.releases.get(success.releaseId));
    if (found?.target && release) {
      neighbours[name] = {
        namespace: found.target.namespace,
        workloads: Object.fromEntries(
          release.workloads.map(workload => [workload.name, workload]),
        ),
      };
    }
  }
  return neighbours;
}
