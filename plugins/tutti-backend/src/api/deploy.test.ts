import { openTestStore, testDatabases } from '../testing/databases';
import { MARIA } from '../testing/people';
import { Portal, startPortal } from '../testing/portal';

const databases = testDatabases();

describe('from plan to success', () => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('shows the declared application', async () => {
    const { body } = await portal.as(MARIA).get('/applications').expect(200);
    expect(body.items).toMatchObject([
      {
        name: 'shop',
        title: 'Online shop',
        owner: 'group:default/storefront',
        environments: [
          { name: 'development', rank: 10, simulated: true, pendingChanges: 2 },
          { name: 'production', rank: 30 },
        ],
      },
    ]);
  });

  it('deploys to the sandbox', async () => {
    const deployment = await portal.deploy('development');
    expect(deployment).toMatchObject({ status: 'succeeded', failures: [] });
  });
});
