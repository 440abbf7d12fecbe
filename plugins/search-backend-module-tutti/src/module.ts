import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { ListingsClient } from '@tutti/plugin-tutti-node';
import { TuttiCollatorFactory } from './TuttiCollatorFactory';

const SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
  // Tutti answers by then.
  initialDelay: { seconds: 5 },
};

/** Adds Tutti's documents to the search. */
export const searchModuleTutti = createBackendModule({
  pluginId: 'search',
  moduleId: 'tutti',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexes: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexes, scheduler }) {
        const schedule = config.getOptionalConfig(
          'search.collators.tutti.schedule',
        );
        indexes.addCollator({
          schedule: scheduler.createScheduledTaskRunner(
            schedule
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
              : SCHEDULE,
          ),
          factory: new TuttiCollatorFactory(
            new ListingsClient({ auth, discovery }),
          ),
        });
      },
    });
  },
});
