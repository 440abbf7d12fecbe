import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { APPLICATION_CHANGES_TOPIC } from '@tutti/plugin-tutti-common';
import { BindingProcessor } from './BindingProcessor';
import { BindingRefresh } from './BindingRefresh';
import { Bindings } from './Bindings';
import { ListingsClient } from '@tutti/plugin-tutti-node';
import { PortalProcessor } from './PortalProcessor';
import { boundInTutti, namedBySystems } from './sources';
import { TuttiEntityProvider } from './TuttiEntityProvider';

/** Both plugins answer by then, and a newcomer does not wait. */
const FIRST = { seconds: 3 };

const EVERYTHING: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 5 },
  initialDelay: FIRST,
};

const BINDINGS: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 30 },
  timeout: { minutes: 1 },
  initialDelay: FIRST,
  // Each replica processes entities, so each must know.
  scope: 'local',
};

/**
 * Entities for what Tutti has and nobody declared; and entities that are deployed with Tutti say so:
 * portals show tab and card by their annotation.
 */
export const catalogModuleTutti = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'tutti',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({
        config,
        discovery,
        events,
        processing,
        scheduler,
        ...rest
      }) {
        const { auth, catalog, logger } = rest;
        const listings = new ListingsClient({ auth, discovery });
        const bindings = new Bindings([
          boundInTutti(listings),
          namedBySystems({ auth, catalog }),
        ]);
        const bindingRefresh = new BindingRefresh({ bindings, logger });
        const provider = new TuttiEntityProvider({ ...rest, listings });
        processing.addProcessor(
          new BindingProcessor(bindings),
          new PortalProcessor(config.getString('app.baseUrl')),
        );
        processing.addEntityProvider(bindingRefresh, provider);

        const schedule = config.getOptionalConfig(
          'catalog.providers.tutti.schedule',
        );
        await scheduler.scheduleTask({
          ...(schedule
            ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
            : EVERYTHING),
          id: 'tutti-entities',
          fn: () => provider.refresh(),
        });
        await scheduler.scheduleTask({
          ...BINDINGS,
          id: 'tutti-bindings',
          fn: () => bindingRefresh.refresh(),
        });
        await events.subscribe({
          id: 'tutti-entities',
          topics: [APPLICATION_CHANGES_TOPIC],
          async onEvent({ eventPayload }) {
            const application = applicationIn(eventPayload);
            await (application === undefined
              ? provider.refresh()
              : provider.refreshOne(application));
            await bindingRefresh.refresh();
          },
        });
      },
    });
  },
});

function applicationIn(payload: unknown): string | undefined {
  const application: unknown =
    typeof payload === 'object' && payload !== null
      ? Reflect.get(payload, 'application')
      : undefined;
  return typeof application === 'string' ? application : undefined;
}
