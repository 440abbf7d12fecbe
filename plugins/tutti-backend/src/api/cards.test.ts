import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ApplicationSummary,
  Deployment,
  ResourceView,
} from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'what cards of the catalog and of the home page ask, on %s',
  databaseId => {
    let portal: Portal;
    let first: Deployment;

    beforeAll(async () => {
      const { knex } = await openTestStore(databases, databaseId);
      portal = await startPortal({ knex });
      await portal.as(JON).post('/applications', { name: 'blog' }).expect(201);
      first = await portal.deploy('development');
      await portal.deploy('development', {
        images: { web: { main: 'registry.example.com/shop/web:2.0.0' } },
      });
    });

    afterAll(async () => {
      await portal?.stop();
    });

    afterEach(() => {
      portal.setPolicy(() => undefined);
    });

    const names = async (query: string, who = MARIA): Promise<string[]> =>
      (
        await portal.as(who).get(`/applications${query}`).expect(200)
      ).body.items.map(({ name }: ApplicationSummary) => name);

    const hideShopFrom = (person: string) =>
      portal.setPolicy((permission, user) =>
        user === person && permission === 'tutti.application.read'
          ? { result: AuthorizeResult.DENY }
          : undefined,
      );

    it.each<[string, string, string[]]>([
      ['?names=shop,blog,nothing', MARIA, ['blog', 'shop']],
      ['?names=blog', MARIA, ['blog']],
      ['?mine=true', MARIA, ['shop']],
      ['?mine=true', JON, ['blog']],
      ['?mine=true', EVE, []],
    ])('GET /applications%s for %s: %p', async (query, who, expected) => {
      expect(await names(query, who)).toEqual(expected);
    });

    it('an application that may not be seen is in no answer', async () => {
      hideShopFrom(EVE);
      expect(await names('?names=shop,blog', EVE)).toEqual([]);
      await portal
        .as(EVE)
        .get('/resources?application=shop&address=postgres.default%23main')
        .expect(404);
    });

    it('my deployments are those that I asked for', async () => {
      const mine = async (who: string): Promise<Deployment[]> =>
        (await portal.as(who).get('/deployments?mine=true').expect(200)).body
          .items;
      expect((await mine(MARIA)).map(({ number }) => number)).toEqual([2, 1]);
      expect(await mine(JON)).toEqual([]);
    });

    it('a resource says which deployment changed it last, not which kept it', async () => {
      const { items }: { items: ResourceView[] } = (
        await portal
          .as(MARIA)
          .get('/resources?application=shop&address=postgres.default%23main')
          .expect(200)
      ).body;
      expect(items).toMatchObject([
        {
          environment: 'development',
          address: 'postgres.default#main',
          neededBy: ['api'],
          outputs: { password: { masked: 'secret' } },
        },
      ]);
      const all: ResourceView[] = (
        await portal.as(MARIA).get('/resources?application=shop').expect(200)
      ).body.items;
      expect(all.length).toBeGreaterThan(1);
      expect(items[0].changedBy).toEqual({ id: first.id, number: 1 });
    });

    it('resources come in pages over all environments, and are found by words', async () => {
      await portal.deploy('production');
      const maria = portal.as(MARIA);
      const whole: ResourceView[] = (
        await maria.get('/resources?application=shop').expect(200)
      ).body.items;
      expect(new Set(whole.map(({ environment }) => environment)).size).toBe(2);
      const paged: ResourceView[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await maria
          .get(
            `/resources?application=shop&limit=1${
              cursor ? `&cursor=${cursor}` : ''
            }`,
          )
          .expect(200);
        expect(body.items).toHaveLength(1);
        paged.push(...body.items);
        cursor = body.next;
      } while (cursor);
      expect(paged).toEqual(whole);
      const { body: found } = await maria
        .get('/resources?application=shop&search=MAIN%20postgres')
        .expect(200);
      expect(found.items.map(({ address }: ResourceView) => address)).toEqual([
        'postgres.default#main',
        'postgres.default#main',
      ]);
      const { body: shop } = await maria.get('/applications/shop').expect(200);
      for (const odd of ['odd', 'x/y/z', `${shop.environments[0].id}/y/\0`]) {
        const odds = Buffer.from(odd).toString('base64url');
        await maria
          .get(`/resources?application=shop&cursor=${odds}`)
          .expect(400);
      }
      await maria.get('/resources?application=shop&cursor=odd').expect(400);
    });

    it('versions are those of one application', async () => {
      const list = async (application: string) =>
        (
          await portal
            .as(MARIA)
            .get(`/versions?application=${application}`)
            .expect(200)
        ).body.items;
      expect(await list('shop')).toHaveLength(2);
      expect(await list('blog')).toEqual([]);
    });
  },
);
