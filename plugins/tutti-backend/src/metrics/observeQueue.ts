import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Store } from '../store';

/** How much waits, and how long the oldest has: asked of the database whenever metrics are read. */
export function observeQueue(
  service: MetricsService,
  store: Store,
  logger: LoggerService,
): void {
  const measures = [
    service.createObservableGauge('tutti.queue.length', {
      description: 'Deployments in the queue, of all environments',
      unit: '{deployment}',
    }),
    service.createObservableGauge('tutti.queue.age', {
      description: 'How long the oldest of them has waited',
      unit: 's',
    }),
  ];
  const read = [
    ({ length }: QueueState) => length,
    ({ oldestMs }: QueueState) => oldestMs / 1000,
  ];
  measures.forEach((gauge, index) =>
    gauge.addCallback(async result => {
      try {
        result.observe(read[index](await store.deployments.queue()));
      } catch (error) {
        logger.debug(`The queue could not be measured: ${error}`);
      }
    }),
  );
}

type QueueState = Awaited<ReturnType<Store['deployments']['queue']>>;
