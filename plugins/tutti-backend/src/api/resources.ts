import { z } from 'zod';
import { ResourcesService } from '../services/types';
import { Route, route } from './route';
import { name } from './schemas';

export function resourceRoutes(resources: ResourcesService): Route[] {
  return [
    route({
      method: 'get',
      path: '/resources',
      summary:
        'Active resources with their outputs, in pages; secret ones are masked. Of one `address`: with the deployment that changed each of them last',
      input: z.object({
        query: z.object({
          application: name,
          environment: name.optional(),
          address: z.string().max(300).optional(),
          search: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(100),
          cursor: z.string().min(1).max(1000).optional(),
        }),
      }),
      answers: 'ResourcePage',
      handle: ({ query }, { caller }) => resources.list(query, caller),
    }),
  ];
}
