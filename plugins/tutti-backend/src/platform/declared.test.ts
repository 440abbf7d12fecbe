import { mockServices } from '@backstage/backend-test-utils';
import { ApplicationDeclaration, Platform } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { startEngine } from '../__testUtils__/engine';
import { EVE, MARIA } from '../__testUtils__/people';
import { workload } from '../__testUtils__/records';
import { ApplicationRecord, Store } from '../store';
import { DeclaredApplications } from './DeclaredApplications';

const databases = testDatabases();
const STOREFRONT = 'group:default/storefront';

const declaration: ApplicationDeclaration = {
  name: 'shop',
  source: { file: 'shop.yaml', line: 1 },
  owner: STOREFRONT,
  entity: 'system:default/shop',
  workloads: [],
  environments: [{ name: 'live', type: 'production', labels: {} }],
  values: { CURRENCY: 'EUR' },
};

const platform: Platform = {
  revision: 'r1',
  resourceTypes: {},
  definitions: {},
  profiles: {},
  environmentTypes: {},
  targets: {},
  policies: {},
  applications: { shop: declaration },
};

function made(change: Partial<ApplicationRecord>): ApplicationRecord {
  return {
    id: 'app-1',
    name: 'shop',
    title: 'Shop',
    owner: EVE,
    offers: {},
    declared: false,
    createdAt: 1,
    createdBy: EVE,
    ...change,
  };
}

describe.each(databases.eachSupportedId())(
  'an application that files declare, on %s',
  databaseId => {
    let store: Store;
    const engine = startEngine();
    const follow = (applications = platform.applications) =>
      new DeclaredApplications(
        store,
        mockServices.urlReader.mock(),
        engine,
      ).follow({ ...platform, applications }, []);

    afterAll(() => engine.stop());

    beforeEach(async () => {
      ({ store } = await openTestStore(databases, databaseId));
    });

    it('is made, with its owner verified', async () => {
      expect(await follow()).toEqual([]);
      expect(await store.applications.findByName('shop')).toMatchObject({
        owner: STOREFRONT,
        declaredOwner: STOREFRONT,
        declared: true,
      });
    });

    it.each([
      ['name', made({})],
      ['entity', made({ name: 'mine', entityRef: 'system:default/shop' })],
    ])('does not take over the %s of another one', async (_, first) => {
      await store.applications.add(first);
      await store.workloads.add(
        {
          id: 'w-1',
          applicationId: first.id,
          name: 'miner',
          source: { kind: 'managed' },
          defaultImages: {},
        },
        {
          score: '',
          workload: workload('miner'),
          problems: [],
          createdAt: 1,
          createdBy: EVE,
          source: { kind: 'managed' },
        },
      );
      const problems = await follow();
      expect(problems).toMatchObject([
        {
          severity: 'error',
          code: 'TakenByOthers',
          file: 'shop.yaml',
          line: 1,
        },
      ]);
      expect(problems[0].message).toContain('shop');
      expect(problems[0].message).toContain(EVE);
      expect(await store.applications.list()).toEqual([first]);
      expect(await store.environments.listOf([first.id])).toEqual([]);
      // Nor at the next look.
      await follow();
      expect(await store.applications.list()).toEqual([first]);
    });

    it('leaves in the audit what it did, once, with the file that it came from', async () => {
      const deeds = async () =>
        (await store.audit.page({}, { limit: 50 }))
          .reverse()
          .map(({ actor, verb, action, environment, object, ...rest }) => [
            `${actor.kind} ${actor.name}: ${verb} ${action} ${
              object ?? environment?.name ?? rest.application?.name
            }`,
            rest.before,
            rest.after,
          ]);
      await follow();
      const first = await deeds();
      expect(first).toEqual([
        [
          'system platform: create application.declared shop',
          undefined,
          {
            title: 'shop',
            entity: 'system:default/shop',
            owner: STOREFRONT,
            declaredOwner: STOREFRONT,
            offers: {},
            declared: true,
            from: 'shop.yaml:1',
          },
        ],
        [
          'system platform: create environment.declared live',
          undefined,
          { type: 'production', labels: {}, from: 'shop.yaml:1' },
        ],
        [
          'system platform: set value.declared CURRENCY',
          undefined,
          { scope: 'application', secret: false, from: 'shop.yaml:1' },
        ],
      ]);
      await follow();
      expect(await deeds()).toEqual(first);
      await follow({
        shop: {
          ...declaration,
          title: 'Online shop',
          source: { file: 'moved.yaml', line: 3 },
          environments: [
            { name: 'live', type: 'production', labels: { region: 'eu' } },
          ],
        },
      });
      await follow({});
      expect((await deeds()).slice(first.length)).toEqual([
        [
          'system platform: set application.declared shop',
          { title: 'shop' },
          { title: 'Online shop', from: 'moved.yaml:3' },
        ],
        [
          'system platform: set environment.declared live',
          { labels: {} },
          { labels: { region: 'eu' }, from: 'moved.yaml:3' },
        ],
        [
          'system platform: remove application.declared shop',
          { declared: true },
          { declared: false },
        ],
      ]);
    });

    it('takes what the same owner made, but no environment of another type', async () => {
      const first = made({ owner: STOREFRONT, createdBy: MARIA });
      await store.applications.add(first);
      await store.environments.add({
        id: 'e-1',
        applicationId: first.id,
        name: 'live',
        type: 'development',
        createdAt: 1,
        createdBy: MARIA,
      });
      expect(await follow()).toMatchObject([{ code: 'TakenByOthers' }]);
      expect(await store.applications.list()).toMatchObject([
        { id: 'app-1', declared: true },
      ]);
      expect(await store.environments.listOf([first.id])).toMatchObject([
        { name: 'live', type: 'development' },
      ]);
    });

    it('is offered as the files say, and where they say nothing as the portal says', async () => {
      const offering = (offers: ApplicationDeclaration['offers']) =>
        follow({ shop: { ...declaration, offers } });
      const offers = async () =>
        (await store.applications.findByName('shop'))?.offers;

      await offering({ web: ['anyone', 'group:default/Team-A'] });
      expect(await offers()).toEqual({
        web: ['anyone', 'group:default/team-a'],
      });
      const [{ id }] = await store.applications.list();
      await store.applications.updateOffers(id, { web: [EVE] });
      await offering({ web: [] });
      expect(await offers()).toEqual({ web: [] });
      await store.applications.updateOffers(id, { web: [EVE] });
      await offering(undefined);
      expect(await offers()).toEqual({ web: [EVE] });
    });

    it('keeps its owner when the files name another one: that is shown', async () => {
      await follow();
      await follow({
        shop: { ...declaration, owner: 'group:default/guests' },
      });
      expect(await store.applications.findByName('shop')).toMatchObject({
        owner: STOREFRONT,
        declaredOwner: 'group:default/guests',
      });
    });

    it('is left to the portal when it leaves the files, and found again when it comes back', async () => {
      await follow();
      await follow({});
      expect(await store.applications.list()).toMatchObject([
        { declared: false, owner: STOREFRONT },
      ]);
      expect(await follow()).toEqual([]);
      expect(await store.applications.list()).toMatchObject([
        { declared: true },
      ]);
    });
  },
);
