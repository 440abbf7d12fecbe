import { z } from 'zod';
import { PromotionsService } from '../services/promotions';
import { Route, route } from './route';
import { inApplication, name } from './schemas';

export function promotionRoutes(promotions: PromotionsService): Route[] {
  return [
    route({
      method: 'get',
      path: '/applications/{application}/promotions',
      summary:
        'Where each release is on its way from environment to environment, what it waits for and since when; with `environment` only what comes to that one',
      input: z.object({
        params: inApplication,
        query: z.object({ environment: name.optional() }),
      }),
      answers: 'PromotionList',
      handle: ({ params, query }, { caller }) =>
        promotions.list({ ...params, ...query }, caller),
    }),
  ];
}
