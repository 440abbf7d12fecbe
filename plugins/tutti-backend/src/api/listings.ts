import { z } from 'zod';
import { ListingsService } from '../services/types';
import { Route, route } from './route';
import { inApplication, name } from './schemas';

export function listingRoutes(listings: ListingsService): Route[] {
  return [
    route({
      method: 'get',
      path: '/listings',
      summary:
        'What catalogs and searches list: workloads and resources of the applications that everyone may read',
      input: z.object({
        query: z.object({
          limit: z.coerce.number().int().min(1).max(200).default(100),
          cursor: name.optional(),
        }),
      }),
      answers: 'ApplicationListingPage',
      handle: ({ query }, { caller }) => listings.list(query, caller),
    }),
    route({
      method: 'get',
      path: '/listings/{application}',
      summary: 'The same of one application; 404 where it is not listed',
      input: z.object({ params: inApplication }),
      answers: 'ApplicationListing',
      handle: ({ params }, { caller }) => listings.get(params, caller),
    }),
  ];
}
