import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Store } from '../store';

/** What waits in the database, asked of it whenever metrics are read: every replica tells the same. */
const BACKLOGS: {
  name: string;
  description: string;
  unit: string;
  read(store: Store): Promise<number>;
}[] = [
  {
    name: 'tutti.queue.length',
    description: 'Deployments in the queue, of all environments',
    unit: '{deployment}',
    read: async store => (await store.deployments.queue()).length,
  },
  {
    name: 'tutti.queue.age',
    description: 'How long the oldest of them has waited',
    unit: 's',
    read: async store => (await store.deployments.queue()).oldestMs / 1000,
  },
  {
    name: 'tutti.webhook.pending',
    description: 'Deliveries to webhooks that wait',
    unit: '{delivery}',
    read: store => undelivered(store, 'pending'),
  },
  {
    name: 'tutti.webhook.dead',
    description: 'Deliveries to webhooks that were given up',
    unit: '{delivery}',
    read: store => undelivered(store, 'dead'),
  },
];

export function observeBacklogs(
  service: MetricsService,
  store: Store,
  logger: LoggerService,
): void {
  for (const { name, description, unit, read } of BACKLOGS) {
    service
      .createObservableGauge(name, { description, unit })
      .addCallback(async result => {
        try {
          result.observe(await read(store));
        } catch (error) {
          logger.debug(`${name} could not be measured: ${error}`);
        }
      });
  }
}

async function undelivered(
  store: Store,
  status: 'pending' | 'dead',
): Promise<number> {
  const counts = await store.webhookDeliveries.counts();
  return counts
    .filter(each => each.status === status)
    .reduce((sum, { count }) => sum + count, 0);
}
