import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { openKubernetesTargets } from '@tutti/plugin-tutti-backend-module-kubernetes';
import { tuttiTargetsExtensionPoint } from '@tutti/plugin-tutti-node';
import { readGitConfig } from './config';
import { GitTargetDriver } from './GitTargetDriver';
import { hostsBy } from './pullRequests';
import { signInBy } from './signIn';

/** Registers the target driver `git`. */
export const tuttiModuleGit = createBackendModule({
  pluginId: 'tutti',
  moduleId: 'git',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        targets: tuttiTargetsExtensionPoint,
      },
      async init({ config, lifecycle, targets }) {
        const { author, credentials } = readGitConfig(config);
        const integrations = ScmIntegrations.fromConfig(config);
        const portal = config
          .getOptionalString('app.baseUrl')
          ?.replace(/\/+$/, '');
        const folder = join(tmpdir(), `tutti-git-${crypto.randomUUID()}`);
        lifecycle.addShutdownHook(() =>
          rm(folder, { recursive: true, force: true }),
        );
        targets.addTargetDriver(
          GitTargetDriver.of(config, {
            folder,
            author,
            signIn: signInBy({ credentials }, integrations),
            hostOf: hostsBy(integrations),
            ...(portal !== undefined && { portal }),
            clusters: openKubernetesTargets(config),
          }),
        );
      },
    });
  },
});
