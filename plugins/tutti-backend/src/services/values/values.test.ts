import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../../__testUtils__/databases';
import { EVE, JON, MARIA } from '../../__testUtils__/people';
import { Portal, startPortal } from '../../__testUtils__/portal';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development/values';
const PRODUCTION = '/applications/shop/environments/production/values';

describe.each(databases.eachSupportedId())(
  'a name that is secret, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({
        knex,
        // Jon may write secrets everywhere, Maria in development.
        config: {
          access: {
            assign: [JON],
            acceptPlatform: [MARIA],
            update: ['owner', JON],
          },
        },
      });
      await portal
        .as(JON)
        .put('/applications/shop/owner', {
          owner: 'group:default/release-managers',
        })
        .expect(200);
      for (const [name, value] of [
        ['TOKEN', 'canary-of-development'],
        ['OTHER', 'plain'],
      ]) {
        await portal
          .as(JON)
          .put(`${DEVELOPMENT}/${name}`, { value })
          .expect(204);
      }
      await portal
        .as(JON)
        .put(`${PRODUCTION}/TOKEN`, {
          value: 'canary-of-all',
          secret: true,
          scope: 'application',
        })
        .expect(204);
    });

    afterAll(async () => {
      await portal?.stop();
    });

    const items = async (path: string) => {
      const { body } = await portal.as(JON).get(path).expect(200);
      return body.items.filter(
        ({ name }: { name: string }) => name !== 'CURRENCY',
      );
    };

    it('is secret in every environment, also where a plain value stood', async () => {
      expect(await items(DEVELOPMENT)).toMatchObject([
        { name: 'OTHER', secret: false, value: 'plain' },
        { name: 'TOKEN', secret: true, scope: 'environment' },
      ]);
      expect(JSON.stringify(await items(DEVELOPMENT))).not.toContain('canary');
    });

    it('left no clear copy', async () => {
      const rows = await knex('environment_values').select('name', 'value');
      expect(JSON.stringify(rows)).not.toContain('canary');
    });

    it.each([DEVELOPMENT, PRODUCTION])(
      'stays secret when a plain value is set over it in %s',
      async path => {
        await portal
          .as(JON)
          .put(`${path}/TOKEN`, { value: 'canary-set-over' })
          .expect(204);
        expect((await items(path)).at(-1)).toMatchObject({ secret: true });
        expect(JSON.stringify(await items(path))).not.toContain('canary');
        const rows = await knex('environment_values').select('value');
        expect(JSON.stringify(rows)).not.toContain('canary');
      },
    );

    it('is changed only with the right to write secrets', async () => {
      portal.setPolicy(() => undefined);
      await portal
        .as(EVE)
        .put(`${DEVELOPMENT}/TOKEN`, { value: 'x' })
        .expect(403);
      portal.setPolicy(permission =>
        permission === 'tutti.secret.write'
          ? { result: AuthorizeResult.DENY }
          : undefined,
      );
      for (const scope of ['environment', 'application']) {
        const { body } = await portal
          .as(JON)
          .put(`${DEVELOPMENT}/TOKEN`, { value: 'x', scope })
          .expect(403);
        expect(body.error.message).toContain('tutti.secret.write');
      }
      await portal.as(JON).delete(`${DEVELOPMENT}/TOKEN`).expect(403);
      await portal
        .as(JON)
        .put(`${DEVELOPMENT}/OTHER`, { value: 'y' })
        .expect(204);
      portal.setPolicy(() => undefined);
    });
  },
);
