import {
  isPresence,
  MANAGED_BY_LABEL,
  MANAGED_BY_TUTTI,
  ObjectHealth,
  ObjectRef,
  TargetCall,
} from '@tutti/engine';
import { Cluster } from './Cluster';
import { groupOf } from './Discovery';
import { judge } from './health';
import { textAt } from './json';
import { METADATA_LIST } from './metadataOnly';
import { listAll } from './observe';

/**
 * What everything of these kinds that Tutti manages in a cluster says about itself: one LIST a kind, in
 * pages, of which only the verdicts are kept. Kinds without a namespace, and those that are not served,
 * are left out; why a workload is not well, nobody is asked.
 */
export async function survey(
  cluster: Cluster,
  kinds: Pick<ObjectRef, 'apiVersion' | 'kind'>[],
  call: TargetCall,
): Promise<ObjectHealth[]> {
  await cluster.identify(call);
  const found: ObjectHealth[] = [];
  // One after the other: nobody waits for a survey, and its pages are big.
  for (const { apiVersion, kind } of kinds) {
    const served = await cluster.discovery.find(apiVersion, kind, call);
    if (!served?.namespaced) continue;
    const healths = await listAll(
      cluster,
      {
        served,
        query: { labelSelector: `${MANAGED_BY_LABEL}=${MANAGED_BY_TUTTI}` },
        ...(isPresence(groupOf(apiVersion), kind) && { accept: METADATA_LIST }),
      },
      call,
      (object): ObjectHealth => {
        const { status, message, ready } = judge(object);
        const namespace = textAt(object, 'metadata', 'namespace');
        const name = textAt(object, 'metadata', 'name') ?? '';
        return {
          ref: { apiVersion, kind, ...(namespace && { namespace }), name },
          status,
          message,
          ...(ready && { ready }),
        };
      },
    );
    found.push(...healths);
  }
  return found;
}
