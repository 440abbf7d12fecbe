import { DeploymentEvent } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

describe.each(databases.eachSupportedId())('deploying on %s', databaseId => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, databaseId);
    portal = await startPortal({ knex });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  async function planFor(input: object = {}) {
    const { body } = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`, input)
      .expect(201);
    return body;
  }

  it('shows what platform files declare, before anything runs', async () => {
    const { body } = await portal.as(MARIA).get('/applications').expect(200);
    expect(body.items).toMatchObject([
      {
        name: 'shop',
        title: 'Online shop',
        owner: 'group:default/storefront',
        environments: [
          {
            name: 'development',
            typeTitle: 'Development',
            rank: 10,
            simulated: true,
            pendingChanges: 2,
            health: { status: 'empty' },
            allowed: { deploy: { allowed: true } },
          },
          {
            name: 'production',
            rank: 30,
            allowed: {
              deploy: {
                allowed: false,
                reason:
                  'Deploying in shop/production is for group:default/release-managers (access.deploy of Production; tutti.deployment.create).',
              },
            },
          },
        ],
      },
    ]);
  });

  it('plans, deploys, tells every event once and in order, and is healthy', async () => {
    const plan = await planFor();
    expect(plan).toMatchObject({
      application: 'shop',
      environment: 'development',
      createdBy: MARIA,
      release: {
        number: 1,
        images: { web: { main: 'registry.example.com/shop/web:1.0.0' } },
      },
      plan: { deployable: true, target: { simulated: true } },
    });
    await portal
      .as(MARIA)
      .get(`/plans/${plan.id}`)
      .expect(200)
      .expect(({ body }) => {
        expect(body).toMatchObject({
          current: true,
          moved: [],
          allowed: { allowed: true },
        });
      });

    const { body: queued } = await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(201);
    expect(queued).toMatchObject({
      number: 1,
      requestedBy: MARIA,
      planId: plan.id,
    });

    const events: DeploymentEvent[] = [];
    let after = 0;
    while (!events.some(isEnd)) {
      const { body } = await portal
        .as(MARIA)
        .get(`/events?deployment=${queued.id}&after=${after}&wait=10`)
        .expect(200);
      events.push(...body.events);
      after = body.last;
    }
    const ids = events.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(events.find(isEnd)?.event).toMatchObject({ status: 'succeeded' });

    const detail = await portal.ended(queued.id);
    expect(detail).toMatchObject({
      status: 'succeeded',
      failures: [],
      phases: [
        { phase: 'read', status: 'done' },
        { phase: 'match', status: 'done' },
        { phase: 'create', status: 'done' },
        { phase: 'deploy', status: 'done' },
      ],
      allowed: {
        cancel: { allowed: false, reason: 'It has ended' },
        redeploy: { allowed: true },
      },
    });
    expect(detail.progress.done).toBe(detail.progress.of);
    expect(detail.steps.every(({ status }) => status === 'done')).toBe(true);

    await portal
      .as(MARIA)
      .get(DEVELOPMENT)
      .expect(200)
      .expect(({ body }) => {
        expect(body).toMatchObject({
          namespace: 'shop-development',
          cluster: 'sandbox',
          release: { number: 1 },
          pendingChanges: 0,
          health: { status: 'healthy', healthy: 2, of: 2 },
          lastDeployment: { number: 1, status: 'succeeded' },
        });
      });
    await portal
      .as(MARIA)
      .get(`${DEVELOPMENT}/runtime`)
      .expect(200)
      .expect(({ body }) => {
        expect(body.workloads).toMatchObject([
          { name: 'api', status: 'healthy' },
          { name: 'web', status: 'healthy' },
        ]);
      });
    await portal
      .as(MARIA)
      .get('/resources?application=shop&environment=development')
      .expect(200)
      .expect(({ body }) => {
        expect(body.items).toMatchObject([
          { type: 'environment' },
          {
            type: 'postgres',
            id: 'main',
            definition: 'postgres-in-cluster',
            protection: 'stateful',
            lifecycle: 'ready',
            neededBy: ['api'],
            outputs: { username: 'app', password: { masked: 'secret' } },
          },
        ]);
      });
  });

  it('changes nothing when nothing changed, and brings back what somebody deleted', async () => {
    await sandboxCalls('DELETE');
    const nothing = await portal.deploy('development');
    expect(nothing).toMatchObject({ status: 'succeeded' });
    expect(nothing.steps.every(({ status }) => status === 'kept')).toBe(true);
    expect(await writes()).toEqual([]);

    const service = `${portal.sandbox.url}/api/v1/namespaces/shop-development/services/web`;
    expect((await fetch(service, { method: 'DELETE' })).ok).toBe(true);
    await sandboxCalls('DELETE');
    expect(await portal.deploy('development')).toMatchObject({
      status: 'succeeded',
    });
    expect(await writes()).toEqual([
      expect.objectContaining({ verb: 'apply', kind: '/Service', count: 1 }),
    ]);
    expect((await fetch(service)).ok).toBe(true);
  });

  it('refuses a plan that is not current any more, and says what moved', async () => {
    const plan = await planFor();
    await portal
      .as(MARIA)
      .put(`${DEVELOPMENT}/values/CURRENCY`, { value: 'CHF' })
      .expect(204);
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(409);
    expect(body.error).toMatchObject({ name: 'StalePlan' });
    expect(body.error.moved.length).toBeGreaterThan(0);
    await portal
      .as(MARIA)
      .get(`/plans/${plan.id}`)
      .expect(200)
      .expect(({ body: view }) => {
        expect(view).toMatchObject({
          current: false,
          moved: body.error.moved,
          allowed: { allowed: false },
        });
      });
    await portal
      .as(MARIA)
      .get(DEVELOPMENT)
      .expect(({ body: environment }) => {
        expect(environment.pendingChanges).toBe(1);
      });
  });

  it('does the same request once, however often it is sent', async () => {
    const plan = await planFor();
    const send = () =>
      portal
        .as(MARIA)
        .post('/deployments', { planId: plan.id })
        .set('Idempotency-Key', 'once');
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await portal.ended(answers[0].body.id)).toMatchObject({
      status: 'succeeded',
    });
    await send().expect(201);
    const other = await planFor();
    await portal
      .as(MARIA)
      .post('/deployments', { planId: other.id })
      .set('Idempotency-Key', 'once')
      .expect(409);
  });

  it('says why an image cannot run, and recovers with a good one', async () => {
    const broken = await portal.deploy('development', {
      images: { web: { main: 'registry.example.com/shop/does-not-exist:2' } },
    });
    expect(broken.status).toBe('failed');
    expect(broken.failures).toMatchObject([
      {
        address: 'workload#web',
        cause: { reason: expect.stringMatching(/ImagePull/) },
      },
    ]);
    await portal
      .as(MARIA)
      .get(DEVELOPMENT)
      .expect(({ body }) => {
        expect(body).toMatchObject({
          health: { status: 'degraded' },
          lastDeployment: { status: 'failed' },
          release: { number: expect.any(Number) },
        });
        expect(body.lastDeployment.failure).toContain('does-not-exist');
        expect(body.lastDeployment.release.number).toBeGreaterThan(
          body.release.number,
        );
      });
    const good = await portal.deploy('development', {
      images: { web: { main: 'registry.example.com/shop/web:1.1.0' } },
    });
    expect(good.status).toBe('succeeded');
    expect(good.previousSuccess?.number).toBe(broken.number - 1);
  });

  it('keeps a chosen image over the declared one in later plans', async () => {
    const plan = await planFor();
    expect(plan.release.images.web).toEqual({
      main: 'registry.example.com/shop/web:1.1.0',
    });
  });

  it('says of an outdated plan that a run came between, which, and when it ended', async () => {
    const plan = await planFor({
      images: { web: { main: 'registry.example.com/shop/web:1.1.1' } },
    });
    const between = await portal.deploy('development', {
      images: { web: { main: 'registry.example.com/shop/web:1.1.2' } },
    });
    const told = new RegExp(
      `^Deployment #${between.number} ran after this plan was made and ended \\(succeeded\\) at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\. Make a new plan`,
    );
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(409);
    expect(body.error.moved).toEqual([expect.stringMatching(told)]);
    const { body: view } = await portal.as(MARIA).get(`/plans/${plan.id}`);
    expect(view.allowed.reason).toMatch(told);
  });

  it('cancels what runs, and the environment is free again', async () => {
    const plan = await planFor({
      images: { web: { main: 'registry.example.com/shop/web:never-ready' } },
    });
    const { body: slow } = await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(201);
    await portal.as(JON).post(`/deployments/${slow.id}/cancel`).expect(403);
    await portal.as(MARIA).post(`/deployments/${slow.id}/cancel`).expect(200);
    expect(await portal.ended(slow.id)).toMatchObject({ status: 'cancelled' });
    await portal.as(MARIA).post(`/deployments/${slow.id}/cancel`).expect(409);
    expect(
      await portal.deploy('development', {
        images: { web: { main: 'registry.example.com/shop/web:1.2.0' } },
      }),
    ).toMatchObject({ status: 'succeeded' });
  });

  it('lists deployments in pages, newest first', async () => {
    const numbers: number[] = [];
    let before = '';
    do {
      const { body } = await portal
        .as(MARIA)
        .get(`/deployments?application=shop&limit=3${before}`)
        .expect(200);
      numbers.push(
        ...body.items.map((item: { number: number }) => item.number),
      );
      before = body.next ? `&before=${body.next}` : '';
    } while (before);
    expect(numbers).toEqual(
      Array.from(
        { length: numbers.length },
        (_, index) => numbers.length - index,
      ),
    );
    expect(numbers.length).toBeGreaterThan(5);
    await portal.as(MARIA).get('/deployments?before=nonsense').expect(400);
  });

  it('deploys to production what the definitions for production give', async () => {
    expect(await portal.deploy('production')).toMatchObject({
      status: 'succeeded',
      environment: 'production',
    });
    const { body } = await portal
      .as(JON)
      .get('/resources?application=shop&environment=production')
      .expect(200);
    expect(body.items).toMatchObject([
      { type: 'environment' },
      {
        definition: 'postgres-shared',
        outputs: {
          host: 'pg.example.internal',
          password: { masked: 'secret' },
        },
      },
    ]);
  });

  async function sandboxCalls(method: 'GET' | 'DELETE') {
    const response = await fetch(`${portal.sandbox.url}/sandbox/calls`, {
      method,
    });
    return response.json();
  }

  async function writes(): Promise<{ verb: string; kind: string }[]> {
    const { calls } = await sandboxCalls('GET');
    return calls.filter(
      ({ verb, dryRun }: { verb: string; dryRun: boolean }) =>
        !dryRun && !['get', 'list', 'watch'].includes(verb),
    );
  }
});

function isEnd({ event }: DeploymentEvent): boolean {
  return event.type === 'status' && event.status !== 'queued';
}
