import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { builtinDrivers } from '@tutti/engine';
import {
  SecretStore,
  TargetDriver,
  tuttiDriversExtensionPoint,
  TuttiSealing,
  tuttiSealingExtensionPoint,
  tuttiSecretStoresExtensionPoint,
  tuttiTargetsExtensionPoint,
} from '@tutti/plugin-tutti-node';
import { createTutti } from './createTutti';
import { Registry } from './registry';

/** Tutti's backend: API, state and the deployment worker. */
export const tuttiPlugin = createBackendPlugin({
  pluginId: 'tutti',
  register(env) {
    const drivers = new Registry('driver', builtinDrivers());
    const targets = new Registry<TargetDriver>('target driver', []);
    env.registerExtensionPoint(tuttiDriversExtensionPoint, {
      addDriver: driver => drivers.add(driver),
    });
    env.registerExtensionPoint(tuttiTargetsExtensionPoint, {
      addTargetDriver: driver => targets.add(driver),
    });
    const secretStores = new Registry<SecretStore>('secret store', []);
    env.registerExtensionPoint(tuttiSecretStoresExtensionPoint, {
      addSecretStore: store => secretStores.add(store),
    });
    let giveSealing: (sealing: TuttiSealing) => void;
    const sealing = new Promise<TuttiSealing>(resolve => {
      giveSealing = resolve;
    });
    env.registerExtensionPoint(tuttiSealingExtensionPoint, {
      sealing: () => sealing,
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        instanceMetadata: coreServices.rootInstanceMetadata,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init({ httpRouter, lifecycle, ...services }) {
        const tutti = await createTutti({
          ...services,
          drivers: drivers.all(),
          secretStores: secretStores.all(),
          targetDrivers: targets.all(),
        });
        giveSealing(tutti.sealing);
        httpRouter.use(tutti.router);
        if (tutti.hasTerminals) {
          httpRouter.addAuthPolicy({
            path: '/v1/exec',
            allow: 'unauthenticated',
          });
        }
        lifecycle.addStartupHook(() => tutti.start());
        lifecycle.addShutdownHook(() => tutti.stop());
      },
    });
  },
});
