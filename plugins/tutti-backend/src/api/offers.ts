import { z } from 'zod';
import { OffersService } from '../services/types';
import { Route, route } from './route';
import { inApplication, name } from './schemas';

const MOST_TYPES = 50;

export function offerRoutes(offers: OffersService): Route[] {
  return [
    route({
      method: 'get',
      path: '/applications/{application}/offers',
      summary:
        'The resources that the platform offers the application, and where each would be made',
      input: z.object({ params: inApplication }),
      answers: 'OfferList',
      handle: async ({ params }, { caller }) => ({
        items: await offers.ofApplication(params, caller),
      }),
    }),
    route({
      method: 'get',
      path: '/platform/offers',
      summary:
        'The resources that the platform offers a new application of an owner; `types` of environments, separated by commas',
      input: z.object({
        query: z.object({
          types: z
            .string()
            .min(1)
            .max(4096)
            .transform(list => list.split(','))
            .pipe(z.array(name).max(MOST_TYPES))
            .optional(),
          owner: z.string().min(1).max(200).optional(),
        }),
      }),
      answers: 'OfferList',
      handle: async ({ query }, { caller }) => ({
        items: await offers.ofPlatform(query, caller),
      }),
    }),
  ];
}
