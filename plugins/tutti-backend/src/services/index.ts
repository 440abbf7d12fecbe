import { LoggerService } from '@backstage/backend-plugin-api';
import { Driver } from '@tutti/engine';
import { ActivePlatform, CatalogFacts, PlatformLoader } from '../platform';
import { Planner, Targets } from '../planning';
import { Store } from '../store';
import { EngineThreads } from '../threads';
import { Access, Guard } from './access';
import { AuthorizedApplicationsService } from './applications/AuthorizedApplicationsService';
import { DefaultApplicationsService } from './applications/DefaultApplicationsService';
import { AuthorizedDeploymentsService } from './deployments/AuthorizedDeploymentsService';
import { DefaultDeploymentsService } from './deployments/DefaultDeploymentsService';
import { AuthorizedEnvironmentsService } from './environments/AuthorizedEnvironmentsService';
import { DefaultEnvironmentsService } from './environments/DefaultEnvironmentsService';
import { AuthorizedEventsService } from './events/AuthorizedEventsService';
import { DefaultEventsService } from './events/DefaultEventsService';
import { HealthObserver } from './health';
import { AuthorizedPlansService } from './plans/AuthorizedPlansService';
import { DefaultPlansService } from './plans/DefaultPlansService';
import { AuthorizedPlatformService } from './platform/AuthorizedPlatformService';
import { DefaultPlatformService } from './platform/DefaultPlatformService';
import { AuthorizedResourcesService } from './resources/AuthorizedResourcesService';
import { DefaultResourcesService } from './resources/DefaultResourcesService';
import {
  ApplicationsService,
  DeploymentsService,
  EnvironmentsService,
  EventsService,
  PlansService,
  PlatformService,
  ResourcesService,
  ValuesService,
  WorkloadsService,
} from './types';
import { AuthorizedValuesService } from './values/AuthorizedValuesService';
import { DefaultValuesService } from './values/DefaultValuesService';
import { ApplicationViews, DeploymentViews, EnvironmentViews } from './views';
import { Wakeups } from './Wakeups';
import { WhyService } from './why/WhyService';
import { AuthorizedWorkloadsService } from './workloads/AuthorizedWorkloadsService';
import { DefaultWorkloadsService } from './workloads/DefaultWorkloadsService';

export {
  Access,
  Automation,
  readApplicationLines,
  registerPermissions,
} from './access';
export { HealthObserver } from './health';
export { Wakeups } from './Wakeups';

/** One per noun, each authorised. */
export interface Services {
  applications: ApplicationsService;
  workloads: WorkloadsService;
  environments: EnvironmentsService;
  values: ValuesService;
  plans: PlansService;
  deployments: DeploymentsService;
  events: EventsService;
  resources: ResourcesService;
  platform: PlatformService;
  why: WhyService;
}

export function createServices(options: {
  store: Store;
  access: Access;
  active: ActivePlatform;
  loader: PlatformLoader;
  catalog: CatalogFacts;
  planner: Planner;
  engine: EngineThreads;
  drivers: Record<string, Driver>;
  targets: Targets;
  health: HealthObserver;
  wakeups: Wakeups;
  logger: LoggerService;
}): Services {
  const { store, access, active, catalog, wakeups, health, logger } = options;
  const guard = new Guard(access, catalog, store);
  const environmentViews = new EnvironmentViews(
    store,
    active,
    options.targets,
    health,
  );
  const applicationViews = new ApplicationViews(store, environmentViews);
  const plans = new DefaultPlansService(store, options.planner);
  const applications = new AuthorizedApplicationsService(
    new DefaultApplicationsService(store, applicationViews, catalog, logger),
    guard,
    catalog,
  );
  const environments = new AuthorizedEnvironmentsService(
    new DefaultEnvironmentsService({
      store,
      platform: active,
      views: environmentViews,
      health,
      wakeups,
      logger,
    }),
    guard,
  );
  return {
    applications,
    environments,
    why: new WhyService({ guard, applications, environments }),
    workloads: new AuthorizedWorkloadsService(
      new DefaultWorkloadsService(store, applicationViews, options.engine),
      guard,
    ),
    values: new AuthorizedValuesService(
      new DefaultValuesService(store),
      guard,
      store,
    ),
    plans: new AuthorizedPlansService(plans, guard, store),
    deployments: new AuthorizedDeploymentsService(
      new DefaultDeploymentsService({
        store,
        views: new DeploymentViews(store),
        plans,
        wakeups,
      }),
      guard,
      store,
    ),
    events: new AuthorizedEventsService(
      new DefaultEventsService(store, wakeups),
      guard,
      store,
    ),
    resources: new AuthorizedResourcesService(
      new DefaultResourcesService(store),
      guard,
    ),
    platform: new AuthorizedPlatformService(
      new DefaultPlatformService({
        store,
        active,
        loader: options.loader,
        catalog,
        drivers: options.drivers,
      }),
      guard,
    ),
  };
}
