import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { keepDeed } from './audit';
import { CatalogFacts, PlatformConfig, PlatformLoader } from './platform';
import { DriftRounds } from './drift';
import { WorkloadSources } from './sources';
import { Retention } from './retention';
import { Store } from './store';

/** Which environments are due is one question; types say how often each is looked at. */
const DRIFT_ROUND_S = 15;

const DAY_MS = 24 * 60 * 60 * 1000;
/** Whoever asked has heard why there is no plan, or asks again. */
const KEEP_REQUESTS_MS = DAY_MS;
/** Nothing is gathered for longer. */
const KEEP_GROUPS_MS = DAY_MS;
/** Whoever still looks has it computed again. */
const KEEP_IMPACTS_MS = 7 * DAY_MS;

/** Periodic work; with several replicas one of them does it. */
export async function scheduleUpkeep(options: {
  scheduler: SchedulerService;
  store: Store;
  loader: PlatformLoader;
  catalog: CatalogFacts;
  platformConfig: PlatformConfig;
  sources: WorkloadSources;
  rounds: DriftRounds;
  retention: Retention;
  logger: LoggerService;
}): Promise<void> {
  const { scheduler, store, loader, catalog, sources, retention, logger } =
    options;
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
  const { workloadsRefreshMs } = options.platformConfig;
  await scheduler.scheduleTask({
    id: 'tutti-refresh-workloads',
    frequency: { milliseconds: workloadsRefreshMs },
    timeout: { minutes: 5 },
    initialDelay: { milliseconds: workloadsRefreshMs },
    // What was looked at on demand meanwhile is asked again the round after.
    fn: signal => sources.refreshDue(workloadsRefreshMs / 2, signal),
  });
  await scheduler.scheduleTask({
    id: 'tutti-drift',
    frequency: { seconds: DRIFT_ROUND_S },
    initialDelay: { seconds: DRIFT_ROUND_S },
    timeout: { minutes: 10 },
    fn: signal => options.rounds.look(signal),
  });
  await scheduler.scheduleTask({
    id: 'tutti-housekeeping',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    async fn() {
      const now = await store.now();
      const plans =
        (await store.plans.forgetUnused(now - retention.unusedPlansMs)) +
        (await store.history.forgetPlans(now - retention.plansMs));
      const events = await store.history.forgetEvents(now - retention.eventsMs);
      const audited = await store.audit.forget(now - retention.auditMs);
      if (audited > 0) {
        await keepDeed(store, {
          actor: { kind: 'system', name: 'retention' },
          verb: 'forget',
          action: 'audit.forget',
          after: { rows: audited },
        });
      }
      await store.webhookDeliveries.forget(now - retention.eventsMs);
      const builds = await store.builds.forget(now - retention.buildsMs);
      await store.notices.forget(now - KEEP_GROUPS_MS);
      await store.planRequests.forget(now - KEEP_REQUESTS_MS);
      await store.platformImpacts.forget(now - KEEP_IMPACTS_MS);
      const sealed = await store.reseal();
      if (plans + events + builds + sealed > 0) {
        logger.info(
          `Housekeeping: ${plans} plans, ${events} events and ${builds} builds forgotten, ${sealed} values sealed anew`,
        );
      }
    },
  });
}
