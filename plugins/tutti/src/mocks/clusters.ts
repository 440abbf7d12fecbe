import type { ClusterCheck, ClusterView } from '@tutti/plugin-tutti-common';

export const clusters: ClusterView[] = [
  {
    name: 'production-eu',
    title: 'Production, Europe',
    driver: 'kubernetes',
    simulated: false,
    targets: ['production-eu'],
  },
  {
    name: 'sandbox',
    driver: 'kubernetes',
    simulated: true,
    targets: ['sandbox'],
  },
];

/** One lacks rights, the other has all. */
export function clusterCheck(
  cluster: string,
  namespace?: string,
): ClusterCheck {
  const lacks = cluster === 'production-eu';
  return {
    cluster,
    ...(namespace !== undefined && { namespace }),
    checkedAt: new Date().toISOString(),
    reachable: true,
    version: 'v1.36.3',
    latencyMs: 12,
    account: 'system:serviceaccount:tutti:tutti',
    impersonates: lacks,
    asked: 58,
    missing: lacks
      ? [
          {
            group: 'apps',
            resource: 'deployments',
            verbs: ['patch', 'delete'],
          },
          { group: '', resource: 'pods/log', verbs: ['get'] },
        ]
      : [],
    dryRun: lacks
      ? { works: false, why: 'configmaps is forbidden (403 Forbidden)' }
      : { works: true },
  };
}
