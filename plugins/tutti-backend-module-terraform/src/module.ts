import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  tuttiDriversExtensionPoint,
  tuttiSealingExtensionPoint,
} from '@tutti/plugin-tutti-node';
import { Adoption } from './adoption/Adoption';
import { readTerraformConfig } from './config';
import { OIDC_PATH, openCredentials } from './credentials';
import { TerraformDriver } from './driver/TerraformDriver';
import { Tool } from './driver/Tool';
import { openModules } from './modules';
import { ModuleStore } from './modules/ModuleStore';
import { PlanStore } from './plans/PlanStore';
import { openRunner } from './openRunner';
import { WORKS_PATH } from './runner';
import {
  DetachedStates,
  openDatabase,
  STATE_PATH,
  stateRouter,
  StateStore,
} from './state';

/** Longer than anybody waits before a takeover; what is precious of a work outlives it. */
const FORGOTTEN_MS = 7 * 24 * 60 * 60 * 1000;

/** Registers the driver `terraform`, and serves the states of what it makes. */
export const tuttiModuleTerraform = createBackendModule({
  pluginId: 'tutti',
  moduleId: 'terraform',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        drivers: tuttiDriversExtensionPoint,
        httpRouter: coreServices.httpRouter,
        reader: coreServices.urlReader,
        scheduler: coreServices.scheduler,
        sealing: tuttiSealingExtensionPoint,
      },
      async init({
        config,
        database,
        discovery,
        drivers,
        httpRouter,
        reader,
        scheduler,
        sealing: sealingPoint,
      }) {
        const { modules, state, ...read } = readTerraformConfig(config);
        const db = await openDatabase(database);
        const sealing = () => sealingPoint.sealing();
        const states = new StateStore(db, sealing, state.versions);
        const plans = new PlanStore(db, sealing, read.plans.keptMs);
        const works = openRunner({
          config,
          db,
          sealing,
          pluginUrl: await discovery.getBaseUrl('tutti'),
        });
        const { runner } = works;
        const { credentials, router: identities } = openCredentials({
          config,
          db,
          sealing,
          pluginUrl: await discovery.getExternalBaseUrl('tutti'),
        });
        const tool = new Tool({
          runner,
          states,
          stateUrl: async () => state.url ?? `${works.pluginUrl}${STATE_PATH}`,
          credentials,
        });
        const detached = new DetachedStates(db, states, {
          ...(state.exportTo !== undefined && { folder: state.exportTo }),
          keptMs: state.detachedMs,
        });
        drivers.addDriver(
          new TerraformDriver({
            modules: openModules({ config, reader, folder: modules }),
            kept: new ModuleStore(db),
            plans,
            states,
            runner,
            tool,
            adoption: new Adoption({
              tool,
              ...(state.adoptFrom !== undefined && {
                folder: state.adoptFrom,
              }),
            }),
            detached,
            sealing,
            planTimeoutMs: read.plans.timeoutMs,
          }),
        );
        await scheduler.scheduleTask({
          id: 'tutti-terraform-housekeeping',
          frequency: { hours: 1 },
          initialDelay: { minutes: 1 },
          timeout: { minutes: 10 },
          async fn() {
            await plans.purge();
            await states.purgeTokens();
            await detached.tidy();
          },
        });
        await scheduler.scheduleTask({
          id: 'tutti-terraform-sweep',
          // Each machine has works of its own.
          scope: 'local',
          frequency: { hours: 6 },
          initialDelay: { minutes: 5 },
          timeout: { minutes: 10 },
          fn: () => tool.sweep(FORGOTTEN_MS),
        });
        httpRouter.use(stateRouter(() => states));
        httpRouter.use(identities);
        if (works.router) httpRouter.use(works.router);
        // Tools and pods have tokens of their own, and nobody else gets in; public keys are public.
        for (const path of [
          STATE_PATH,
          OIDC_PATH,
          ...(works.router ? [WORKS_PATH] : []),
        ]) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
      },
    });
  },
});
