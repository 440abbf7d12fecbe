import { LoggerService } from '@backstage/backend-plugin-api';
import { Driver, Secret } from '@tutti/engine';
import { AcceptMode } from '@tutti/plugin-tutti-common';
import {
  ActivePlatform,
  CatalogFacts,
  PlatformLoader,
  RevisionReader,
} from '../platform';
import { Gates } from '../line';
import { Notifier } from '../notifications';
import { Actors, BlastRadii, PlanFacts, Targets } from '../planning';
import { PreviewLimits } from '../previews';
import { WorkloadSources } from '../sources';
import { Store } from '../store';
import { EngineThreads } from '../threads';
import type { Webhook } from '../webhooks/config';
import { Access, Guard } from './access';
import {
  AuditService,
  AuthorizedAuditService,
  DefaultAuditService,
} from './audit';
import { AuthorizedApplicationsService } from './applications/AuthorizedApplicationsService';
import { DefaultApplicationsService } from './applications/DefaultApplicationsService';
import {
  AuthorizedBuildsService,
  BuildScores,
  BuildsConfig,
  BuildTargets,
  BuildViews,
  DefaultBuildsService,
} from './builds';
import { AuthorizedCompareService } from './compare/AuthorizedCompareService';
import { DefaultCompareService } from './compare/DefaultCompareService';
import { AuthorizedDeploymentsService } from './deployments/AuthorizedDeploymentsService';
import { DefaultDeploymentsService } from './deployments/DefaultDeploymentsService';
import { DriftChecker } from '../drift';
import {
  AuthorizedDriftService,
  DefaultDriftService,
  DriftService,
} from './drift';
import { AuthorizedEnvironmentsService } from './environments/AuthorizedEnvironmentsService';
import { DefaultEnvironmentsService } from './environments/DefaultEnvironmentsService';
import { AuthorizedEventsService } from './events/AuthorizedEventsService';
import { DefaultEventsService } from './events/DefaultEventsService';
import {
  AuthorizedExecService,
  DefaultExecService,
  ExecService,
  ExecTickets,
} from './exec';
import { HealthObserver } from './health';
import {
  AuthorizedImpactsService,
  DefaultImpactsService,
  ImpactsService,
} from './impacts';
import { AuthorizedOffersService } from './offers/AuthorizedOffersService';
import { DefaultOffersService } from './offers/DefaultOffersService';
import { AuthorizedListingsService } from './listings/AuthorizedListingsService';
import { DefaultListingsService } from './listings/DefaultListingsService';
import { AuthorizedPlansService } from './plans/AuthorizedPlansService';
import { DefaultPlansService } from './plans/DefaultPlansService';
import { AuthorizedClustersService } from './clusters/AuthorizedClustersService';
import { DefaultClustersService } from './clusters/DefaultClustersService';
import {
  AuthorizedModulesService,
  DefaultModulesService,
  ModulesService,
} from './modules';
import {
  AuthorizedPreviewsService,
  DefaultPreviewsService,
  PreviewsService,
  PreviewViews,
} from './previews';
import { AuthorizedPlatformService } from './platform/AuthorizedPlatformService';
import { AuthorizedRevisionsService } from './platform/AuthorizedRevisionsService';
import { DefaultPlatformService } from './platform/DefaultPlatformService';
import { DefaultRevisionsService } from './platform/DefaultRevisionsService';
import {
  AuthorizedPromotionsService,
  DefaultPromotionsService,
  PromotionsService,
} from './promotions';
import { AuthorizedResourcesService } from './resources/AuthorizedResourcesService';
import { DefaultResourcesService } from './resources/DefaultResourcesService';
import {
  AuthorizedRuntimeService,
  DefaultRuntimeService,
  Lineages,
  Outlook,
  RuntimeService,
} from './runtime';
import {
  ApplicationsService,
  BuildsService,
  CompareService,
  DeploymentsService,
  EnvironmentsService,
  EventsService,
  OffersService,
  ListingsService,
  PlansService,
  ClustersService,
  ResourcesService,
  ValuesService,
  VersionsService,
  WaitingService,
  WorkloadsService,
} from './types';
import { AuthorizedValuesService } from './values/AuthorizedValuesService';
import { DefaultValuesService } from './values/DefaultValuesService';
import { AuthorizedVersionsService } from './versions/AuthorizedVersionsService';
import { DefaultVersionsService } from './versions/DefaultVersionsService';
import { ApplicationViews, DeploymentViews, EnvironmentViews } from './views';
import { Wakeups } from './Wakeups';
import { AuthorizedWaitingService } from './waiting/AuthorizedWaitingService';
import { DefaultWaitingService } from './waiting/DefaultWaitingService';
import {
  AuthorizedWebhooksService,
  DefaultWebhooksService,
  WebhooksService,
} from './webhooks';
import { WhyService } from './why/WhyService';
import { AuthorizedWorkloadsService } from './workloads/AuthorizedWorkloadsService';
import { DefaultWorkloadsService } from './workloads/DefaultWorkloadsService';

export {
  AbsentOwners,
  Access,
  Automation,
  readApplicationLines,
  registerPermissions,
} from './access';
export { readBuildsConfig } from './builds';
export { HealthObserver, ImageObserver, summariseHealth } from './health';
export { queue, type Request } from './deployments/queueing';
export { advanceRound } from './promotions';
export { leftOf } from './environments/leftOf';
export { Lookup } from './Lookup';
export { PREVIEW_AUTOMATION } from './previews';
export { Wakeups } from './Wakeups';

/** One per noun, each authorised. */
export interface Services {
  applications: ApplicationsService;
  audit: AuditService;
  workloads: WorkloadsService;
  environments: EnvironmentsService;
  previews: PreviewsService;
  runtime: RuntimeService;
  exec: ExecService;
  /** For what comes past the routes. */
  execTickets: ExecTickets;
  values: ValuesService;
  plans: PlansService;
  impacts: ImpactsService;
  builds: BuildsService;
  deployments: DeploymentsService;
  promotions: PromotionsService;
  events: EventsService;
  resources: ResourcesService;
  listings: ListingsService;
  compare: CompareService;
  versions: VersionsService;
  platform: AuthorizedPlatformService;
  clusters: ClustersService;
  modules: ModulesService;
  revisions: AuthorizedRevisionsService;
  offers: OffersService;
  waiting: WaitingService;
  drift: DriftService;
  why: WhyService;
  webhooks: WebhooksService;
  /** What the backend asks for by itself: nobody's permission is looked at. */
  putBack: Pick<DeploymentsService, 'create'>;
  /** How it ends previews, likewise. */
  ending: {
    deployments: Pick<DeploymentsService, 'cancel'>;
    environments: Pick<EnvironmentsService, 'remove'>;
  };
}

export function createServices(options: {
  store: Store;
  gates: Gates;
  access: Access;
  active: ActivePlatform;
  reader: RevisionReader;
  loader: PlatformLoader;
  /** Whether revisions are taken into use by themselves. */
  accept: AcceptMode;
  radii: BlastRadii;
  catalog: CatalogFacts;
  facts: PlanFacts;
  previewLimits: PreviewLimits;
  /** Base address of the portal. */
  portal?: string;
  builds: BuildsConfig;
  /** How many plans one caller may have under way. */
  plansPerCaller: number;
  engine: EngineThreads;
  drivers: Record<string, Driver>;
  /** Names of the stores of secrets. */
  secretStores: readonly string[];
  targets: Targets;
  actors: Actors;
  /** Whether people may be let into containers. */
  hasTerminals: boolean;
  platformSecrets: Record<string, Secret>;
  health: HealthObserver;
  drift: DriftChecker;
  sources: WorkloadSources;
  wakeups: Wakeups;
  notifier: Pick<Notifier, 'tell'>;
  webhooks: Webhook[];
  logger: LoggerService;
}): Services {
  const { store, access, active, catalog, wakeups, health, logger } = options;
  const guard = new Guard(access, catalog, store);
  const outlook = new Outlook(options);
  const exec = new DefaultExecService({ ...options, outlook });
  const environmentViews = new EnvironmentViews(
    store,
    active,
    options.targets,
    health,
  );
  const applicationViews = new ApplicationViews(
    store,
    environmentViews,
    options.sources,
  );
  const deploymentViews = new DeploymentViews(store);
  const promotions = new DefaultPromotionsService(
    store,
    active,
    deploymentViews,
    { gates: options.gates, wakeups },
  );
  const plans = new DefaultPlansService({
    store,
    facts: options.facts,
    gates: options.gates,
    wakeups,
    perCaller: options.plansPerCaller,
  });
  const deployments = new DefaultDeploymentsService({
    store,
    views: deploymentViews,
    plans,
    gates: options.gates,
    wakeups,
    notifier: options.notifier,
  });
  const applications = new AuthorizedApplicationsService(
    new DefaultApplicationsService(
      store,
      applicationViews,
      catalog,
      active,
      logger,
    ),
    guard,
    catalog,
  );
  const ownEnvironments = new DefaultEnvironmentsService({
    store,
    drivers: options.drivers,
    platform: active,
    views: environmentViews,
    health,
    promotions,
    wakeups,
    logger,
  });
  const environments = new AuthorizedEnvironmentsService(
    ownEnvironments,
    guard,
  );
  return {
    applications,
    audit: new AuthorizedAuditService(
      new DefaultAuditService(store),
      guard,
      store,
    ),
    environments,
    promotions: new AuthorizedPromotionsService(promotions, guard),
    runtime: new AuthorizedRuntimeService(
      new DefaultRuntimeService({
        store,
        lineages: new Lineages(store, active),
        outlook,
        health,
        hasTerminals: options.hasTerminals,
        views: environmentViews,
        platformSecrets: options.platformSecrets,
      }),
      guard,
    ),
    exec: new AuthorizedExecService(exec, guard),
    execTickets: exec,
    why: new WhyService({ guard, applications, environments }),
    workloads: new AuthorizedWorkloadsService(
      new DefaultWorkloadsService({
        store,
        views: applicationViews,
        engine: options.engine,
        active,
        sources: options.sources,
        catalog,
      }),
      guard,
    ),
    values: new AuthorizedValuesService(
      new DefaultValuesService(store, options.secretStores),
      guard,
      store,
    ),
    plans: new AuthorizedPlansService(plans, guard, store),
    impacts: new AuthorizedImpactsService(
      new DefaultImpactsService(options),
      guard,
    ),
    deployments: new AuthorizedDeploymentsService(deployments, guard, store),
    builds: new AuthorizedBuildsService(
      new DefaultBuildsService({
        store,
        config: options.builds,
        targets: new BuildTargets({ ...options, config: options.builds }),
        sources: options.sources,
        scores: new BuildScores(options),
        views: new BuildViews(store, deploymentViews),
        wakeups,
      }),
      guard,
      store,
    ),
    drift: new AuthorizedDriftService(
      new DefaultDriftService({
        store,
        platform: active,
        checker: options.drift,
        deployments,
      }),
      guard,
    ),
    webhooks: new AuthorizedWebhooksService(
      new DefaultWebhooksService(options),
      guard,
    ),
    putBack: deployments,
    ending: { deployments, environments: ownEnvironments },
    previews: new AuthorizedPreviewsService(
      new DefaultPreviewsService({
        store,
        platform: active,
        gates: options.gates,
        engine: options.engine,
        views: new PreviewViews({
          store,
          platform: active,
          environments: environmentViews,
          deployments: deploymentViews,
        }),
        deploymentViews,
        limits: options.previewLimits,
        ...(options.portal !== undefined && { portal: options.portal }),
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
    waiting: new AuthorizedWaitingService(
      new DefaultWaitingService(store, deploymentViews, active),
      guard,
    ),
    resources: new AuthorizedResourcesService(
      new DefaultResourcesService(store, active),
      guard,
    ),
    offers: new AuthorizedOffersService(
      new DefaultOffersService({ store, active, catalog }),
      guard,
    ),
    listings: new AuthorizedListingsService(
      new DefaultListingsService(store, active),
      guard,
    ),
    versions: new AuthorizedVersionsService(
      new DefaultVersionsService(store, active),
      guard,
    ),
    compare: new AuthorizedCompareService(
      new DefaultCompareService(store),
      guard,
      store,
    ),
    clusters: new AuthorizedClustersService(
      new DefaultClustersService(options),
      guard,
    ),
    modules: new AuthorizedModulesService(
      new DefaultModulesService(options),
      guard,
    ),
    platform: new AuthorizedPlatformService(
      new DefaultPlatformService({
        store,
        active,
        loader: options.loader,
        catalog,
        drivers: options.drivers,
        accept: options.accept,
      }),
      guard,
      store,
    ),
    revisions: new AuthorizedRevisionsService(
      new DefaultRevisionsService(options),
      guard,
      store,
    ),
  };
}
