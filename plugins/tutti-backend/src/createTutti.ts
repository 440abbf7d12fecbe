import {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  RootInstanceMetadataService,
  SchedulerService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  ActionsRegistryService,
  MetricsService,
} from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ScmIntegrations } from '@backstage/integration';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Driver, ResourceDefinition, ResourceType } from '@tutti/engine';
import {
  SecretStore,
  TargetDriver,
  TuttiSealing,
} from '@tutti/plugin-tutti-node';
import { Router } from 'express';
import { PortalLinks, registerActions } from './actions';
import { allRoutes, createRouter, KeptAnswers } from './api';
import { ApplicationChanges } from './ApplicationChanges';
import { Audit } from './audit';
import { readShares } from './callers';
import { scheduleUpkeep } from './upkeep';
import { DriftChecker, DriftRounds, DriverLooks } from './drift';
import { ExecGate, readExecConfig } from './exec';
import { Feed, publishDeployments } from './feed';
import { FaultLog } from './faults';
import { Gates } from './line';
import { Metrics, observeBacklogs } from './metrics';
import {
  Announcer,
  Letters,
  Notifier,
  readNotificationRules,
} from './notifications';
import {
  BlastRadii,
  PlanFacts,
  Actors,
  Planner,
  PlanRequests,
  readDryRunLimits,
  SecretStores,
  Targets,
} from './planning';
import {
  ActivePlatform,
  CatalogFacts,
  createSource,
  DeclaredApplications,
  PlatformLoader,
  readPlatformConfig,
  RevisionReader,
} from './platform';
import { readPreviewLimits } from './previews';
import { keyedDigest, Sealer, sealingKeys } from './sealing';
import { readRetention } from './retention';
import {
  AbsentOwners,
  Access,
  Automation,
  createServices,
  HealthObserver,
  ImageObserver,
  readApplicationLines,
  readBuildsConfig,
  registerPermissions,
  Wakeups,
} from './services';
import { ScoreReader, WorkloadSources } from './sources';
import { databaseKind, openDatabase, Store } from './store';
import { EngineThreads, readThreadLimits } from './threads';
import { Courier, readerFor, readWebhooks } from './webhooks';
import {
  DeploymentWorker,
  PlanMaker,
  PlanWorker,
  PreviewKeeper,
  readWorkerConfig,
} from './worker';

export interface TuttiOptions {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  drivers: Driver[];
  events: EventsService;
  httpAuth: HttpAuthService;
  instanceMetadata: RootInstanceMetadataService;
  logger: LoggerService;
  metrics: MetricsService;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  secretStores: SecretStore[];
  targetDrivers: TargetDriver[];
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
}

export interface Tutti {
  router: Router;
  /** Whether a terminal may be opened by its ticket alone. */
  hasTerminals: boolean;
  /** For modules that keep secrets in tables of their own. */
  sealing: TuttiSealing;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the rooms together. */
export async function createTutti(options: TuttiOptions): Promise<Tutti> {
  const { config, logger, drivers, urlReader } = options;
  const platformConfig = readPlatformConfig(config);
  const workerConfig = readWorkerConfig(config);
  const retention = readRetention(config);
  const database = await openDatabase(options.database);
  const kind = databaseKind(database);
  if (kind === 'memory') {
    logger.warn(
      'Tutti’s database is in memory: applications, values and deployments are lost when the backend ends, and what runs in clusters is left behind. To keep them, set backend.database.connection.directory, or use PostgreSQL.',
    );
  }
  const sealer = new Sealer(await sealingKeys(config, kind));
  const store = new Store(database, sealer);

  const changes = new ApplicationChanges(options.events, logger);
  const engine = new EngineThreads(readThreadLimits(config, workerConfig));
  const contracts = drivers.map(driver => ({
    name: driver.name,
    inputs: driver.inputs,
    ...(driver.check && {
      check: (definition: ResourceDefinition, type: ResourceType) =>
        driver.check?.(definition, type) ?? Promise.resolve([]),
    }),
  }));
  const reader = new RevisionReader({
    store,
    drivers: contracts,
    engine,
    logger,
  });
  const loader = new PlatformLoader({
    store,
    reader,
    accept: platformConfig.accept,
    sources: platformConfig.sources.map(source =>
      createSource(source, urlReader),
    ),
    drivers: contracts,
    engine,
    applications: new DeclaredApplications(store, urlReader, engine),
    changes,
    logger,
  });
  const active = new ActivePlatform({
    store,
    reader,
    refreshIfChanged: () => loader.refreshIfChanged(),
  });
  const catalog = new CatalogFacts({
    ...options,
    store,
    labels: platformConfig.labels,
  });
  const metrics = new Metrics(options.metrics);
  observeBacklogs(options.metrics, store, logger);
  const targets = new Targets(options.targetDrivers, metrics);
  const driversByName = Object.fromEntries(
    drivers.map(driver => [driver.name, driver]),
  );
  const digestKey = await store.keys.findOrAdd('digest');
  const secretStores = new SecretStores(options.secretStores, logger);
  const actors = new Actors(options);
  const requests = new PlanRequests({
    store,
    platform: active,
    config: platformConfig,
    catalog,
  });
  const planner = new Planner({
    secretStores,
    store,
    requests,
    targets,
    actors,
    drivers: driversByName,
    digestKey,
    dryRun: readDryRunLimits(config),
    engine,
    metrics,
  });

  const facts = new PlanFacts({
    store,
    platform: active,
    catalog,
    config: platformConfig,
    digestKey,
  });
  const shares = readShares(config);
  const execConfig = readExecConfig(config);

  registerPermissions(options.permissionsRegistry, store);
  const wakeups = new Wakeups();
  const faults = new FaultLog(logger, metrics);
  const radii = new BlastRadii({
    store,
    requests,
    engine,
    drivers: driversByName,
    digestKey,
    faults,
  });
  const health = new HealthObserver(store, targets, platformConfig.secrets);
  const sources = new WorkloadSources({
    store,
    reader: new ScoreReader(urlReader, engine),
    integrations: ScmIntegrations.fromConfig(config),
    logger,
  });
  const gates = new Gates(store, active);
  const letters = new Letters({
    store,
    gates,
    platformSecrets: platformConfig.secrets,
  });
  const rules = readNotificationRules(config);
  const notifier = new Notifier({ store, letters, rules, wakeups, logger });
  const announcer = new Announcer({
    store,
    letters,
    rules,
    notifications: options.notifications,
    wakeups,
    logger,
    pollMs: workerConfig.pollMs,
  });
  const drift = new DriftChecker({
    store,
    targets,
    platform: active,
    platformSecrets: platformConfig.secrets,
    drivers: new DriverLooks(driversByName),
    digest: keyedDigest(digestKey),
  });
  const webhooks = readWebhooks(config);
  const portal = config.getOptionalString('app.baseUrl');
  const services = createServices({
    store,
    secretStores: secretStores.names(),
    gates,
    access: new Access({
      ...options,
      platform: active,
      lines: readApplicationLines(config),
      automation: Automation.fromConfig(config),
      absentOwners: new AbsentOwners({
        ...options,
        owners: () => store.applications.owners(),
      }),
    }),
    active,
    reader,
    loader,
    accept: platformConfig.accept,
    radii,
    catalog,
    facts,
    previewLimits: readPreviewLimits(config),
    ...(portal !== undefined && { portal }),
    builds: readBuildsConfig(config),
    plansPerCaller: shares.plans.atOnce,
    engine,
    drivers: driversByName,
    targets,
    actors,
    hasTerminals: execConfig.enabled,
    platformSecrets: platformConfig.secrets,
    health,
    drift,
    sources,
    wakeups,
    notifier,
    webhooks,
    logger,
  });
  const audit = new Audit({ ...options, store });
  const stopping = new AbortController();
  registerActions(options.actionsRegistry, {
    services,
    links: PortalLinks.fromConfig(config),
    changes,
    audit,
    shares,
    faults,
    auth: options.auth,
    signal: stopping.signal,
  });
  const execGate = new ExecGate({
    tickets: services.execTickets,
    config: execConfig,
    auditor: options.auditor,
    rows: store.audit,
    logger,
  });
  const rounds = new DriftRounds({
    store,
    platform: active,
    checker: drift,
    deployments: services.putBack,
    credentials: () => options.auth.getOwnServiceCredentials(),
    notifier,
    metrics,
    logger,
  });
  const worker = new DeploymentWorker(
    {
      store,
      planner,
      gates,
      wakeups,
      notifier,
      changes,
      health,
      images: new ImageObserver(store, targets),
      faults,
      metrics,
      logger,
      limits: {
        ...(workerConfig.healthDeadlineMs !== undefined && {
          healthTimeoutMs: workerConfig.healthDeadlineMs,
        }),
      },
    },
    workerConfig,
    options.instanceMetadata.getId(),
  );
  const planWorker = new PlanWorker(
    {
      store,
      maker: new PlanMaker({ store, planner, facts, gates, faults, logger }),
      wakeups,
      logger,
    },
    workerConfig,
    options.instanceMetadata.getId(),
  );
  const addresses = {
    portal: config.getOptionalString('app.baseUrl') ?? '',
    backend: config.getOptionalString('backend.baseUrl') ?? '',
  };
  const courier = new Courier(
    { store, webhooks, wakeups, metrics, logger, pollMs: workerConfig.pollMs },
    new Feed({
      store,
      readers: [
        publishDeployments(options.events, logger),
        ...webhooks.map(webhook => readerFor(webhook, addresses)),
      ],
      logger,
    }),
  );
  const previewKeeper = new PreviewKeeper(
    {
      store,
      platform: active,
      gates,
      ...services.ending,
      credentials: () => options.auth.getOwnServiceCredentials(),
      wakeups,
      logger,
    },
    workerConfig.pollMs,
  );
  return {
    sealing: {
      seal: (text, place) => sealer.seal(text, place),
      open: (sealed, place) => sealer.open(sealed, place),
      digest: keyedDigest(digestKey),
    },
    router: createRouter({
      ...options,
      changes,
      audit,
      faults,
      shares,
      keptAnswers: new KeptAnswers(store, keyedDigest(digestKey)),
      routes: allRoutes(services),
      ...(execConfig.enabled && { execGate }),
    }),
    hasTerminals: execConfig.enabled,
    async start() {
      await loader.refresh();
      await scheduleUpkeep({
        ...options,
        store,
        loader,
        catalog,
        platformConfig,
        sources,
        rounds,
        retention,
      });
      if (workerConfig.enabled) {
        worker.start();
        planWorker.start();
        await courier.start();
        announcer.start();
        previewKeeper.start();
      }
    },
    async stop() {
      stopping.abort();
      execGate.stop();
      radii.stop();
      await courier.stop();
      await announcer.stop();
      await previewKeeper.stop();
      await planWorker.stop();
      await worker.stop();
      await engine.stop();
    },
  };
}
