import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { CatalogFacts, PlatformConfig, PlatformLoader } from './platform';
import { Store } from './store';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A plan nobody ran is stale long before. */
const KEEP_UNUSED_PLANS_MS = 30 * DAY_MS;

/** Periodic work; with several replicas one of them does it. */
export async function scheduleUpkeep(options: {
  scheduler: SchedulerService;
  store: Store;
  loader: PlatformLoader;
  catalog: CatalogFacts;
  platformConfig: PlatformConfig;
  logger: LoggerService;
}): Promise<void> {
  const { scheduler, store, loader, catalog, logger } = options;
  await scheduler.scheduleTask({
    id: 'tutti-refresh-platform',
    frequency: { milliseconds: options.platformConfig.refreshMs },
    timeout: { minutes: 5 },
    initialDelay: { milliseconds: options.platformConfig.refreshMs },
    async fn() {
      await loader.refresh();
      await catalog.refresh(await store.applications.list());
    },
  });
  await scheduler.scheduleTask({
    id: 'tutti-housekeeping',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    async fn() {
      const plans = await store.plans.forgetUnused(
        (await store.now()) - KEEP_UNUSED_PLANS_MS,
      );
      const sealed = await store.reseal();
      if (plans + sealed > 0) {
        logger.info(
          `Housekeeping: ${plans} unused plans forgotten, ${sealed} values sealed anew`,
        );
      }
    },
  });
}
