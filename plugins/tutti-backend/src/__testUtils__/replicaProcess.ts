import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import git from '@tutti/plugin-tutti-backend-module-git';
import kubernetes from '@tutti/plugin-tutti-backend-module-kubernetes';
import knexFactory from 'knex';
import { tuttiPlugin } from '../plugin';

/**
 * A backend in a process of its own, that a test can kill or freeze. Reads its config and its
 * database from the environment; ends when whoever started it is gone.
 */
async function main() {
  const { config, connection } = JSON.parse(process.env.TUTTI_REPLICA ?? '');
  process.stdin.once('end', () => process.exit(0)).resume();
  await startTestBackend({
    features: [
      tuttiPlugin,
      kubernetes,
      git,
      mockServices.database.factory({
        knex: knexFactory({ client: 'pg', connection }),
      }),
      mockServices.rootConfig.factory({ data: config }),
      mockServices.rootLogger.factory({ level: 'info' }),
      catalogServiceMock.factory(),
    ],
  });
  process.stdout.write('replica is up\n');
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
