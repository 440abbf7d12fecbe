import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetes from '@tutti/plugin-tutti-backend-module-kubernetes';
import knexFactory from 'knex';
import { people, permissionsBy, MARIA } from '../../src/__testUtils__/people';
import { tuttiPlugin } from '../../src/plugin';

/** A backend in a process of its own: a recording ends with its sudden death. */
async function main() {
  const { config, database } = JSON.parse(process.env.TUTTI_RECORDED ?? '');
  process.stdin.once('end', () => process.exit(0)).resume();
  const { server } = await startTestBackend({
    features: [
      tuttiPlugin,
      kubernetes,
      mockServices.database.factory({ knex: knexFactory(database) }),
      mockServices.rootConfig.factory({ data: config }),
      mockServices.rootLogger.factory({ level: 'warn' }),
      catalogServiceMock.factory(),
      people,
      permissionsBy(() => undefined),
    ],
  });
  const address = `http://localhost:${server.port()}`;
  const authorization = mockCredentials.user.header(MARIA);
  process.stdout.write(`ready ${JSON.stringify({ address, authorization })}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
