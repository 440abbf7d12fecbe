import { z } from 'zod';
import { WebhooksService } from '../services/webhooks';
import { Route, route } from './route';
import { name } from './schemas';

const STATUSES = ['pending', 'delivered', 'dead'] as const;
const path = '/webhooks/{webhook}/deliveries';

export function webhookRoutes(webhooks: WebhooksService): Route[] {
  return [
    route({
      method: 'get',
      path: '/webhooks',
      summary:
        'Those that `tutti.webhooks` configures: how much waits, what was given up, and what came of the last try',
      input: z.object({}),
      answers: 'WebhookList',
      handle: async (_, { caller }) => ({ items: await webhooks.list(caller) }),
    }),
    route({
      method: 'get',
      path,
      summary: 'What one was sent, or is to be sent, newest first',
      input: z.object({
        params: z.object({ webhook: name }),
        query: z.object({
          status: z.enum(STATUSES).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          cursor: z.string().min(1).max(32).optional(),
        }),
      }),
      answers: 'WebhookDeliveryPage',
      handle: ({ params, query }, { caller }) =>
        webhooks.deliveries(params.webhook, query, caller),
    }),
    route({
      method: 'post',
      path: `${path}/{id}/resend`,
      summary:
        'Sends once more what was delivered or given up, with the same id',
      input: z.object({ params: z.object({ webhook: name, id: name }) }),
      answers: 'WebhookDelivery',
      handle: ({ params }, { caller }) =>
        webhooks.resend(params.webhook, params.id, caller),
    }),
    route({
      method: 'post',
      path: '/webhooks/{webhook}/resend',
      summary:
        'Sends once more all that was given up, and what waits for its next try now',
      input: z.object({ params: z.object({ webhook: name }) }),
      answers: 'WebhookResent',
      handle: ({ params }, { caller }) =>
        webhooks.resendAll(params.webhook, caller),
    }),
  ];
}
