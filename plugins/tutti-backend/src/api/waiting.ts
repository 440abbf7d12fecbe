import { z } from 'zod';
import { WaitingService } from '../services/types';
import { Route, route } from './route';

export function waitingRoutes(waiting: WaitingService): Route[] {
  return [
    route({
      method: 'get',
      path: '/waiting',
      summary:
        'What waits and for what, in pages: first what waits for the caller, then the oldest',
      input: z.object({
        query: z.object({
          limit: z.coerce.number().int().min(1).max(100).default(20),
          cursor: z.string().max(300).optional(),
        }),
      }),
      answers: 'WaitingPage',
      handle: ({ query }, { caller }) => waiting.list(query, caller),
    }),
  ];
}
