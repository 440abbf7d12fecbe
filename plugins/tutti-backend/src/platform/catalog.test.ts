import { mockServices } from '@backstage/backend-test-utils';
import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { ApplicationRecord, claimOf, Store } from '../store';
import { CatalogFacts } from './CatalogFacts';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';
const STOREFRONT = 'group:default/storefront';
const GUESTS = 'group:default/guests';

function system(
  name: string,
  owner: string,
  labels: Record<string, string> = {},
  origin = `url:https://example.com/${name}`,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name,
      labels,
      annotations: { [ANNOTATION_ORIGIN_LOCATION]: origin },
    },
    spec: { owner },
  };
}

describe('an application that is bound to an entity', () => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      entities: [
        // Eve's team claims the shop, whatever the platform file says.
        system('shop', 'guests', { region: 'eu', tier: 'gold' }),
        system('blog', 'storefront'),
      ],
      config: { matching: { labels: ['region'] } },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('is found by the entity and owned by whom the platform files say', async () => {
    const { body } = await portal
      .as(EVE)
      .get('/applications/by-entity?entityRef=system:default/shop')
      .expect(200);
    expect(body).toMatchObject({
      name: 'shop',
      entityRef: 'system:default/shop',
      owner: STOREFRONT,
    });
    await portal.as(MARIA).post(`${DEVELOPMENT}/plans`).expect(201);
    await portal.as(EVE).post(`${DEVELOPMENT}/plans`).expect(403);
  });

  it('is matched by its verified owner and by those labels only that the platform allows', async () => {
    const { body } = await portal
      .as(EVE)
      .post('/platform/explain', {
        type: 'postgres',
        application: 'shop',
        environment: 'development',
      })
      .expect(200);
    expect(body).toMatchObject({
      winner: 'postgres-in-cluster',
      context: { owner: STOREFRONT },
      candidates: [{ won: true }, { won: false }],
    });
    expect(body.context.labels).toEqual({ region: 'eu' });
  });

  it.each([
    ['the team of somebody else', { owner: STOREFRONT }],
    ['another person', { owner: MARIA }],
    ["somebody else's entity", { entityRef: 'system:default/blog' }],
    [
      "somebody else's entity, for oneself",
      { entityRef: 'system:default/blog', owner: EVE },
    ],
    ['an entity that is not there', { entityRef: 'system:default/none' }],
  ])('is not made for %s', async (_, input) => {
    const { body } = await portal
      .as(EVE)
      .post('/applications', { name: 'grab', ...input })
      .expect(403);
    expect(body.error.message).toContain('tutti.access.assign');
    await portal.as(EVE).get('/applications/grab').expect(404);
  });

  it('changes hands when a member of the other owner confirms', async () => {
    const input = { entityRef: 'system:default/blog', owner: MARIA };
    await portal
      .as(MARIA)
      .post('/applications', { name: 'blog', ...input })
      .expect(201);
    const { body } = await portal.as(MARIA).get('/applications/blog');
    expect(body).toMatchObject({
      owner: MARIA,
      claim: { owner: STOREFRONT, by: 'catalog' },
      allowed: { confirmOwner: { allowed: true } },
    });
    for (const [who, owner] of [
      [EVE, STOREFRONT],
      [EVE, GUESTS],
      [EVE, EVE],
      [JON, STOREFRONT],
      [MARIA, GUESTS],
    ]) {
      await portal
        .as(who)
        .put('/applications/blog/owner', { owner })
        .expect(403);
    }
    const { body: changed } = await portal
      .as(MARIA)
      .put('/applications/blog/owner', { owner: STOREFRONT })
      .expect(200);
    expect(changed).toMatchObject({ owner: STOREFRONT });
    expect(changed.claim).toBeUndefined();
  });
});

describe.each(databases.eachSupportedId())(
  'what the catalog says later, on %s',
  databaseId => {
    let store: Store;
    const before: ApplicationRecord = {
      id: 'app-1',
      name: 'shop',
      title: 'Shop',
      entityRef: 'system:default/shop',
      owner: STOREFRONT,
      offers: {},
      declared: false,
      createdAt: 1,
      createdBy: MARIA,
    };
    const known = { owner: STOREFRONT, labels: { region: 'eu' } };

    /** Asked anew, as after half a minute. */
    const after = async (entities: Entity[] | Error) => {
      const catalog = catalogServiceMock.mock({
        getEntitiesByRefs: async ({ entityRefs }) => {
          if (entities instanceof Error) throw entities;
          return catalogServiceMock({ entities }).getEntitiesByRefs({
            entityRefs,
          });
        },
      });
      const facts = new CatalogFacts({
        store,
        catalog,
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
        labels: ['region'],
      });
      const [found] = await store.applications.get(['app-1']);
      await facts.refreshOne(found);
      const [kept] = await store.applications.get(['app-1']);
      return kept;
    };

    beforeEach(async () => {
      ({ store } = await openTestStore(databases, databaseId));
      await store.applications.add(before);
      await after([system('shop', 'storefront', { region: 'eu' })]);
    });

    it.each([
      ['is down', new Error('down')],
      ['does not know the entity any more', []],
      [
        'has another one of the same name',
        [system('shop', 'guests', { region: 'us' }, 'url:https://evil.test')],
      ],
    ])('changes nothing when it %s', async (_, entities) => {
      const kept = await after(entities);
      expect(kept).toMatchObject({ owner: STOREFRONT, entity: known });
      expect(claimOf(kept)).toBeUndefined();
    });

    it('shows another owner as a difference, and takes the labels', async () => {
      const kept = await after([system('shop', 'guests', { region: 'us' })]);
      expect(kept).toMatchObject({
        owner: STOREFRONT,
        entity: { labels: { region: 'us' } },
      });
      expect(claimOf(kept)).toEqual({ owner: GUESTS, by: 'catalog' });
    });

    it('changes the owner of what was meant, and of nothing that changed meanwhile', async () => {
      const { applications } = store;
      expect(await applications.changeOwner('app-1', GUESTS, MARIA)).toBe(
        false,
      );
      expect(await applications.changeOwner('app-1', STOREFRONT, MARIA)).toBe(
        true,
      );
      expect(await applications.get(['app-1'])).toMatchObject([
        { owner: MARIA },
      ]);
    });
  },
);
