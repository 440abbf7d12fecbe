import { z } from 'zod';
import { ImpactsService } from '../services/impacts';
import { Route, route } from './route';
import { images, inEnvironment, name } from './schemas';

/** Longer than the engine reads: its own problem says so better than a rejected body. */
const LONGEST_SCORE = 2 * 1024 * 1024;
/** Several of them, quoted as JSON. */
const LARGEST_BODY = 8 * 1024 * 1024;
const MOST_SCORES = 100;

export function impactRoutes(impacts: ImpactsService): Route[] {
  return [
    route({
      method: 'post',
      path: '/applications/{application}/environments/{environment}/impact',
      summary:
        'What other Score texts would change of what runs there, on paper, for a pull request; nothing is saved. 422 with the problems of texts that are not valid',
      largestBody: LARGEST_BODY,
      share: 'plans',
      input: z.object({
        params: inEnvironment,
        body: z.strictObject({
          scores: z
            .record(name, z.string().max(LONGEST_SCORE).nullable())
            .refine(scores => {
              const { length } = Object.keys(scores);
              return length > 0 && length <= MOST_SCORES;
            }, `give the texts of 1 to ${MOST_SCORES} workloads`),
          images: images.optional(),
        }),
      }),
      answers: 'ImpactView',
      handle: ({ params, body }, { caller }) =>
        impacts.of(params, body, caller),
    }),
  ];
}
