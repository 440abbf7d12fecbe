import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createApplicationAction } from './actions/createApplication';
import { createDeployAction } from './actions/deploy';
import { createEnvironmentAction } from './actions/createEnvironment';
import { createSetValuesAction } from './actions/setValues';
import { createWorkloadAction } from './actions/addWorkload';
import { createWriteScoreAction } from './actions/writeScore';

/** Registers the actions `tutti:…` with the scaffolder. */
export const scaffolderModuleTutti = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'tutti',
  register(registration) {
    registration.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
      },
      async init({ actions, ...services }) {
        actions.addActions(
          createApplicationAction(services),
          createEnvironmentAction(services),
          createWriteScoreAction(services),
          createWorkloadAction(services),
          createSetValuesAction(services),
          createDeployAction(services),
        );
      },
    });
  },
});
