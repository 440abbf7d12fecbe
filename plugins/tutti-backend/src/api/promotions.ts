import { z } from 'zod';
import { PromotionsService } from '../services/promotions';
import { Route, route } from './route';
import { inApplication, name } from './schemas';

const path = '/applications/{application}/promotions';
/** So many environments at once. */
const MOST_AT_ONCE = 1_000;

const word = z.string().min(1).max(253);
const labels = z
  .record(word, word)
  .refine(record => Object.keys(record).length <= 20, 'names more than 20');

/** `region=eu,ring=canary`: what a query has in place of a record. */
const labelsInWords = z
  .string()
  .max(1_000)
  .regex(/^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/, 'write key=value,key=value')
  .transform(text =>
    Object.fromEntries(
      text.split(',').map((pair): [string, string] => {
        const [key, value] = pair.split('=');
        return [key.trim(), value.trim()];
      }),
    ),
  )
  .pipe(labels);

export function promotionRoutes(promotions: PromotionsService): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary:
        'Where each release is on its way from environment to environment, what it waits for and since when, and promotions to all of a type that somebody asked for; with `environment` only what comes to that one',
      input: z.object({
        params: inApplication,
        query: z.object({ environment: name.optional() }),
      }),
      answers: 'PromotionList',
      handle: ({ params, query }, { caller }) =>
        promotions.list({ ...params, ...query }, caller),
    }),
    route({
      method: 'get',
      path: `${path}/outlook`,
      summary:
        'What a promotion to all environments of a type would do: in which waves, what each of them has now, which need approval, and what stands against it. Changes nothing',
      input: z.object({
        params: inApplication,
        query: z.object({
          from: name,
          type: name,
          labels: labelsInWords.optional(),
          maxConcurrent: z.coerce
            .number()
            .int()
            .min(1)
            .max(MOST_AT_ONCE)
            .optional(),
          stopOnFailure: z
            .enum(['true', 'false'])
            .transform(text => text === 'true')
            .optional(),
        }),
      }),
      answers: 'PromotionOutlook',
      handle: ({ params, query }, { caller }) =>
        promotions.outlook({ ...params, ...query }, caller),
    }),
    route({
      method: 'post',
      path,
      summary:
        'What last succeeded in one environment goes to all of a type, wave by wave: the next wave begins when all of the one before have it, and a failure stops what has not begun. 409 where all have it, or something is on its way there already',
      status: 201,
      input: z.object({
        params: inApplication,
        body: z.strictObject({
          from: name,
          type: name,
          labels: labels.optional(),
          maxConcurrent: z.number().int().min(1).max(MOST_AT_ONCE).optional(),
          stopOnFailure: z.boolean().optional(),
        }),
      }),
      answers: 'PromotionRound',
      handle: ({ params, body }, { caller }) =>
        promotions.begin({ ...params, ...body }, caller),
    }),
    route({
      method: 'post',
      path: `${path}/{round}/stop`,
      summary:
        'Stops a promotion to all of a type: nothing more begins, what it asked for that has not begun is cancelled, and what is under way goes on to its end',
      input: z.object({ params: inApplication.extend({ round: name }) }),
      answers: 'PromotionRound',
      handle: ({ params }, { caller }) => promotions.stop(params, caller),
    }),
  ];
}
