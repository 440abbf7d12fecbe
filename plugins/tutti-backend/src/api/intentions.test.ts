import { Deployment, DeploymentEvent } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Store } from '../store';

jest.setTimeout(240_000);

const databases = testDatabases();
const AT_ONCE = 100;

describe.each(databases.eachSupportedId())('changes on %s', databaseId => {
  let portal: Portal;
  let store: Store;

  beforeAll(async () => {
    const opened = await openTestStore(databases, databaseId);
    store = opened.store;
    portal = await startPortal({ knex: opened.knex });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  async function ask(input: object, key?: string): Promise<Deployment> {
    const call = portal.as(MARIA).post('/deployments', {
      application: 'shop',
      environment: 'development',
      input,
    });
    const { body } = await (key ? call.set('Idempotency-Key', key) : call);
    return body;
  }

  it('are there at once, without a plan, and are planned when their turn has come', async () => {
    const asked = await ask({});
    expect(asked).toMatchObject({
      number: 1,
      status: 'queued',
      verb: 'Deploy',
      waits: { for: 'worker', position: 1 },
      requestedBy: MARIA,
    });
    expect(asked.planId).toBeUndefined();
    const ended = await portal.ended(asked.id);
    expect(ended).toMatchObject({
      status: 'succeeded',
      release: { number: 1 },
      plan: { deployable: true },
    });
    expect(ended.waits).toBeUndefined();
    const { body } = await portal
      .as(MARIA)
      .get(`/plans/${ended.planId}`)
      .expect(200);
    expect(body).toMatchObject({ createdBy: MARIA, deploymentId: asked.id });
  });

  it('build on what ran before them: no image is lost', async () => {
    const image = (name: string) => `registry.example.com/shop/${name}:2.0.0`;
    const first = await ask({ images: { web: { main: image('web') } } });
    await portal.ended(first.id);
    const second = await ask({ images: { api: { main: image('api') } } });
    expect(await portal.ended(second.id)).toMatchObject({
      status: 'succeeded',
      release: {
        images: { web: { main: image('web') }, api: { main: image('api') } },
      },
    });
  });

  it('fail with every problem that stands against them, and touch nothing', async () => {
    const refused = await ask({ moves: [{ from: 'a', to: 'b' }] });
    const ended = await portal.ended(refused.id);
    expect(ended.status).toBe('failed');
    expect(ended.failures).toEqual([
      expect.objectContaining({ address: 'plan' }),
    ]);
    expect(ended.startedAt).toBeUndefined();
  });

  it('that cannot be meant are refused when they are asked', async () => {
    const maria = portal.as(MARIA);
    const place = { application: 'shop', environment: 'development' };
    await maria
      .post('/deployments', { ...place, input: { images: { none: {} } } })
      .expect(400);
    await maria
      .post('/deployments', {
        ...place,
        input: { consent: [{ subject: 'x', action: 'destroy' }] },
      })
      .expect(400)
      .expect(({ body }) => {
        expect(body.error.message).toContain('a plan that was looked at');
      });
    await maria
      .post('/deployments', { ...place, planId: 'x', input: {} })
      .expect(400);
    await maria.post('/deployments', {}).expect(400);
  });

  it('are one when the same is asked twice with a key', async () => {
    const first = await ask({ force: true }, 'once');
    const again = await ask({ force: true }, 'once');
    expect(again.id).toBe(first.id);
    await portal.ended(first.id);
    const other = await ask({}, 'once');
    expect(other).toMatchObject({ error: { name: 'ConflictError' } });
  });

  it(`${AT_ONCE} at once for one environment all end, in the order of their numbers`, async () => {
    const asked = await Promise.all(
      Array.from({ length: AT_ONCE }, () => ask({})),
    );
    const ended: Deployment[] = [];
    for (const { id } of asked) {
      ended.push(await portal.ended(id));
    }
    expect(ended.map(({ status }) => status)).toEqual(
      asked.map(() => 'succeeded'),
    );
    const byNumber = [...ended].sort((a, b) => a.number - b.number);
    const ends = byNumber.map(({ finishedAt }) => finishedAt ?? '');
    expect(ends).toEqual([...ends].sort());
    const starts = byNumber.map(({ startedAt }) => startedAt ?? '');
    expect(starts.slice(1).every((start, i) => start >= ends[i])).toBe(true);
  });

  describe('of images alone', () => {
    beforeAll(async () => {
      const { environmentId } = await placeOf();
      await store.environments.block(environmentId, 'A test holds the line.');
    });

    it('take older ones into themselves while these wait', async () => {
      const older = await ask({ images: { web: { main: 'web:3' } } });
      expect(older.waits).toMatchObject({ for: 'lock' });
      const newer = await ask({ images: { api: { main: 'api:3' } } });
      const { body: superseded } = await portal
        .as(MARIA)
        .get(`/deployments/${older.id}`)
        .expect(200);
      expect(superseded).toMatchObject({
        status: 'superseded',
        supersededBy: { id: newer.id, number: newer.number },
      });
      const newest = await ask({ images: { web: { main: 'web:4' } } });
      const { environmentId } = await placeOf();
      await store.environments.unblock(environmentId);
      expect(await portal.ended(newest.id)).toMatchObject({
        status: 'succeeded',
        release: {
          images: { web: { main: 'web:4' }, api: { main: 'api:3' } },
        },
      });
      expect(await lastEvent(older.id)).toMatchObject({
        status: 'superseded',
        message: `#${newer.number} took its images along with newer ones.`,
      });
    });

    it('leave alone what was asked for before something else', async () => {
      const { environmentId } = await placeOf();
      await store.environments.block(environmentId, 'A test holds the line.');
      const first = await ask({ images: { web: { main: 'web:5' } } });
      const other = await ask({ force: true });
      const last = await ask({ images: { web: { main: 'web:6' } } });
      await store.environments.unblock(environmentId);
      const ends = await Promise.all(
        [first, other, last].map(({ id }) => portal.ended(id)),
      );
      expect(ends.map(({ status }) => status)).toEqual([
        'succeeded',
        'succeeded',
        'succeeded',
      ]);
    });

    it('can be cancelled while they wait', async () => {
      const { environmentId } = await placeOf();
      await store.environments.block(environmentId, 'A test holds the line.');
      const asked = await ask({ images: { web: { main: 'web:7' } } });
      await portal
        .as(MARIA)
        .post(`/deployments/${asked.id}/cancel`)
        .expect(200)
        .expect(({ body }) => {
          expect(body.status).toBe('cancelled');
          expect(body.waits).toBeUndefined();
        });
      await store.environments.unblock(environmentId);
    });
  });

  async function placeOf() {
    const [application] = await store.applications.list();
    const environment = await store.environments.find(
      application.id,
      'development',
    );
    return { environmentId: environment?.id ?? '' };
  }

  async function lastEvent(id: string): Promise<DeploymentEvent['event']> {
    const { body } = await portal
      .as(MARIA)
      .get(`/events?deployment=${id}&after=0`)
      .expect(200);
    return body.events[body.events.length - 1].event;
  }
});
