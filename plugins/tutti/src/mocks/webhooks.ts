import type { WebhookDelivery, WebhookView } from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR, MINUTE } from './applications';

export const webhooks: WebhookView[] = [
  {
    name: 'chat',
    target: 'https://hooks.example.com',
    events: ['deployment.succeeded', 'deployment.failed'],
    environmentTypes: ['production'],
    allowPrivate: false,
    pending: 1,
    dead: 1,
    last: {
      at: ago(5 * MINUTE),
      delivered: false,
      answer: 500,
      problem: 'It answered 500.',
    },
  },
  {
    name: 'incidents',
    target: 'https://incidents.example.com',
    allowPrivate: false,
    pending: 0,
    dead: 0,
  },
];

const delivery = (
  id: string,
  status: WebhookDelivery['status'],
  age: number,
): WebhookDelivery => ({
  id,
  type: 'deployment.failed',
  status,
  attempts: 33,
  createdAt: ago(age),
  triedAt: ago(5 * MINUTE),
  answer: 500,
  problem: 'It answered 500.',
  message: {
    version: 1,
    id: `4${id.length}`,
    type: 'deployment.failed',
    at: ago(age),
    application: { id: 'application-shop', name: 'shop' },
    environment: {
      id: 'environment-production',
      name: 'production',
      type: 'production',
    },
    deployment: {
      id: 'deployment-live',
      number: 12,
      status: 'failed',
      requestedBy: 'user:default/maria',
    },
    links: {
      portal: 'https://portal.example.com/tutti/deployments/deployment-live',
      api: 'https://portal.example.com/api/tutti/v1/deployments/deployment-live',
    },
  },
});

export const webhookDeliveries: Record<string, WebhookDelivery[]> = {
  chat: [
    { ...delivery('pending', 'pending', HOUR), dueAt: ago(-20 * MINUTE) },
    delivery('dead', 'dead', DAY),
    {
      ...delivery('delivered', 'delivered', 2 * DAY),
      attempts: 1,
      triedAt: ago(2 * DAY),
      answer: 204,
      problem: undefined,
    },
  ],
  incidents: [],
};
