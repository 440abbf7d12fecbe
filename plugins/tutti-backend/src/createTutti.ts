import {
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
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Driver } from '@tutti/engine';
import { TargetDriver } from '@tutti/plugin-tutti-node';
import { Router } from 'express';
import { allRoutes, createRouter } from './api';
import { scheduleUpkeep } from './upkeep';
import { FaultLog } from './faults';
import { Metrics, observeQueue } from './metrics';
import { Planner, Targets } from './planning';
import {
  ActivePlatform,
  CatalogFacts,
  createSource,
  DeclaredApplications,
  PlatformLoader,
  readPlatformConfig,
} from './platform';
import { Sealer, sealingKeys } from './sealing';
import {
  Access,
  Automation,
  createServices,
  HealthObserver,
  readApplicationLines,
  registerPermissions,
  Wakeups,
} from './services';
import { databaseKind, openDatabase, Store } from './store';
import { EngineThreads, readThreadLimits } from './threads';
import { DeploymentWorker, readWorkerConfig } from './worker';

export interface TuttiOptions {
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  drivers: Driver[];
  httpAuth: HttpAuthService;
  instanceMetadata: RootInstanceMetadataService;
  logger: LoggerService;
  metrics: MetricsService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  targetDrivers: TargetDriver[];
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
}

export interface Tutti {
  router: Router;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the rooms together. */
export async function createTutti(options: TuttiOptions): Promise<Tutti> {
  const { config, logger, drivers, urlReader } = options;
  const platformConfig = readPlatformConfig(config);
  const workerConfig = readWorkerConfig(config);
  const database = await openDatabase(options.database);
  const sealer = new Sealer(await sealingKeys(config, databaseKind(database)));
  const store = new Store(database, sealer);

  const engine = new EngineThreads(readThreadLimits(config, workerConfig));
  const contracts = drivers.map(({ name, inputs }) => ({ name, inputs }));
  const loader = new PlatformLoader({
    store,
    sources: platformConfig.sources.map(source =>
      createSource(source, urlReader),
    ),
    drivers: contracts,
    engine,
    applications: new DeclaredApplications(store, urlReader, engine),
    logger,
  });
  const active = new ActivePlatform({
    store,
    drivers: contracts,
    engine,
    logger,
    refreshIfChanged: () => loader.refreshIfChanged(),
  });
  const catalog = new CatalogFacts({
    ...options,
    store,
    labels: platformConfig.labels,
  });
  const metrics = new Metrics(options.metrics);
  observeQueue(options.metrics, store, logger);
  const targets = new Targets(options.targetDrivers, metrics);
  const driversByName = Object.fromEntries(
    drivers.map(driver => [driver.name, driver]),
  );
  const planner = new Planner({
    store,
    platform: active,
    config: platformConfig,
    catalog,
    targets,
    drivers: driversByName,
    digestKey: await store.keys.findOrAdd('digest'),
    engine,
    metrics,
  });

  registerPermissions(options.permissionsRegistry, store);
  const wakeups = new Wakeups();
  const faults = new FaultLog(logger, metrics);
  const health = new HealthObserver(store, targets, platformConfig.secrets);
  const services = createServices({
    store,
    access: new Access({
      ...options,
      platform: active,
      lines: readApplicationLines(config),
      automation: Automation.fromConfig(config),
    }),
    active,
    loader,
    catalog,
    planner,
    engine,
    drivers: driversByName,
    targets,
    health,
    wakeups,
    logger,
  });
  const worker = new DeploymentWorker(
    {
      store,
      planner,
      wakeups,
      health,
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
  return {
    router: createRouter({
      ...options,
      faults,
      routes: allRoutes(services),
    }),
    async start() {
      await loader.refresh();
      await scheduleUpkeep({
        ...options,
        store,
        loader,
        catalog,
        platformConfig,
      });
      if (workerConfig.enabled) {
        worker.start();
      }
    },
    async stop() {
      await worker.stop();
      await engine.stop();
    },
  };
}
