import { Entity } from '@backstage/catalog-model';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

/** Eve's team owns the shop, whatever the platform file says. */
const SHOP: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', labels: { region: 'eu', tier: 'gold' } },
  spec: { owner: 'guests' },
};

describe('an application that is bound to an entity', () => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      entities: [SHOP],
      config: { matching: { labels: ['region'] } },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('is found by the entity and owned by whom the catalog says', async () => {
    const { body } = await portal
      .as(EVE)
      .get('/applications/by-entity?entityRef=system:default/shop')
      .expect(200);
    expect(body).toMatchObject({
      name: 'shop',
      entityRef: 'system:default/shop',
      owner: 'group:default/guests',
    });
    await portal.as(EVE).post(`${DEVELOPMENT}/plans`).expect(201);
    await portal.as(MARIA).post(`${DEVELOPMENT}/plans`).expect(403);
  });

  it('is matched by its owner and by those labels only that the platform allows', async () => {
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
      context: { owner: 'group:default/guests', labels: { region: 'eu' } },
      candidates: [{ won: true }, { won: false }],
    });
    expect(body.context.labels).toEqual({ region: 'eu' });
  });
});
