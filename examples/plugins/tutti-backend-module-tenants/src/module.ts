import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { tuttiDriversExtensionPoint } from '@tutti/plugin-tutti-node';
import { tenantsDriver } from './tenantsDriver';

/** Registers the driver `tenants` with the service at `tenants.url`. */
export const tuttiModuleTenants = createBackendModule({
  pluginId: 'tutti',
  moduleId: 'tenants',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        drivers: tuttiDriversExtensionPoint,
      },
      async init({ config, drivers }) {
        drivers.addDriver(tenantsDriver(config.getString('tenants.url')));
      },
    });
  },
});
