import { mockCredentials } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import {
  PlanRefusedError,
  stalePlanMoves,
  TuttiApi,
  TuttiClient,
  WorkloadRefusedError,
} from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: hello }
containers: { main: { image: '.' } }
`;
const IMAGES = { hello: { main: 'registry.example.com/hello:1' } };

describe('TuttiClient', () => {
  let portal: Portal;
  let client: TuttiApi;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'greeter' },
          spec: { owner: MARIA },
        },
      ],
    });
    client = new TuttiClient({
      discoveryApi: {
        getBaseUrl: async plugin => `${portal.address}/api/${plugin}`,
      },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            headers: {
              ...Object.fromEntries(new Headers(init?.headers)),
              Authorization: mockCredentials.user.header(MARIA),
            },
          }),
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  const refusal = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => {
        throw new Error('It was not refused');
      },
      error => error,
    );

  it('lists applications page by page, in the order in which people count', async () => {
    for (const number of [1, 10, 2, 20, 3]) {
      await client.createApplication({ name: `app-${number}` });
    }
    const names: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listApplications({
        search: 'app-',
        limit: 2,
        cursor,
      });
      expect(page.total).toBe(5);
      expect(page.all).toBeGreaterThanOrEqual(5);
      expect(page.owners).toContain(MARIA);
      names.push(page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor);
    expect(await client.listApplications({ problems: true })).toMatchObject({
      items: [],
      total: 0,
    });
    expect(
      await refusal(client.listApplications({ cursor: 'nonsense' })),
    ).toMatchObject({ statusCode: 400 });
    expect(names).toEqual([
      ['app-1', 'app-2'],
      ['app-3', 'app-10'],
      ['app-20'],
    ]);
  });

  it('has nothing to deploy without workloads', async () => {
    await client.createApplication({ name: 'bare' });
    const environment = await client.createEnvironment('bare', {
      name: 'dev',
      type: 'development',
    });
    expect(environment).toMatchObject({
      health: { status: 'empty' },
      allowed: {
        deploy: { allowed: false, reason: expect.stringMatching(/workload/) },
      },
    });
    expect(await refusal(client.createPlan('bare', 'dev'))).toMatchObject({
      problems: [{ code: 'NothingToDeploy' }],
    });
  });

  it('takes an application from nothing to running and away again', async () => {
    const created = await client.createApplication({
      name: 'greeter',
      entityRef: 'component:default/greeter',
    });
    expect(created).toMatchObject({ name: 'greeter', owner: MARIA });
    expect(
      (await client.listApplications({ search: 'greet' })).items,
    ).toHaveLength(1);
    expect(
      await client.findApplication('component:default/greeter'),
    ).toMatchObject({ id: created.id });
    expect(
      await client.findApplication('component:default/nope'),
    ).toBeUndefined();
    expect(
      await client.createEnvironment('greeter', {
        name: 'dev',
        type: 'development',
      }),
    ).toMatchObject({ name: 'dev', health: { status: 'empty' } });
    expect(
      await client.putWorkload('greeter', 'hello', { score: SCORE }),
    ).toMatchObject({ name: 'hello', openImages: ['main'], version: 1 });
    expect(await client.getWorkload('greeter', 'hello')).toMatchObject({
      score: SCORE,
      updatedBy: MARIA,
    });

    await client.putValue('greeter', 'dev', 'GREETING', { value: 'hi' });
    await client.putValue('greeter', 'dev', 'TOKEN', {
      value: 'hush',
      secret: true,
    });
    const { items: values } = await client.listValues('greeter', 'dev');
    expect(values).toMatchObject([
      { name: 'GREETING', value: 'hi', secret: false, scope: 'environment' },
      { name: 'TOKEN', secret: true },
    ]);
    expect(values[1]).not.toHaveProperty('value');
    await client.removeValue('greeter', 'dev', 'TOKEN');

    const plan = await client.createPlan('greeter', 'dev', { images: IMAGES });
    expect(await client.getPlan(plan.id)).toMatchObject({ current: true });
    const deployment = await client.deploy(plan.id, { idempotencyKey: 'k' });
    const page = await client.getEvents({
      deployment: deployment.id,
      after: 0,
      wait: 5,
    });
    expect(page.events.length).toBeGreaterThan(0);
    await portal.ended(deployment.id);
    expect(await client.getDeployment(deployment.id)).toMatchObject({
      status: 'succeeded',
      applicationTitle: 'greeter',
    });
    expect(
      (await client.listDeployments({ application: 'greeter' })).items,
    ).toHaveLength(1);
    expect(await client.getEnvironment('greeter', 'dev')).toMatchObject({
      health: { status: 'healthy' },
    });
    expect(await client.getRuntime('greeter', 'dev')).toMatchObject({
      simulated: true,
      workloads: [{ name: 'hello' }],
    });
    const resources = await client.listResources({ application: 'greeter' });
    expect(resources.next).toBeUndefined();
    expect(await refusal(client.deleteApplication('greeter'))).toMatchObject({
      statusCode: 409,
    });

    await client.removeWorkload('greeter', 'hello');
    const removal = await client.createPlan('greeter', 'dev');
    expect(removal.plan.summary.destroy).toBeGreaterThan(0);
    await portal.ended((await client.deploy(removal.id)).id);
  });

  it('knows the platform', async () => {
    expect(await client.getPlatform()).toMatchObject({ problems: [] });
    expect(await client.refreshPlatform()).toMatchObject({ problems: [] });
    expect(
      await client.explain({
        type: 'postgres',
        application: 'shop',
        environment: 'development',
      }),
    ).toMatchObject({ winner: 'postgres-in-cluster' });
  });

  it('checks a text against the platform, and lists what there is to ask for', async () => {
    const text = `${SCORE.replace(
      "image: '.'",
      "image: '.', variables: { A: '${resources.db.hots}', B: '${resources.env.UNSET}' }",
    )}resources:
  db: { type: postgres }
  env: { type: environment }
  queue: { type: queue }
`;
    const { problems } = await client.checkWorkload('shop', 'hello', {
      score: text,
    });
    expect(problems).toMatchObject([
      { code: 'UnknownPlaceholder', hint: 'Did you mean "host"?' },
      { code: 'UnknownValue', severity: 'error' },
      { code: 'NoMatch', path: 'resources.queue' },
    ]);
    expect(problems.every(({ line }) => line !== undefined)).toBe(true);
    expect(
      (await client.checkWorkload('shop', 'other', { score: SCORE })).problems,
    ).toMatchObject([{ code: 'NameMismatch', line: 2 }]);

    const { items } = await client.listOffers('shop');
    expect(items.find(({ type }) => type === 'postgres')).toMatchObject({
      outputs: expect.arrayContaining([
        expect.objectContaining({ name: 'password', secret: true }),
      ]),
      classes: [
        {
          name: 'default',
          environments: [
            { environment: 'development', definition: 'postgres-in-cluster' },
            { environment: 'production' },
          ],
        },
      ],
    });
    const { items: planned } = await client.listPlatformOffers({
      types: ['production'],
      owner: 'storefront',
    });
    expect(
      planned.find(({ type }) => type === 'postgres')?.classes[0].environments,
    ).toMatchObject([{ environment: 'production' }]);
    expect(
      await refusal(client.listPlatformOffers({ types: ['nope'] })),
    ).toMatchObject({ statusCode: 400 });
  });

  it('rejects what the server refuses with what stands against it', async () => {
    expect(
      await refusal(client.putWorkload('shop', 'xy', { score: 'kind: Pod' })),
    ).toBeInstanceOf(WorkloadRefusedError);

    await client.putWorkload('shop', 'open', {
      score: SCORE.replace('hello', 'open'),
    });
    const refused = await refusal(client.createPlan('shop', 'development'));
    expect(refused).toBeInstanceOf(PlanRefusedError);
    expect(refused).toMatchObject({
      problems: [{ message: expect.stringContaining('open') }],
    });
    await client.removeWorkload('shop', 'open');

    const plan = await client.createPlan('shop', 'development');
    await client.putValue('shop', 'development', 'CURRENCY', { value: 'CHF' });
    const stale = await refusal(client.deploy(plan.id));
    expect(stalePlanMoves(stale)?.length).toBeGreaterThan(0);

    const missing = await refusal(client.getApplication('nope'));
    expect(missing).toBeInstanceOf(ResponseError);
    expect(stalePlanMoves(missing)).toBeUndefined();
    expect(
      await refusal(client.unlockEnvironment('shop', 'development', 'why')),
    ).toMatchObject({ statusCode: 409 });
    expect(await refusal(client.cancelDeployment('nope'))).toMatchObject({
      statusCode: 404,
    });
  });

  it('stops waiting for events when nobody listens any more', async () => {
    const { last } = await client.getEvents({ after: 0 });
    const listening = new AbortController();
    const waiting = refusal(
      client.getEvents({
        after: last + 1e6,
        wait: 20,
        signal: listening.signal,
      }),
    );
    listening.abort();
    expect(await waiting).toMatchObject({ name: 'AbortError' });
  });
});
