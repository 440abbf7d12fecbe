import { eventsServiceRef } from '@backstage/plugin-events-node';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  APPLICATION_CHANGES_TOPIC,
  ApplicationListing,
} from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: worker }
containers: { main: { image: 'a:1' } }
`;

describe('what the catalog and the search list', () => {
  const events = mockServices.events.mock();
  let portal: Portal;

  const announced = () =>
    events.publish.mock.calls
      .map(([event]) => event)
      .filter(({ topic }) => topic === APPLICATION_CHANGES_TOPIC)
      .map(({ eventPayload }) => eventPayload);
  const listed = async (): Promise<ApplicationListing> =>
    (await portal.asService('plugin:catalog').get('/listings/shop').expect(200))
      .body;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    events.publish.mockResolvedValue();
    portal = await startPortal({
      knex,
      features: [
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
      ],
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('has no resources before anything was deployed, and one for all environments after', async () => {
    expect((await listed()).resources).toEqual([]);
    await portal.deploy('development');
    await portal.deploy('production');
    const { workloads, resources } = await listed();
    const asked = workloads.flatMap(workload => workload.resources);
    const shared = resources.find(({ type }) => type === 'postgres');
    expect(shared).toMatchObject({
      class: 'default',
      environments: expect.arrayContaining(['development', 'production']),
    });
    expect(asked).toContain(shared?.address);
  });

  it('is paged', async () => {
    const catalog = portal.asService('plugin:catalog');
    await portal.as(MARIA).post('/applications', { name: 'aa' }).expect(201);
    const { body: first } = await catalog.get('/listings?limit=1').expect(200);
    expect(first).toMatchObject({ items: [{ name: 'aa' }], next: 'aa' });
    const { body: rest } = await catalog
      .get(`/listings?cursor=${first.next}`)
      .expect(200);
    expect(rest.items.map(({ name }: ApplicationListing) => name)).toEqual([
      'shop',
    ]);
    expect(rest.next).toBeUndefined();
  });

  it('announces what somebody changed, and the end of a run', async () => {
    events.publish.mockClear();
    await portal
      .as(MARIA)
      .put('/applications/shop/workloads/worker', { score: SCORE })
      .expect(200);
    expect(announced()).toEqual([{ application: 'shop' }]);
    events.publish.mockClear();
    await portal.as(MARIA).get('/applications/shop').expect(200);
    expect(announced()).toEqual([]);
    await portal.deploy('development');
    expect(announced()).toContainEqual({ application: 'shop' });
  });
});
