import { z } from 'zod';
import { EventsService } from '../services/types';
import { Route, route } from './route';

const LONGEST_WAIT_S = 20;

export function eventRoutes(events: EventsService): Route[] {
  return [
    route({
      method: 'get',
      path: '/events',
      summary:
        'Events after an id, in order; waits up to `wait` seconds for the next one',
      share: 'longPolls',
      input: z.object({
        query: z.object({
          deployment: z.string().min(1).max(128).optional(),
          after: z.coerce.number().int().min(0).default(0),
          wait: z.coerce.number().min(0).max(LONGEST_WAIT_S).default(0),
        }),
      }),
      answers: 'EventPage',
      handle: ({ query: { wait, ...query } }, { caller, signal }) =>
        events.after({ ...query, waitMs: wait * 1000 }, caller, signal),
    }),
  ];
}
