import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  tuttiSecretStoresExtensionPoint,
  tuttiTargetsExtensionPoint,
} from '@tutti/plugin-tutti-node';
import { readClusters } from './config';
import { KubernetesSecretStore } from './KubernetesSecretStore';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';

/** Registers the target driver `kubernetes`, and the store of secrets `cluster`, with the clusters of `tutti.clusters`. */
export const tuttiModuleKubernetes = createBackendModule({
  pluginId: 'tutti',
  moduleId: 'kubernetes',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        secretStores: tuttiSecretStoresExtensionPoint,
        targets: tuttiTargetsExtensionPoint,
      },
      async init({ config, logger, secretStores, targets }) {
        const clusters = readClusters(config);
        const driver = new KubernetesTargetDriver(clusters);
        targets.addTargetDriver(driver);
        secretStores.addSecretStore(new KubernetesSecretStore(driver));
        logger.info(
          clusters.length === 0
            ? 'No clusters under tutti.clusters'
            : `Clusters: ${clusters
                .map(({ name, access }) => `${name} (${access.kind})`)
                .join(', ')}`,
        );
      },
    });
  },
});
