import { Deployment, Preview, PreviewInput } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock, Store } from '../store';

jest.setTimeout(240_000);

const databases = testDatabases();
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const CI = 'external:ci';
const CI_OF_ANOTHER = 'external:ci-of-blog';
const SHOP = '/applications/shop';
const MOST = 3;

const TYPES = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: preview, title: Preview }
spec:
  rank: 5
  profile: standard
  access: { create: [owner], deploy: [owner], operate: [owner], destroy: [owner] }
  lifetime: 3d
  idle: 2h
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-of-previews }
spec:
  type: postgres
  criteria: { environmentType: preview }
  driver: manifests
  protection: stateful
  onRemoval: retain
  inputs:
    objects:
      - apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: '\${resource.name}' }
        spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    outputs: { host: '\${resource.name}', username: app, password: '\${generate.password.app}' }
`;

const SCORE = (name: string) => `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: 'registry.example.com/shop/${name}:9' } }
`;
const image = (tag: string) => ({
  web: { main: `registry.example.com/shop/web:${tag}` },
});

describe.each(databases.eachSupportedId())('previews on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;
  let store: Store;
  let count = 0;
  const made: string[] = [];

  beforeAll(async () => {
    ({ knex, store } = await openTestStore(databases, databaseId));
    portal = await startPortal({
      knex,
      files: { 'previews.yaml': TYPES },
      settings: { app: { baseUrl: 'https://portal.example.com' } },
      config: {
        previews: { perApplication: MOST },
        automation: [
          ...[
            [CI, 'shop'],
            [CI_OF_ANOTHER, 'blog'],
          ].map(([subject, application]) => ({
            subject,
            applications: [application],
            environmentTypes: ['preview'],
            verbs: ['createEnvironment', 'deploy', 'destroy'],
          })),
          {
            subject: CI,
            applications: ['shop'],
            environmentTypes: ['development'],
            verbs: ['read'],
          },
        ],
      },
    });
    await portal
      .as(MARIA)
      .put(`${SHOP}/environments/development/values/COLOUR`, { value: 'green' })
      .expect(204);
    const base = await portal.deploy('development', { images: image('2') });
    if (base.status !== 'succeeded') {
      throw new Error(`The base ended as ${base.status}`);
    }
  });

  afterEach(async () => {
    for (const key of made.splice(0)) {
      await portal.asService(CI).delete(at(key));
      await gone(key);
    }
  });

  afterAll(async () => {
    await portal?.stop();
  });

  function at(key: string): string {
    return `${SHOP}/previews/${key}`;
  }

  function newKey(): string {
    count += 1;
    made.push(`pr-${count}`);
    return `pr-${count}`;
  }

  const put = (
    key: string,
    input: Partial<PreviewInput> = {},
    person = portal.asService(CI),
  ) => person.put(at(key), { base: 'development', ...input });

  async function asked(
    key: string,
    input?: Partial<PreviewInput>,
  ): Promise<Preview> {
    const { status, body } = await put(key, input);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body;
  }

  const get = async (key: string): Promise<Preview> =>
    (await portal.as(MARIA).get(at(key)).expect(200)).body;

  /** Until it says so: each look is at what is there by then. */
  async function until<T>(
    look: () => Promise<T>,
    isSo: (seen: T) => boolean,
  ): Promise<T> {
    for (;;) {
      const seen = await look();
      if (isSo(seen)) return seen;
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }

  function gone(key: string): Promise<number> {
    return until(
      async () => (await portal.as(MARIA).get(at(key))).status,
      status => status === 404,
    );
  }

  /** Asked for, and there. */
  async function running(
    key: string,
    input?: Partial<PreviewInput>,
  ): Promise<Preview> {
    const { deployment } = await asked(key, input);
    const ended = await portal.ended(String(deployment?.id));
    expect([ended.status, ended.failures]).toEqual(['succeeded', []]);
    return get(key);
  }

  const deployments = async (key: string): Promise<Deployment[]> =>
    (
      await portal
        .as(MARIA)
        .get(`/deployments?application=shop&environment=${key}`)
        .expect(200)
    ).body.items;

  const releaseOf = async (environment: string) =>
    (
      await portal
        .as(MARIA)
        .get(`${SHOP}/environments/${environment}`)
        .expect(200)
    ).body.release;

  const shop = async () => (await portal.as(MARIA).get(SHOP).expect(200)).body;

  it('run what their base runs, with the images of their pull request, and change nothing of the application', async () => {
    const before = await shop();
    const key = newKey();
    const first = await asked(key, {
      images: image('pr'),
      title: 'Pay by invoice',
      link: 'https://git.example.com/shop/7',
    });
    expect(first).toMatchObject({
      key,
      application: 'shop',
      base: 'development',
      title: 'Pay by invoice',
      link: 'https://git.example.com/shop/7',
      askedBy: CI,
      environment: { name: key, type: 'preview', preview: { key } },
      deployment: { number: 1, requestedBy: CI },
    });
    await portal.ended(String(first.deployment?.id));
    const there = await get(key);
    expect(there).toMatchObject({
      state: 'running',
      environment: {
        pendingChanges: 0,
        release: {
          images: {
            ...image('pr'),
            api: { main: 'registry.example.com/shop/api:1.0.0' },
          },
        },
      },
    });
    expect(
      Date.parse(String(there.expiresAt)) - Date.parse(there.askedAt),
    ).toBe(3 * DAY);
    const { body: values } = await portal
      .as(MARIA)
      .get(`${SHOP}/environments/${key}/values`)
      .expect(200);
    expect(
      values.items.filter(
        ({ scope }: { scope: string }) => scope === 'environment',
      ),
    ).toMatchObject([{ name: 'COLOUR', value: 'green' }]);
    const after = await shop();
    expect(after.workloads).toEqual(before.workloads);
    expect(await releaseOf('development')).toEqual(
      before.environments.find(
        ({ name }: { name: string }) => name === 'development',
      ).release,
    );
  });

  it('asked for again with the same deploy nothing, and live longer', async () => {
    const key = newKey();
    const first = await running(key, { images: image('pr') });
    moveClock(knex, HOUR);
    const again = await asked(key, { images: image('pr'), title: 'Another' });
    expect(again).toMatchObject({ title: 'Another', state: 'running' });
    expect(again.deployment?.id).toBe(first.deployment?.id);
    expect(
      Date.parse(String(again.expiresAt)) - Date.parse(String(first.expiresAt)),
    ).toBeGreaterThanOrEqual(HOUR);
  });

  it('asked for again after a failure try it again', async () => {
    const key = newKey();
    const first = await asked(key);
    await portal.as(MARIA).post(`/deployments/${first.deployment?.id}/cancel`);
    await portal.ended(String(first.deployment?.id));
    const again = await running(key);
    expect(again.deployment?.number).toBe(2);
  });

  it('follow the Score files of their pull request: a workload comes, and goes again', async () => {
    const key = newKey();
    const workloads = async () =>
      Object.keys((await releaseOf(key)).digests).sort();
    await running(key, { scores: { mail: SCORE('mail'), web: null } });
    expect(await workloads()).toEqual(['api', 'mail']);
    const { steps } = await portal.ended(
      String((await asked(key, {})).deployment?.id),
    );
    expect(steps.map(({ address, action }) => `${action} ${address}`)).toEqual(
      expect.arrayContaining(['destroy workload#mail']),
    );
    expect(await workloads()).toEqual(['api', 'web']);
    const names = (await shop()).workloads.map(
      ({ name }: { name: string }) => name,
    );
    expect(names).toEqual(['api', 'web']);
  });

  it('have values of their own; one that is not asked for any more is the one of the base again', async () => {
    const key = newKey();
    const values = async () =>
      Object.fromEntries(
        (
          await portal
            .as(MARIA)
            .get(`${SHOP}/environments/${key}/values`)
            .expect(200)
        ).body.items.map(({ name, value }: Record<string, unknown>) => [
          name,
          value,
        ]),
      );
    await asked(key, { values: { COLOUR: 'red', CURRENCY: 'USD' } });
    expect(await values()).toEqual({ COLOUR: 'red', CURRENCY: 'USD' });
    await asked(key, { values: { COLOUR: 'blue' } });
    expect(await values()).toEqual({ COLOUR: 'blue', CURRENCY: 'EUR' });
    await asked(key);
    expect(await values()).toEqual({ COLOUR: 'green', CURRENCY: 'EUR' });
  });

  it('deployed to by hand run what their pull request says', async () => {
    const key = newKey();
    const first = await running(key, {
      scores: { mail: SCORE('mail') },
      images: image('pr'),
    });
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', {
        application: 'shop',
        environment: key,
        input: {},
      })
      .expect(201);
    expect(await portal.ended(body.id)).toMatchObject({
      status: 'succeeded',
      release: { id: first.deployment?.release?.id },
    });
  });

  it('made several times at once are one environment and one deployment', async () => {
    const key = newKey();
    const all = await Promise.all(
      Array.from({ length: 6 }, () => put(key, { images: image('pr') })),
    );
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(new Set(all.map(({ body }) => body.environment.id))).toHaveProperty(
      'size',
      1,
    );
    expect(await deployments(key)).toMatchObject([{ number: 1 }]);
    expect(await knex('previews').where({ key })).toHaveLength(1);
  });

  it('take the place of what an older push asked for and has not begun', async () => {
    const key = newKey();
    const { environment } = await running(key);
    await store.environments.block(environment.id, 'A test holds the line.');
    const older = await asked(key, { images: image('a') });
    const newer = await asked(key, { images: image('b') });
    const { body } = await portal
      .as(MARIA)
      .get(`/deployments/${older.deployment?.id}`)
      .expect(200);
    expect(body).toMatchObject({
      status: 'superseded',
      supersededBy: { id: newer.deployment?.id },
    });
    await store.environments.unblock(environment.id);
    await portal.ended(String(newer.deployment?.id));
    expect((await releaseOf(key)).images).toMatchObject(image('b'));
  });

  it('are so many at most, and it is said which there are', async () => {
    const keys = [newKey(), newKey(), newKey()];
    for (const key of keys) await asked(key);
    const { status, body } = await put('one-more');
    expect([status, body.error.message]).toEqual([
      409,
      `shop has ${MOST} previews (${[...keys]
        .sort()
        .join(
          ', ',
        )}), and may have no more than ${MOST} (tutti.previews.perApplication). Close one, or wait until one is destroyed.`,
    ]);
    // What is there may still be asked for.
    await asked(keys[0]);
  });

  it('closed while something is deployed are cancelled, destroyed with their data, and leave nothing', async () => {
    const key = newKey();
    const { environment } = await running(key);
    const namespace = `shop-${key}`;
    const inCluster = async (kind: string) => {
      const response = await fetch(`${portal.sandbox.url}${kind}`);
      return response.status;
    };
    expect(await inCluster(`/api/v1/namespaces/${namespace}`)).toBe(200);
    const busy = await asked(key, { images: image('never-ready') });
    await until(
      () => get(key),
      ({ deployment }) => deployment?.status === 'running',
    );
    const { body } = await portal.asService(CI).delete(at(key)).expect(202);
    expect(body).toMatchObject({
      state: 'destroying',
      message: `${CI} closed it. It is being destroyed.`,
      deployment: { id: busy.deployment?.id },
    });
    expect(body.expiresAt).toBeUndefined();
    await gone(key);
    await portal.as(MARIA).get(`${SHOP}/environments/${key}`).expect(404);
    expect(await inCluster(`/api/v1/namespaces/${namespace}`)).toBe(404);
    for (const table of ['previews', 'deployments', 'objects', 'resources']) {
      expect([
        table,
        await knex(table).where({ environment_id: environment.id }),
      ]).toEqual([table, []]);
    }
    await portal.asService(CI).delete(at(key)).expect(204);
  });

  it('that go are not asked for again; what cannot be destroyed is shown and tried again', async () => {
    const key = newKey();
    const { environment } = await running(key);
    await store.environments.block(environment.id, 'A test holds the line.');
    await portal.asService(CI).delete(at(key)).expect(202);
    const { deployment } = await until(
      () => get(key),
      preview => preview.deployment?.destroys === true,
    );
    const { status, body } = await put(key);
    expect([status, body.error.message]).toEqual([
      409,
      `shop/${key} is being destroyed. Ask again when it is gone: GET of this preview then answers 404.`,
    ]);
    await portal
      .as(MARIA)
      .post(`/deployments/${deployment?.id}/cancel`)
      .expect(200);
    const stuck = await until(
      () => get(key),
      ({ state }) => state === 'stuck',
    );
    expect(stuck).toMatchObject({
      message: expect.stringContaining(
        'could not be destroyed: Its destruction is cancelled.',
      ),
      closing: { why: 'closed', nextTryAt: expect.any(String) },
    });
    await store.environments.unblock(environment.id);
    moveClock(knex, 60_000);
    await gone(key);
  });

  it('whose base is gone still follow their pull request; new ones are refused', async () => {
    await portal
      .as(MARIA)
      .post(`${SHOP}/environments`, { name: 'short', type: 'development' })
      .expect(201);
    const key = newKey();
    await running(key, { base: 'short' });
    await portal.as(MARIA).delete(`${SHOP}/environments/short`).expect(204);
    const { status, body } = await put('another', { base: 'short' });
    expect([status, body.error.message]).toEqual([
      404,
      "base: there is no environment 'short' in shop",
    ]);
    await portal.as(MARIA).get(`${SHOP}/environments/another`).expect(404);
    expect((await get(key)).state).toBe('running');
    const changed = await running(key, { base: 'short', images: image('pr') });
    expect(changed.environment.release?.images).toMatchObject(image('pr'));
  });

  it('that nobody uses are paused; a push wakes them up', async () => {
    const key = newKey();
    await running(key);
    moveClock(knex, 2 * HOUR + 60_000);
    const paused = await until(
      () => get(key),
      ({ state }) => state === 'paused',
    );
    expect(paused.environment.paused).toBe(true);
    const [one, other] = await Promise.all([asked(key), asked(key)]);
    expect(one.deployment?.id).toBe(other.deployment?.id);
    const awake = await running(key);
    expect(awake.deployment?.id).toBe(one.deployment?.id);
    expect(awake.state).toBe('running');
    expect(awake.environment.paused).toBeUndefined();
  });

  it('whose time is over are destroyed', async () => {
    const key = newKey();
    await running(key);
    moveClock(knex, 3 * DAY);
    expect(await gone(key)).toBe(404);
  });

  it('destroyed by hand are forgotten', async () => {
    const key = newKey();
    await running(key);
    const { body: plan } = await portal
      .as(MARIA)
      .post(`${SHOP}/environments/${key}/plans`, { destroy: true })
      .expect(201);
    await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(201);
    await gone(key);
  });

  it.each<[string, Partial<PreviewInput>, number, string]>([
    [
      'a base that is not there',
      { base: 'nowhere' },
      404,
      "base: there is no environment 'nowhere' in shop",
    ],
    [
      'a type without a lifetime',
      { type: 'development' },
      400,
      "type: 'development' is no environment type with a lifetime; there are: preview",
    ],
    [
      'an image of no workload',
      { images: { none: { main: 'x' } } },
      400,
      "images.none: the application has no workload 'none'",
    ],
    [
      'a Score text with a mistake',
      { scores: { web: 'apiVersion: score.dev/v1b1' } },
      422,
      'The Score file of web is not valid',
    ],
    [
      'the Score text of another workload',
      { scores: { web: SCORE('other') } },
      422,
      'The Score file of web is not valid',
    ],
    [
      'to take away what is not there',
      { scores: { none: null } },
      400,
      "scores.none: there is no workload 'none' to take away; there are: api, web",
    ],
    [
      'to run nothing',
      { scores: { web: null, api: null } },
      400,
      'scores: nothing would run.',
    ],
    [
      'a value with a bad name',
      { values: { 'a b': 1 } },
      400,
      'values: The name of a value must be',
    ],
  ])('that ask for %s are refused, and nothing is made', async (...row) => {
    const [, input, expected, message] = row;
    const { status, body } = await put('refused', input);
    expect(status).toBe(expected);
    expect(body.error.message).toContain(message);
    await portal.as(MARIA).get(`${SHOP}/environments/refused`).expect(404);
  });

  it('do not take the name of an environment, and are made in no other way', async () => {
    const { status, body } = await put('development', {}, portal.as(MARIA));
    expect([status, body.error.message]).toEqual([
      409,
      'shop/development is an environment that is no preview. Choose another key.',
    ]);
    await portal
      .as(MARIA)
      .put(at('No Name'), { base: 'development' })
      .expect(400);
    const { body: byHand } = await portal
      .as(MARIA)
      .post(`${SHOP}/environments`, { name: 'by-hand', type: 'preview' })
      .expect(400);
    expect(byHand.error.message).toContain('are previews');
  });

  it('do not set what is a secret there as a plain value', async () => {
    const key = newKey();
    await asked(key);
    await portal
      .as(MARIA)
      .put(`${SHOP}/environments/${key}/values/TOKEN`, {
        value: 'canary-of-preview',
        secret: true,
      })
      .expect(204);
    const { status, body } = await put(key, { values: { TOKEN: 'x' } });
    expect([status, body.error.message]).toEqual([
      400,
      'values.TOKEN: TOKEN is a secret here, and a preview sets plain values only. Leave it out.',
    ]);
  });

  it('are for those who may make, deploy and destroy them, and nobody else', async () => {
    const key = newKey();
    await put(key, {}, portal.asService(CI_OF_ANOTHER)).expect(404);
    await put(key, {}, portal.as(EVE)).expect(403);
    await put(key, {}, portal.as(JON)).expect(403);
    await asked(key);
    await portal.asService(CI_OF_ANOTHER).delete(at(key)).expect(404);
    await portal.as(JON).delete(at(key)).expect(403);
    const { body } = await portal.as(JON).get(`${SHOP}/previews`).expect(200);
    expect(body.items).toMatchObject([
      {
        key,
        environment: {
          allowed: { destroy: { allowed: false }, operate: { allowed: false } },
        },
      },
    ]);
  });

  it('have a comment that stays the same while nothing changes', async () => {
    const key = newKey();
    await running(key, { title: 'Pay | by <invoice>' });
    const comment = async () =>
      (
        await portal
          .asService(CI)
          .get(`${at(key)}/comment`)
          .expect(200)
      ).body;
    const { marker, markdown } = await comment();
    expect(markdown.split('\n').slice(0, 4)).toEqual([
      marker,
      `### Preview of shop: ${key}, Pay \\| by \\<invoice\\>`,
      '',
      '**Running.** It runs.',
    ]);
    expect(markdown).toContain('**Plan of deployment #1:** 4 to create');
    expect(markdown).toContain('`workload#web`');
    expect(markdown).toContain(
      `](<https://portal.example.com/tutti/applications/shop/environments/${key}>)`,
    );
    expect(await comment()).toEqual({ marker, markdown });
  });
});
