import { PlanRequest, Workload } from '@tutti/engine';
import { ApplicationRecord, EnvironmentRecord, Store } from '../store';

const ADDRESS_TYPES = new Set(['service', 'service-port']);

/**
 * The environments of the same type in other applications, as far as these workloads name
 * them (`params.application` of a service), with what runs there by their last success. Of
 * applications of another owner only what they offer: the rest is as if it was not there.
 */
export async function findNeighbours(
  store: Store,
  of: { application: ApplicationRecord; environment: EnvironmentRecord },
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
    if (!application || application.id === of.application.id) {
      continue;
    }
    const found = await findNeighbour(store, application, of);
    if (found) {
      neighbours[name] = found;
    }
  }
  return neighbours;
}

async function findNeighbour(
  store: Store,
  application: ApplicationRecord,
  of: { application: ApplicationRecord; environment: EnvironmentRecord },
): Promise<PlanRequest['neighbours'][string] | undefined> {
  const { name, type } = of.environment;
  const candidates = (await store.environments.listOf([application.id])).filter(
    candidate => candidate.type === type && candidate.target,
  );
  const found =
    candidates.find(candidate => candidate.name === name) ?? candidates[0];
  const success =
    found && (await store.deployments.lastSuccessOf([found.id])).get(found.id);
  const release =
    success?.releaseId && (await store.releases.get(success.releaseId));
  const visible = release
    ? release.workloads.filter(workload =>
        isOffered(workload, application, of.application),
      )
    : [];
  return found?.target && visible.length > 0
    ? {
        namespace: found.target.namespace,
        workloads: Object.fromEntries(
          visible.map(workload => [workload.name, workload]),
        ),
      }
    : undefined;
}

function isOffered(
  { name }: Workload,
  { owner, offers }: ApplicationRecord,
  asking: ApplicationRecord,
): boolean {
  const isSameOwner = owner !== undefined && owner === asking.owner;
  const to = Object.hasOwn(offers, name) ? offers[name] : [];
  return (
    isSameOwner || to.some(each => each === 'anyone' || each === asking.owner)
  );
}
