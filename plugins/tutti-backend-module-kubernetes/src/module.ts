import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { tuttiTargetsExtensionPoint } from '@tutti/plugin-tutti-node';
import { readClusters } from './config';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';

/** Registers the target driver `kubernetes` with the clusters of `tutti.clusters`. */
export const tuttiModuleKubernetes = createBackendModule({
  pluginId: 'tutti',
  moduleId: 'kubernetes',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        targets: tuttiTargetsExtensionPoint,
      },
      async init({ config, logger, targets }) {
        const clusters = readClusters(config);
        targets.addTargetDriver(new KubernetesTargetDriver(clusters));
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
