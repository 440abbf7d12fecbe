import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();

const score = (name: string) => `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: 'a:1' } }
service: { ports: { dns: { port: 53 } } }
`;

/** What a signed-in stranger tries, under a policy that allows everything and shipped defaults. */
describe('a stranger who owns nothing', () => {
  let portal: Portal;
  let logs = '';

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex });
    logs = (await portal.deploy('development')).id;
  });

  afterAll(async () => {
    await portal?.stop();
  });

  const own = async (application: string, environment: string) => {
    const eve = portal.as(EVE);
    await eve.post('/applications', { name: application }).expect(201);
    await eve
      .put(`/applications/${application}/workloads/dns`, {
        score: score('dns'),
      })
      .expect(200);
    await eve
      .post(`/applications/${application}/environments`, {
        name: environment,
        type: 'development',
      })
      .expect(201);
    return `/applications/${application}/environments/${environment}`;
  };

  it('makes no environment of a type that is not for them', async () => {
    await own('mine', 'dev');
    await portal
      .as(EVE)
      .post('/applications/shop/environments', {
        name: 'again',
        type: 'production',
      })
      .expect(403);
  });

  it('changes nothing of an application that they may see', async () => {
    const eve = portal.as(EVE);
    const shop = '/applications/shop';
    const development = `${shop}/environments/development`;
    await eve.get(shop).expect(200);
    for (const [what, call] of [
      ['score', eve.put(`${shop}/workloads/web`, { score: score('web') })],
      ['workload', eve.delete(`${shop}/workloads/web`)],
      [
        'settings',
        eve.put(`${shop}/settings`, { offers: { web: ['anyone'] } }),
      ],
      ['owner', eve.put(`${shop}/owner`, { owner: EVE })],
      ['application', eve.delete(shop)],
      ['value', eve.put(`${development}/values/CURRENCY`, { value: 'EVE' })],
      ['removal', eve.delete(`${development}/values/CURRENCY`)],
      [
        'secret',
        eve.put(`${development}/values/T`, { value: 'x', secret: true }),
      ],
      ['plan', eve.post(`${development}/plans`)],
      ['unlock', eve.post(`${development}/unlock`, { reason: 'because' })],
      ['cancel', eve.post(`/deployments/${logs}/cancel`)],
      ['refresh', eve.post('/platform/refresh')],
    ] as const) {
      const { status } = await call;
      expect([what, status]).toEqual([what, 403]);
    }
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'is told that %s is no resource type',
    async type => {
      await portal
        .as(EVE)
        .post('/platform/explain', {
          type,
          application: 'shop',
          environment: 'development',
        })
        .expect(400);
    },
  );

  it('may do nothing as a service that nobody named', async () => {
    const service = portal.asService('external:test-service');
    for (const [call, status] of [
      [service.get('/applications/shop'), 404],
      [service.post('/applications', { name: 'robot' }), 403],
      [service.post('/applications/shop/environments/development/plans'), 404],
      [service.get('/platform'), 403],
    ] as const) {
      expect((await call).status).toBe(status);
    }
    expect((await service.get('/applications')).body.items).toEqual([]);
    expect(
      (await portal.asService('plugin:catalog').get('/applications')).body.items
        .length,
    ).toBeGreaterThan(0);
  });

  it('is no worse off than the owner with what was there before: nobody manages it until named', async () => {
    await portal
      .as(MARIA)
      .get('/applications/shop/environments/development/why?verb=manage')
      .expect(200)
      .expect(({ body }) => {
        expect(body).toMatchObject({ allowed: false, who: [] });
      });
  });

  it('reads what the files offer, and nobody can set it beside them', async () => {
    const maria = portal.as(MARIA);
    const settings = '/applications/shop/settings';
    const offers = { web: ['anyone'] };
    await maria.put(settings, { offers }).expect(200);
    const file = join(portal.folder, 'applications/shop/application.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}  offers: { api: [anyone] }\n`);
    await maria.post('/platform/refresh').expect(200);
    const { body } = await maria.put(settings, { offers }).expect(409);
    expect(body.error.message).toMatch(
      /What shop offers is declared in .*application\.yaml, line 1: change it there/,
    );
    const shop = await maria.get('/applications/shop').expect(200);
    expect(shop.body.offers).toEqual({ api: ['anyone'] });
  });
});
