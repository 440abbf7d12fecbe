import { z } from 'zod';
import { Services } from '../services';
import { Route, route } from './route';
import { name } from './schemas';

export function platformRoutes(platform: Services['platform']): Route[] {
  return [
    route({
      method: 'get',
      path: '/platform',
      summary: 'The platform in use, and the problems of its files as they are',
      input: z.object({}),
      answers: 'PlatformView',
      handle: (_input, { caller }) => platform.get(caller),
    }),
    route({
      method: 'post',
      path: '/platform/explain',
      summary: 'Which definition a resource would get, and why each other lost',
      input: z.object({
        body: z.strictObject({
          type: name,
          class: name.optional(),
          id: name.optional(),
          workload: name.optional(),
          application: name,
          environment: name,
        }),
      }),
      answers: 'Explanation',
      handle: ({ body }, { caller }) => platform.explain(body, caller),
    }),
    route({
      method: 'get',
      path: '/platform/usage',
      summary:
        'How many resources, in how many environments, each definition has made',
      input: z.object({}),
      answers: 'DefinitionUsageList',
      handle: async (_input, { caller }) => ({
        items: await platform.usage({}, caller),
      }),
    }),
    route({
      method: 'post',
      path: '/platform/refresh',
      summary: 'Reads the sources again now',
      input: z.object({}),
      answers: 'PlatformView',
      handle: (_input, { caller }) => platform.refresh(caller),
    }),
  ];
}
