import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { builtinDrivers } from '@tutti/engine';
import {
  TargetDriver,
  tuttiDriversExtensionPoint,
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
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        instanceMetadata: coreServices.rootInstanceMetadata,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
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
          targetDrivers: targets.all(),
        });
        httpRouter.use(tutti.router);
        lifecycle.addStartupHook(() => tutti.start());
        lifecycle.addShutdownHook(() => tutti.stop());
      },
    });
  },
});
