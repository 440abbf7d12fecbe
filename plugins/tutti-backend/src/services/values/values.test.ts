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

describe.each(databases.eachSupportedId())(
  'the history of values, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    const maria = () => portal.as(MARIA);

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({ knex });
    });

    afterAll(async () => {
      await portal?.stop();
    });

    const put = (name: string, body: object) =>
      maria().put(`${DEVELOPMENT}/${name}`, body).expect(204);
    const versions = async (name: string) =>
      (await maria().get(`${DEVELOPMENT}/${name}/versions`).expect(200)).body
        .items;
    const list = async () => (await maria().get(DEVELOPMENT).expect(200)).body;
    const item = async (name: string) =>
      (await list()).items.find((each: { name: string }) => each.name === name);
    const restore = (name: string, body: object) =>
      maria().post(`${DEVELOPMENT}/${name}/restore`, body);

    it('says who set what and when, and sets it again', async () => {
      await put('LEVEL', { value: 'info', scope: 'application' });
      await put('LEVEL', { value: 'debug' });
      await put('LEVEL', { value: 'trace' });
      await maria().delete(`${DEVELOPMENT}/LEVEL`).expect(204);
      expect(await versions('LEVEL')).toMatchObject([
        { scope: 'environment', version: 3, removed: true, by: MARIA },
        { scope: 'environment', version: 2, value: 'trace', inUse: false },
        { scope: 'environment', version: 1, value: 'debug', inUse: false },
        { scope: 'application', version: 1, value: 'info', inUse: true },
      ]);
      const again = { scope: 'environment', version: 1, secret: false };
      await restore('LEVEL', again).expect(204);
      expect(await item('LEVEL')).toMatchObject({
        value: 'debug',
        version: 4,
        overrides: { scope: 'application', value: 'info' },
      });
      for (const nothing of [
        { ...again, version: 3 },
        { ...again, version: 99 },
        { ...again, secret: true },
      ]) {
        await restore('LEVEL', nothing).expect(404);
      }
      await maria().get(`${DEVELOPMENT}/NEVER/versions`).expect(404);
    });

    it('sets a secret again without showing it', async () => {
      await put('KEY', { value: 'canary-one', secret: true });
      await put('KEY', { value: 'canary-two', secret: true });
      await restore('KEY', {
        scope: 'environment',
        version: 1,
        secret: true,
      }).expect(204);
      const told = await versions('KEY');
      expect(told).toMatchObject([
        { secret: true, version: 3, inUse: true },
        { secret: true, version: 2 },
        { secret: true, version: 1 },
      ]);
      expect(JSON.stringify([told, await list()])).not.toContain('canary');
    });

    it('hides what was in clear before the name became secret', async () => {
      await put('LATER', { value: 'canary-in-clear' });
      await put('LATER', { value: 'canary-x', secret: true });
      expect(JSON.stringify(await versions('LATER'))).not.toContain('canary');
    });

    it('says what changed and was not deployed yet', async () => {
      expect((await item('CURRENCY')).pending).toBe(true);
      await portal.deploy('development');
      expect((await item('CURRENCY')).pending).toBe(false);
      await put('CURRENCY', { value: 'CHF', scope: 'application' });
      await maria().delete(`${DEVELOPMENT}/LEVEL`).expect(204);
      await maria().delete(`${DEVELOPMENT}/KEY`).expect(204);
      expect((await item('CURRENCY')).pending).toBe(true);
      expect(await item('LEVEL')).toMatchObject({
        value: 'info',
        pending: false,
      });
      expect((await list()).removed).toMatchObject([
        { name: 'KEY', secret: true, updatedBy: MARIA },
      ]);
    });
  },
);

describe.each(databases.eachSupportedId())(
  'a secret that is purged, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    const maria = () => portal.as(MARIA);

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({ knex });
    });

    afterAll(async () => {
      await portal?.stop();
    });

    const put = (name: string, body: object) =>
      maria().put(`${DEVELOPMENT}/${name}`, body).expect(204);
    const versions = async (name: string) =>
      (await maria().get(`${DEVELOPMENT}/${name}/versions`).expect(200)).body
        .items;
    const purge = (name: string, body: object) =>
      maria().post(`${DEVELOPMENT}/${name}/purge`, {
        scope: 'environment',
        ...body,
      });
    const sealed = async (name: string) =>
      (
        await knex('environment_secrets')
          .where({ name })
          .orderBy('version')
          .select('value_sealed')
      ).map(row => row.value_sealed !== null);

    it('leaves the row that says who did it, and no content', async () => {
      await put('KEY', { value: 'canary-one', secret: true });
      await put('KEY', { value: 'canary-two', secret: true });
      const { body } = await purge('KEY', {
        version: 1,
        reason: 'It was in a log.',
      }).expect(200);
      expect(body).toEqual({ versions: [1], remains: [] });
      expect(await sealed('KEY')).toEqual([false, true]);
      expect(await versions('KEY')).toMatchObject([
        { version: 2, inUse: true },
        {
          version: 1,
          removed: false,
          inUse: false,
          purged: {
            by: MARIA,
            reason: 'It was in a log.',
            at: expect.any(String),
          },
        },
      ]);
    });

    it('is not restored, and who asks is told why', async () => {
      const { body } = await maria()
        .post(`${DEVELOPMENT}/KEY/restore`, {
          scope: 'environment',
          version: 1,
          secret: true,
        })
        .expect(409);
      expect(body.error.message).toMatch(
        /^Version 1 of the secret 'KEY' was purged by user:default\/maria on .+Z: its content is gone for good\. Set 'KEY' to a new value\.$/,
      );
    });

    it('goes with all its versions, also those of before it was removed', async () => {
      await maria().delete(`${DEVELOPMENT}/KEY`).expect(204);
      await put('KEY', { value: 'canary-three', secret: true });
      const { body } = await purge('KEY', {}).expect(200);
      expect(body.versions).toEqual([2, 4]);
      expect(await sealed('KEY')).toEqual([false, false, false, false]);
      const { items } = (await maria().get(DEVELOPMENT).expect(200)).body;
      expect(JSON.stringify(items)).not.toContain('KEY');
      await purge('KEY', {}).expect(404);
      await put('KEY', { value: 'canary-four', secret: true });
      expect((await versions('KEY'))[0]).toMatchObject({
        version: 5,
        inUse: true,
      });
    });

    it('is refused while it runs, unless it is forced with a reason', async () => {
      await put('KEY', { value: 'canary-runs', secret: true });
      await portal.deploy('development');
      expect((await versions('KEY'))[0]).toMatchObject({
        version: 6,
        usedBy: [{ environment: 'development' }],
      });
      await put('KEY', { value: 'canary-next', secret: true });
      const [next, runs] = await versions('KEY');
      expect(next).toMatchObject({ version: 7, inUse: true, usedBy: [] });
      expect(runs).toMatchObject({
        version: 6,
        inUse: false,
        usedBy: [{ environment: 'development' }],
      });
      const { body } = await purge('KEY', { version: 6 }).expect(409);
      expect(body.error.message).toBe(
        `The secret 'KEY' is in use: development runs with version 6. Set a new value and deploy, then purge; or purge with "force" and a reason.`,
      );
      expect((await sealed('KEY')).slice(-2)).toEqual([true, true]);
      await purge('KEY', { version: 6, force: true, reason: ' ' }).expect(400);
      const forced = await purge('KEY', {
        version: 6,
        force: true,
        reason: 'It leaked.',
      }).expect(200);
      expect(forced.body).toEqual({
        versions: [6],
        remains: [{ environment: 'development', workloads: [], resources: [] }],
      });
      expect((await sealed('KEY')).slice(-2)).toEqual([false, true]);
    });

    it('is missed by who would go back to what ran with it, by its name', async () => {
      await put('LOST', { value: 'canary-lost', secret: true });
      const { id, number } = await portal.deploy('development');
      await maria().delete(`${DEVELOPMENT}/LOST`).expect(204);
      await portal.deploy('development');
      await purge('LOST', {}).expect(200);
      const { body } = await maria()
        .post('/applications/shop/environments/development/plans', {
          rollbackTo: id,
        })
        .expect(422);
      expect(body.problems).toMatchObject([
        {
          code: 'SecretGone',
          message: `Deployment #${number} had the secret LOST, which is not there any more.`,
        },
      ]);
    });

    it('is nobody’s use any more when the next value is deployed', async () => {
      await portal.deploy('development');
      const [newest, ...older] = await versions('KEY');
      expect(newest.usedBy).toEqual([
        { environment: 'development', workloads: [], resources: [] },
      ]);
      expect(
        older.flatMap((each: { usedBy: object[] }) => each.usedBy),
      ).toEqual([]);
    });

    it('tells the workloads that read a version which runs', async () => {
      expect((await versions('CURRENCY'))[0].usedBy).toEqual([
        { environment: 'development', workloads: ['api'], resources: [] },
      ]);
    });

    it('counts as a change that was not deployed yet', async () => {
      const count = async () =>
        (
          await maria().get('/applications/shop').expect(200)
        ).body.environments.find(
          ({ name }: { name: string }) => name === 'development',
        ).pendingChanges;
      const before = await count();
      await purge('KEY', { force: true, reason: 'It leaked again.' }).expect(
        200,
      );
      expect(await count()).toBe(before + 1);
      const { removed } = (await maria().get(DEVELOPMENT).expect(200)).body;
      expect(removed).toMatchObject([
        { name: 'KEY', secret: true, updatedBy: MARIA },
      ]);
    });

    it('leaves nothing in any row of its own', async () => {
      const rows = await knex('environment_secrets').where({ name: 'KEY' });
      expect(JSON.stringify(rows)).not.toContain('s1:');
    });

    it('is for those who may write secrets, and only for secrets', async () => {
      await portal
        .as(EVE)
        .post(`${DEVELOPMENT}/KEY/purge`, { scope: 'environment' })
        .expect(403);
      await put('PLAIN', { value: 'x' });
      await purge('PLAIN', {}).expect(404);
    });
  },
);
