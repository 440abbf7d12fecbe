import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { RanImage, VersionCell, VersionsRow } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'which version runs where, on %s',
  databaseId => {
    let portal: Portal;

    beforeAll(async () => {
      const { knex } = await openTestStore(databases, databaseId);
      portal = await startPortal({ knex });
      await portal
        .as(MARIA)
        .post('/applications/shop/environments', {
          name: 'preview',
          type: 'development',
        })
        .expect(201);
      await portal.deploy('development');
      await portal.deploy('preview', {
        images: { web: { main: 'registry.example.com/shop/web:2.0.0' } },
      });
    });

    afterAll(async () => {
      await portal?.stop();
    });

    afterEach(() => {
      portal.setPolicy(() => undefined);
    });

    const list = async (query = '', who = MARIA) =>
      (await portal.as(who).get(`/versions${query}`).expect(200)).body;

    /** `shop/web: development web:1.0.0, preview web:2.0.0 !` */
    const told = ({ application, workload, cells }: VersionsRow) =>
      `${application}/${workload}: ${cells
        .map(
          ({ environment, images, isOdd }: VersionCell) =>
            `${environment} ${images[0].image.split('/').at(-1)}${
              isOdd ? ' !' : ''
            }`,
        )
        .join(', ')}`;

    const WEB = 'shop/web: development web:1.0.0 !, preview web:2.0.0';

    it('a row per workload, a cell per environment in which it runs', async () => {
      const { items, next } = await list();
      expect(next).toBeUndefined();
      expect(items.map(told)).toEqual([
        expect.stringMatching(/^shop\/api: development .*, preview [^!]*$/),
        WEB,
      ]);
    });

    it('an image with the digest that its pods reported', async () => {
      const [{ cells }] = (await list('?search=web')).items;
      const ran = await Promise.all(
        ['development', 'preview'].map(async environment => {
          const { body } = await portal
            .as(MARIA)
            .get(`/deployments?application=shop&environment=${environment}`)
            .expect(200);
          const { body: detail } = await portal
            .as(MARIA)
            .get(`/deployments/${body.items[0].id}`)
            .expect(200);
          return detail.images.items.find(
            ({ workload }: RanImage) => workload === 'web',
          );
        }),
      );
      expect(cells.map((cell: VersionCell) => cell.images[0])).toEqual(
        ran.map(({ container, image, digest }: RanImage) => ({
          container,
          image,
          digest,
        })),
      );
      expect(cells[0].images[0].digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    });

    it.each([
      ['?differs=true', [WEB]],
      ['?search=SHOP%20web', [WEB]],
      ['?search=nothing', []],
      ['?owner=group:default/storefront&search=web', [WEB]],
      ['?owner=group:default/other', []],
      ['?mine=true&search=web', [WEB]],
      ['?system=system:default/nothing', []],
    ])('%s', async (query, expected) => {
      expect((await list(query)).items.map(told)).toEqual(expected);
    });

    it('what one owns is the own', async () => {
      expect((await list('?mine=true', JON)).items).toEqual([]);
    });

    it('goes on where the page before ended', async () => {
      const first = await list('?limit=1');
      expect(first.items).toHaveLength(1);
      const rest = await list(`?limit=1&cursor=${first.next}`);
      expect(rest.items.map(told)).toEqual([WEB]);
      expect(rest.next).toBeUndefined();
      const last = await list(`?limit=1&cursor=shop/web`);
      expect(last).toEqual({ items: [] });
      await portal.as(MARIA).get('/versions?cursor=shop').expect(400);
    });

    it('what may not be seen is not in it', async () => {
      const deny = (what: string) =>
        portal.setPolicy((permission, user) =>
          user === EVE && permission === what
            ? { result: AuthorizeResult.DENY }
            : undefined,
        );
      expect((await list('', EVE)).items).toHaveLength(2);
      deny('tutti.environment.read');
      expect((await list('', EVE)).items).toEqual([]);
      deny('tutti.application.read');
      expect((await list('', EVE)).items).toEqual([]);
    });
  },
);
