import { z } from 'zod';
import { DriftService } from '../services/drift';
import { Route, route } from './route';
import { inEnvironment, name } from './schemas';

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(4000).optional(),
};
const cause = z.string().min(1).max(4000);
const ofEnvironment =
  '/applications/{application}/environments/{environment}/drift';

export function driftRoutes(drift: DriftService): Route[] {
  return [
    route({
      method: 'get',
      path: '/drift',
      summary:
        'What others changed in clusters, by cause over all environments that the caller may see, in pages: what concerns most environments first',
      input: z.object({ query: z.object(page) }),
      answers: 'DriftGroupPage',
      handle: ({ query }, { caller }) => drift.groups(query, caller),
    }),
    route({
      method: 'get',
      path: '/drift/findings',
      summary:
        'The findings of one cause, or all: what was applied, what is there, what is wanted, who set it and when',
      input: z.object({
        query: z.object({ ...page, cause: cause.optional() }),
      }),
      answers: 'DriftFindingPage',
      handle: ({ query }, { caller }) => drift.findings(query, caller),
    }),
    route({
      method: 'post',
      path: '/drift/decisions',
      summary:
        'Puts back, leaves as it is until the next change, or ignores from now on: the findings named, or all of a cause. Says what came of it in each environment',
      input: z.object({
        body: z.strictObject({
          how: z.enum(['repair', 'accept', 'ignore']),
          findings: z
            .array(z.string().min(1).max(128))
            .min(1)
            .max(1000)
            .optional(),
          cause: cause.optional(),
          reason: z.string().trim().min(1).max(1000).optional(),
        }),
      }),
      answers: 'DriftDecided',
      handle: ({ body }, { caller }) => drift.decide(body, caller),
    }),
    route({
      method: 'get',
      path: ofEnvironment,
      summary:
        'What others changed of one environment, as of the last look, and what was decided to be left as it is',
      input: z.object({ params: inEnvironment, query: z.object(page) }),
      answers: 'DriftView',
      handle: ({ params, query }, { caller }) =>
        drift.get(params, query, caller),
    }),
    route({
      method: 'post',
      path: ofEnvironment,
      summary: 'Looks now for what others changed of an environment',
      input: z.object({ params: inEnvironment, query: z.object(page) }),
      answers: 'DriftView',
      handle: ({ params, query }, { caller }) =>
        drift.check(params, query, caller),
    }),
    route({
      method: 'delete',
      path: `${ofEnvironment}/rulings/{ruling}`,
      summary: 'What was accepted or ignored counts as drift again',
      input: z.object({ params: inEnvironment.extend({ ruling: name }) }),
      handle: ({ params: { ruling, ...path } }, { caller }) =>
        drift.endRuling(path, ruling, caller),
    }),
  ];
}
