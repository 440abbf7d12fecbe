import { writeFile } from 'node:fs/promises';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Deployment, WaitingItem } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock, Store } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
const HOUR = 60 * 60 * 1000;
const CI = 'external:ci';

const TYPES = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: frozen, title: Frozen }
spec:
  rank: 20
  profile: standard
  access: { create: [owner], override: ['group:default/release-managers'] }
  freeze:
    - { title: Weekend, mode: deny, cron: '0 0 * * 6', duration: 48h }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: careful, title: Careful }
spec:
  rank: 21
  profile: standard
  access: { create: [owner], approve: ['group:default/release-managers'] }
  approval: { required: true }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: careless, title: Careless }
spec:
  rank: 22
  profile: standard
  access: { create: [owner] }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-of-tests }
spec:
  type: postgres
  criteria: { environmentType: [frozen, careful, careless] }
  driver: static
  inputs: { host: db, username: app, password: none }
`;

describe.each(databases.eachSupportedId())('what waits on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;
  let store: Store;
  let count = 0;

  beforeAll(async () => {
    ({ knex, store } = await openTestStore(databases, databaseId));
    portal = await startPortal({
      knex,
      files: { 'types.yaml': TYPES },
      config: {
        automation: [
          {
            subject: CI,
            applications: ['shop'],
            environmentTypes: ['*'],
            verbs: ['deploy'],
          },
        ],
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  async function environmentOf(type: string): Promise<string> {
    count += 1;
    const name = `e${count}`;
    await portal
      .as(MARIA)
      .post('/applications/shop/environments', { name, type })
      .expect(201);
    return name;
  }

  const change = (environment: string, input: object = {}) => ({
    application: 'shop',
    environment,
    input,
  });

  async function ask(environment: string, input?: object): Promise<Deployment> {
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', change(environment, input))
      .expect(201);
    return body;
  }

  const shown = async (id: string): Promise<Deployment> =>
    (await portal.as(MARIA).get(`/deployments/${id}`).expect(200)).body;

  /** The clock of the database goes on to this weekday (0 is Sunday), at noon UTC. */
  async function goTo(weekday: number): Promise<void> {
    const now = new Date(await store.now());
    const days = (weekday - now.getUTCDay() + 7) % 7 || 7;
    const then = Date.UTC(
      now.getUTCFullYear(),
      now.getUTCMonth(),
      now.getUTCDate() + days,
      12,
    );
    moveClock(knex, then - now.getTime());
  }

  it('for a freeze window: it says until when, and begins then by itself', async () => {
    const environment = await environmentOf('frozen');
    await goTo(6);
    const asked = await ask(environment);
    expect(asked).toMatchObject({
      status: 'queued',
      waits: {
        for: 'window',
        message: expect.stringContaining("The freeze window 'Weekend' is open"),
        until: expect.stringMatching(/T00:00:00\.000Z$/),
      },
      allowed: { override: { allowed: false } },
    });
    const { body } = await portal
      .as(MARIA)
      .get(`/applications/shop/environments/${environment}`)
      .expect(200);
    expect(body.frozen).toEqual({
      title: 'Weekend',
      until: asked.waits?.until,
    });
    expect((await shown(asked.id)).status).toBe('queued');
    moveClock(knex, 37 * HOUR);
    expect((await portal.ended(asked.id)).status).toBe('succeeded');
  });

  it('for a freeze window that begins while it is in the line: it begins when the window has ended', async () => {
    const environment = await environmentOf('frozen');
    await goTo(5);
    const running = await ask(environment, {
      images: { web: { main: 'registry.example.com/shop/web:never-ready' } },
    });
    const asked = await ask(environment, { force: true });
    expect(asked.waits).toMatchObject({ for: 'run' });
    await goTo(6);
    // What is under way is no matter of the window.
    await portal
      .as(MARIA)
      .post(`/deployments/${running.id}/cancel`)
      .expect(200);
    expect((await portal.ended(running.id)).status).toBe('cancelled');
    let waiting = await shown(asked.id);
    while (waiting.waits?.for !== 'window') {
      expect(waiting.finishedAt).toBeUndefined();
      await new Promise(resolve => setTimeout(resolve, 30));
      waiting = await shown(asked.id);
    }
    expect(waiting).toMatchObject({
      status: 'queued',
      waits: {
        message: expect.stringContaining("The freeze window 'Weekend' is open"),
        until: expect.stringMatching(/T00:00:00\.000Z$/),
      },
    });
    moveClock(knex, 37 * HOUR);
    expect((await portal.ended(asked.id)).status).toBe('succeeded');
  });

  it('for a freeze window: who may override it lets one begin, with a reason', async () => {
    const environment = await environmentOf('frozen');
    await goTo(6);
    const asked = await ask(environment);
    const override = { reason: 'The shop is down' };
    await portal
      .as(MARIA)
      .post(`/deployments/${asked.id}/override`, override)
      .expect(403);
    await portal
      .as(JON)
      .post(`/deployments/${asked.id}/override`, override)
      .expect(200);
    expect(await portal.ended(asked.id)).toMatchObject({
      status: 'succeeded',
      overridden: { by: JON, reason: 'The shop is down' },
    });
    await goTo(3);
    const other = await ask(environment);
    await portal.ended(other.id);
    await portal
      .as(JON)
      .post(`/deployments/${other.id}/override`, override)
      .expect(409);
  });

  it('for a freeze window: other platform files are looked at when they serve', async () => {
    const environment = await environmentOf('frozen');
    await goTo(6);
    const asked = await ask(environment);
    await rewrite(TYPES.replace("cron: '0 0 * * 6'", "cron: '0 0 * * 2'"));
    expect((await portal.ended(asked.id)).status).toBe('succeeded');
    await rewrite(TYPES);
  });

  it('for a person to resume automation: people pass, machines do not', async () => {
    const path = '/applications/shop/environments/development';
    await portal
      .as(MARIA)
      .put(`${path}/hold`, { reason: 'We look for the leak.' })
      .expect(204);
    const { body: byMachine } = await portal
      .asService(CI)
      .post('/deployments', change('development'))
      .expect(201);
    expect(byMachine).toMatchObject({
      status: 'queued',
      waits: {
        for: 'hold',
        message: `${MARIA} holds automation: We look for the leak. It begins when a person resumes automation.`,
      },
    });
    const byHand = await ask('development');
    expect((await portal.ended(byHand.id)).status).toBe('succeeded');
    const { body: environment } = await portal.as(MARIA).get(path).expect(200);
    expect(environment).toMatchObject({
      hold: { by: MARIA, reason: 'We look for the leak.' },
      allowed: { resume: { allowed: true } },
    });
    await portal.asService(CI).delete(`${path}/hold`).expect(403);
    await portal.as(MARIA).delete(`${path}/hold`).expect(204);
    await portal.as(MARIA).delete(`${path}/hold`).expect(409);
    expect((await portal.ended(byMachine.id)).status).toBe('succeeded');
  });

  it('while it is paused: only what ends that passes, and the rest goes on after it', async () => {
    const environment = await environmentOf('careless');
    const first = await ask(environment);
    await portal.ended(first.id);
    const pause = await ask(environment, { pause: true });
    expect(pause.verb).toBe('Pause');
    expect((await portal.ended(pause.id)).status).toBe('succeeded');
    const waiting = await ask(environment);
    expect(waiting.waits).toMatchObject({
      for: 'pause',
      message:
        'The environment is paused. It begins when somebody resumes the environment.',
    });
    const { body } = await portal
      .as(MARIA)
      .get(`/applications/shop/environments/${environment}`)
      .expect(200);
    expect(body.paused).toBe(true);
    const resume = await ask(environment, { pause: false });
    expect((await portal.ended(resume.id)).status).toBe('succeeded');
    expect((await portal.ended(waiting.id)).status).toBe('succeeded');
  });

  it('after a rollback automation is held: it does not put the same there again', async () => {
    const environment = await environmentOf('careless');
    const first = await ask(environment);
    await portal.ended(first.id);
    const worse = await ask(environment, {
      images: { web: { main: 'web:worse' } },
    });
    await portal.ended(worse.id);
    const rollback = await ask(environment, { rollbackTo: first.id });
    expect(rollback.verb).toBe('Roll back to #1');
    expect((await portal.ended(rollback.id)).status).toBe('succeeded');
    const { body: byMachine } = await portal
      .asService(CI)
      .post(
        '/deployments',
        change(environment, { images: { web: { main: 'web:worse' } } }),
      )
      .expect(201);
    expect(byMachine.waits).toMatchObject({ for: 'hold' });
    const path = `/applications/shop/environments/${environment}`;
    const { body } = await portal.as(MARIA).get(path).expect(200);
    expect(body.hold).toMatchObject({
      by: MARIA,
      reason: `Rolled back to #1 by ${MARIA}.`,
    });
    await portal.as(MARIA).delete(`${path}/hold`).expect(204);
    expect((await portal.ended(byMachine.id)).status).toBe('succeeded');
  });

  describe('in one list', () => {
    async function list(who: string, query = ''): Promise<WaitingItem[]> {
      const { body } = await portal.as(who).get(`/waiting${query}`).expect(200);
      return body.items;
    }

    it('what waits for the caller comes first, then the oldest; in pages', async () => {
      await goTo(6);
      const held = await environmentOf('careful');
      await portal
        .as(MARIA)
        .put(`/applications/shop/environments/${held}/hold`, {
          reason: 'Quiet.',
        })
        .expect(204);
      const frozen = await ask(await environmentOf('frozen'));
      const plan = await portal
        .as(MARIA)
        .post(
          `/applications/shop/environments/${await environmentOf(
            'careful',
          )}/plans`,
        )
        .expect(201);
      const { body: undecided } = await portal
        .as(MARIA)
        .post('/deployments', { planId: plan.body.id })
        .expect(201);

      const forJon = await portal.as(JON).get('/waiting').expect(200);
      expect(forJon.body).toMatchObject({
        total: 3,
        mine: 1,
        items: [
          {
            kind: 'deployment',
            id: undecided.id,
            mine: true,
            verb: 'Deploy',
            approval: { allowed: { decide: { allowed: true } } },
          },
          { kind: 'hold', environment: held, mine: false },
          { id: frozen.id, waits: { for: 'window' }, mine: false },
        ],
      });
      expect(await list(MARIA)).toMatchObject([
        { kind: 'hold', hold: { by: MARIA, reason: 'Quiet.' }, mine: true },
        { id: frozen.id },
        {
          id: undecided.id,
          mine: false,
          approval: { allowed: { decide: { allowed: false } } },
        },
      ]);
      const first = await portal.as(JON).get('/waiting?limit=2').expect(200);
      const second = await list(JON, `?limit=2&cursor=${first.body.next}`);
      expect([...first.body.items, ...second]).toEqual(await list(JON));
      await portal.as(JON).get('/waiting?cursor=nonsense').expect(400);
    });

    it('is only what the caller may see', async () => {
      portal.setPolicy((permission, user) =>
        user === EVE && permission === 'tutti.environment.read'
          ? { result: AuthorizeResult.DENY }
          : undefined,
      );
      const { body } = await portal.as(EVE).get('/waiting').expect(200);
      expect(body).toEqual({ items: [], total: 0, mine: 0 });
      portal.setPolicy(() => undefined);
    });
  });

  it('unlocking is refused while the holder of the environment lives', async () => {
    await knex('environments')
      .where({ name: 'development' })
      .update({ blocked: 'Nobody knows.', lease_until: 8_640_000_000_000_000 });
    const unlock = () =>
      portal
        .as(MARIA)
        .post('/applications/shop/environments/development/unlock', {
          reason: 'It is gone',
        });
    await unlock()
      .expect(409)
      .expect(({ body }) => {
        expect(body.error.message).toContain('may still write');
      });
    await knex('environments')
      .where({ name: 'development' })
      .update({ lease_until: 1 });
    await unlock().expect(204);
  });

  async function rewrite(text: string): Promise<void> {
    await writeFile(`${portal.folder}/platform/types.yaml`, text);
    await portal.as(MARIA).post('/platform/refresh').expect(200);
  }
});
