import { z } from 'zod';
import { ClustersService } from '../services/types';
import { Route, route } from './route';
import { name } from './schemas';

export function clusterRoutes(clusters: ClustersService): Route[] {
  return [
    route({
      method: 'get',
      path: '/clusters',
      summary:
        'The clusters that are configured, and the Targets that name them',
      input: z.object({}),
      answers: 'ClusterList',
      handle: async (_input, { caller }) => ({
        items: await clusters.list(caller),
      }),
    }),
    route({
      method: 'get',
      path: '/clusters/{cluster}/check',
      summary:
        "Asks a cluster for its version and for the rights that Tutti's account lacks; in one `namespace`, or in every one",
      input: z.object({
        params: z.object({ cluster: z.string().min(1).max(253) }),
        query: z.object({ namespace: name.optional() }),
      }),
      answers: 'ClusterCheck',
      handle: ({ params, query }, { caller }) =>
        clusters.check({ ...params, ...query }, caller),
    }),
  ];
}
