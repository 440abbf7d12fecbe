import { z } from 'zod';
import { ResourcesService } from '../services/types';
import { Route, route } from './route';
import { name } from './schemas';

export function resourceRoutes(resources: ResourcesService): Route[] {
  return [
    route({
      method: 'get',
      path: '/resources',
      summary: 'Active resources with their outputs; secret ones are masked',
      input: z.object({
        query: z.object({ application: name, environment: name.optional() }),
      }),
      handle: async ({ query }, { caller }) => ({
        items: await resources.list(query, caller),
      }),
    }),
  ];
}
