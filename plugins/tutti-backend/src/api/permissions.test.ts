import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Allowed } from '@tutti/plugin-tutti-common';
import { beginningOf } from '../__testUtils__/beginning';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';
import { tuttiEnvironmentConditions } from '../services/access';

const databases = testDatabases();

const APPLICATION = '/applications/shop';
const DEVELOPMENT = `${APPLICATION}/environments/development`;
const PRODUCTION = `${APPLICATION}/environments/production`;

const PASSING = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: passing, title: Passing }
spec:
  rank: 5
  profile: standard
  access: { create: [owner] }
  lifetime: 3d
`;
const PREVIEW = `${APPLICATION}/previews/pr-1`;

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: worker }
containers: { main: { image: 'a:1' } }
`;

const BUILD = {
  application: 'shop',
  workload: 'web',
  image: `registry.example.com/shop/web@sha256:${'b'.repeat(64)}`,
  commit: 'c'.repeat(40),
  ref: 'refs/heads/main',
  repository: 'https://github.com/acme/shop',
};

describe('who may do what', () => {
  let portal: Portal;
  let planId = '';
  let deploymentId = '';
  let revision = '';
  let podUid = '';
  let findingId = '';
  let buildId = '';

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      files: { 'passing.yaml': PASSING },
      config: {
        webhooks: [
          {
            name: 'chat',
            url: 'https://chat.example.invalid/in',
            secret: 'a-secret-of-the-hook',
            events: ['deployment.stale'],
          },
        ],
      },
    });
    deploymentId = (await portal.deploy('development')).id;
    revision = (await portal.as(MARIA).get('/platform')).body.revision;
    const { body: runs } = await portal
      .as(MARIA)
      .get(`${DEVELOPMENT}/runtime/objects?search=pod`);
    podUid = runs.items.at(-1).uid;
    const { body } = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`)
      .expect(201);
    planId = body.id;
    // Others changed something.
    await fetch(
      `${portal.sandbox.url}/api/v1/namespaces/shop-development/services/web`,
      { method: 'DELETE' },
    );
    const { body: drift } = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/drift`)
      .expect(200);
    findingId = drift.items[0].id;
    await portal.as(MARIA).put(PREVIEW, { base: 'development' }).expect(200);
    await portal
      .as(MARIA)
      .put(`${APPLICATION}/settings`, {
        repositories: [{ url: BUILD.repository }],
      })
      .expect(200);
    const { body: told } = await portal
      .as(MARIA)
      .post('/builds', BUILD)
      .expect(201);
    buildId = told.id;
    // Something waits for somebody.
    await portal
      .as(JON)
      .put('/applications/shop/environments/production/hold', {
        reason: 'because',
      })
      .expect(204);
  });

  afterAll(async () => {
    await portal?.stop();
  });

  afterEach(() => {
    portal.setPolicy(() => undefined);
  });

  const denying = (...names: string[]) =>
    portal.setPolicy(permission =>
      names.some(name => permission.startsWith(name))
        ? { result: AuthorizeResult.DENY }
        : undefined,
    );

  type Call = [
    what: string,
    call: (person: Person) => ReturnType<Person['get']>,
    /** The permission without which it is refused; of several each would do, and the first is named. */
    permission: string | string[],
    status: 403 | 404,
  ];

  /** Every route. One that reads hides what may not be read; one that writes says what is missing. */
  const routes: Call[] = [
    [
      'POST /applications',
      person => person.post('/applications', { name: 'new' }),
      'tutti.application.create',
      403,
    ],
    [
      'GET /applications/by-entity',
      person =>
        person.get('/applications/by-entity?entityRef=system:default/shop'),
      'tutti.application.read',
      404,
    ],
    [
      'GET /applications/{application}',
      person => person.get(APPLICATION),
      'tutti.application.read',
      404,
    ],
    [
      'PUT /applications/{application}/owner',
      person =>
        person.put(`${APPLICATION}/owner`, {
          owner: 'group:default/storefront',
        }),
      'tutti.application.update',
      403,
    ],
    [
      'POST /builds',
      person => person.post('/builds', BUILD),
      'tutti.build.create',
      403,
    ],
    [
      'GET /builds/{id}',
      person => person.get(`/builds/${buildId}`),
      'tutti.application.read',
      404,
    ],
    [
      'PUT /applications/{application}/settings',
      person => person.put(`${APPLICATION}/settings`, { offers: {} }),
      'tutti.application.update',
      403,
    ],
    [
      'DELETE /applications/{application}',
      person => person.delete(APPLICATION),
      'tutti.application.delete',
      403,
    ],
    [
      'GET /applications/{application}/workloads/{workload}',
      person => person.get(`${APPLICATION}/workloads/web`),
      'tutti.application.read',
      404,
    ],
    [
      'PUT /applications/{application}/workloads/{workload}',
      person => person.put(`${APPLICATION}/workloads/worker`, { score: SCORE }),
      'tutti.application.update',
      403,
    ],
    [
      'POST /applications/{application}/workloads/{workload}/check',
      person =>
        person.post(`${APPLICATION}/workloads/worker/check`, { score: SCORE }),
      'tutti.application.read',
      404,
    ],
    [
      'GET /applications/{application}/offers',
      person => person.get(`${APPLICATION}/offers`),
      'tutti.application.read',
      404,
    ],
    [
      'GET /applications/{application}/promotions',
      person => person.get(`${APPLICATION}/promotions`),
      'tutti.application.read',
      404,
    ],
    [
      'GET /applications/{application}/promotions/outlook',
      person =>
        person.get(
          `${APPLICATION}/promotions/outlook?from=development&type=production`,
        ),
      'tutti.application.read',
      404,
    ],
    [
      'POST /applications/{application}/promotions',
      person =>
        person.post(`${APPLICATION}/promotions`, {
          from: 'development',
          type: 'production',
        }),
      'tutti.deployment.create',
      403,
    ],
    [
      'POST /applications/{application}/promotions/{round}/stop',
      person => person.post(`${APPLICATION}/promotions/nothing/stop`),
      'tutti.application.read',
      404,
    ],
    [
      'POST /applications/{application}/workloads/{workload}/refresh',
      person => person.post(`${APPLICATION}/workloads/web/refresh`),
      'tutti.application.update',
      403,
    ],
    [
      'GET /applications/{application}/workloads/{workload}/versions',
      person => person.get(`${APPLICATION}/workloads/web/versions`),
      'tutti.application.read',
      404,
    ],
    [
      'GET /applications/{application}/workloads/{workload}/versions/{version}',
      person => person.get(`${APPLICATION}/workloads/web/versions/1`),
      'tutti.application.read',
      404,
    ],
    [
      'POST /applications/{application}/workloads/{workload}/versions/{version}/restore',
      person => person.post(`${APPLICATION}/workloads/web/versions/1/restore`),
      'tutti.application.update',
      403,
    ],
    [
      'DELETE /applications/{application}/workloads/{workload}',
      person => person.delete(`${APPLICATION}/workloads/web`),
      'tutti.application.update',
      403,
    ],
    [
      'POST /applications/{application}/environments',
      person =>
        person.post(`${APPLICATION}/environments`, {
          name: 'preview',
          type: 'development',
        }),
      'tutti.environment.create',
      403,
    ],
    [
      'PUT /applications/{application}/previews/{key}',
      person =>
        person.put(`${APPLICATION}/previews/pr-2`, { base: 'development' }),
      'tutti.environment.create',
      403,
    ],
    [
      'PUT /applications/{application}/previews/{key}',
      person => person.put(PREVIEW, { base: 'development' }),
      'tutti.deployment.create',
      403,
    ],
    [
      'GET /applications/{application}/previews/{key}',
      person => person.get(PREVIEW),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/previews/{key}/comment',
      person => person.get(`${PREVIEW}/comment`),
      'tutti.environment.read',
      404,
    ],
    [
      'DELETE /applications/{application}/previews/{key}',
      person => person.delete(PREVIEW),
      'tutti.environment.delete',
      403,
    ],
    [
      'GET /applications/{application}/environments/{environment}',
      person => person.get(DEVELOPMENT),
      'tutti.environment.read',
      404,
    ],
    [
      'DELETE /applications/{application}/environments/{environment}',
      person => person.delete(DEVELOPMENT),
      'tutti.environment.delete',
      403,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime',
      person => person.get(`${DEVELOPMENT}/runtime`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime/objects',
      person => person.get(`${DEVELOPMENT}/runtime/objects`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime/follow',
      person => beginningOf(person.get(`${DEVELOPMENT}/runtime/follow`)),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime/objects/{uid}',
      person => person.get(`${DEVELOPMENT}/runtime/objects/${podUid}`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime/objects/{uid}/lineage',
      person => person.get(`${DEVELOPMENT}/runtime/objects/${podUid}/lineage`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime/events',
      person => person.get(`${DEVELOPMENT}/runtime/events`),
      'tutti.logs.read',
      403,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime/objects/{uid}/log',
      person =>
        person.get(
          `${DEVELOPMENT}/runtime/objects/${podUid}/log?container=main`,
        ),
      'tutti.logs.read',
      403,
    ],
    [
      'GET /applications/{application}/environments/{environment}/runtime/objects/{uid}/log/follow',
      person =>
        beginningOf(
          person.get(
            `${DEVELOPMENT}/runtime/objects/${podUid}/log/follow?container=main`,
          ),
        ),
      'tutti.logs.read',
      403,
    ],
    [
      'POST /applications/{application}/environments/{environment}/runtime/objects/{uid}/exec',
      person =>
        person.post(`${DEVELOPMENT}/runtime/objects/${podUid}/exec`, {
          container: 'main',
        }),
      'tutti.environment.exec',
      403,
    ],
    [
      'GET /applications/{application}/environments/{environment}/drift',
      person => person.get(`${DEVELOPMENT}/drift`),
      'tutti.environment.read',
      404,
    ],
    [
      'POST /applications/{application}/environments/{environment}/drift',
      person => person.post(`${DEVELOPMENT}/drift`),
      'tutti.runtime.operate',
      403,
    ],
    [
      'DELETE /applications/{application}/environments/{environment}/drift/rulings/{ruling}',
      person => person.delete(`${DEVELOPMENT}/drift/rulings/none`),
      'tutti.runtime.operate',
      403,
    ],
    [
      'POST /drift/decisions',
      person =>
        person.post('/drift/decisions', {
          how: 'repair',
          findings: [findingId],
        }),
      'tutti.environment.read',
      404,
    ],
    [
      'POST /applications/{application}/environments/{environment}/unlock',
      person => person.post(`${DEVELOPMENT}/unlock`, { reason: 'because' }),
      'tutti.deployment.override',
      403,
    ],
    [
      'PUT /applications/{application}/environments/{environment}/hold',
      person => person.put(`${DEVELOPMENT}/hold`, { reason: 'because' }),
      'tutti.deployment.create',
      403,
    ],
    [
      'DELETE /applications/{application}/environments/{environment}/hold',
      person => person.delete(`${DEVELOPMENT}/hold`),
      'tutti.deployment.create',
      403,
    ],
    [
      'GET /compare',
      person =>
        person.get(
          '/compare?left=environment:shop/production&right=environment:shop/development',
        ),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/values',
      person => person.get(`${DEVELOPMENT}/values`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/access',
      person => person.get(`${APPLICATION}/access`),
      'tutti.application.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/access',
      person => person.get(`${DEVELOPMENT}/access`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /applications/{application}/environments/{environment}/values/{name}/versions',
      person => person.get(`${DEVELOPMENT}/values/CURRENCY/versions`),
      'tutti.environment.read',
      404,
    ],
    [
      'POST /applications/{application}/environments/{environment}/values/{name}/restore',
      person =>
        person.post(`${DEVELOPMENT}/values/CURRENCY/restore`, {
          scope: 'application',
          version: 1,
          secret: false,
        }),
      'tutti.application.update',
      403,
    ],
    [
      'POST /applications/{application}/environments/{environment}/values/{name}/restore',
      person =>
        person.post(`${DEVELOPMENT}/values/CURRENCY/restore`, {
          scope: 'application',
          version: 1,
          secret: true,
        }),
      'tutti.secret.write',
      403,
    ],
    [
      'POST /applications/{application}/environments/{environment}/values/{name}/purge',
      person =>
        person.post(`${DEVELOPMENT}/values/CURRENCY/purge`, {
          scope: 'environment',
        }),
      'tutti.secret.write',
      403,
    ],
    [
      'PUT /applications/{application}/environments/{environment}/values/{name}',
      person => person.put(`${DEVELOPMENT}/values/A`, { value: 1 }),
      'tutti.application.update',
      403,
    ],
    [
      'PUT /applications/{application}/environments/{environment}/values/{name}',
      person =>
        person.put(`${DEVELOPMENT}/values/A`, { value: 'x', secret: true }),
      'tutti.secret.write',
      403,
    ],
    [
      'DELETE /applications/{application}/environments/{environment}/values/{name}',
      person => person.delete(`${DEVELOPMENT}/values/CURRENCY`),
      'tutti.application.update',
      403,
    ],
    [
      'POST /applications/{application}/environments/{environment}/plans',
      person => person.post(`${DEVELOPMENT}/plans`),
      'tutti.deployment.create',
      403,
    ],
    [
      'POST /applications/{application}/environments/{environment}/impact',
      person => person.post(`${DEVELOPMENT}/impact`, { scores: { web: null } }),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /plans/{id}',
      person => person.get(`/plans/${planId}`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /plans/{id}/steps',
      person => person.get(`/plans/${planId}/steps`),
      'tutti.environment.read',
      404,
    ],
    [
      'POST /deployments',
      person => person.post('/deployments', { planId }),
      'tutti.deployment.create',
      403,
    ],
    [
      'GET /deployments/{id}',
      person => person.get(`/deployments/${deploymentId}`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /deployments/{id}/steps',
      person => person.get(`/deployments/${deploymentId}/steps`),
      'tutti.environment.read',
      404,
    ],
    [
      'POST /deployments/{id}/cancel',
      person => person.post(`/deployments/${deploymentId}/cancel`),
      // One's own: by whichever right one could have asked for it.
      [
        'tutti.deployment.create',
        'tutti.runtime.operate',
        'tutti.resource.manage',
      ],
      403,
    ],
    [
      'POST /deployments',
      person =>
        person.post('/deployments', {
          application: 'shop',
          environment: 'development',
          input: {},
        }),
      'tutti.deployment.create',
      403,
    ],
    [
      'POST /deployments/{id}/approvals',
      person =>
        person.post(`/deployments/${deploymentId}/approvals`, {
          decision: 'approve',
        }),
      'tutti.deployment.approve',
      403,
    ],
    [
      'PUT /deployments/{id}/gates/{key}',
      person =>
        person.put(`/deployments/${deploymentId}/gates/smoke`, {
          status: 'passed',
        }),
      'tutti.gate.set',
      403,
    ],
    [
      'POST /deployments/{id}/override',
      person =>
        person.post(`/deployments/${deploymentId}/override`, {
          reason: 'because',
        }),
      'tutti.deployment.override',
      403,
    ],
    [
      'GET /events',
      person => person.get(`/events?deployment=${deploymentId}`),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /resources',
      person =>
        person.get('/resources?application=shop&environment=development'),
      'tutti.environment.read',
      404,
    ],
    [
      'GET /platform',
      person => person.get('/platform'),
      'tutti.platform.read',
      403,
    ],
    [
      'GET /platform/offers',
      person => person.get('/platform/offers'),
      'tutti.platform.read',
      403,
    ],
    [
      'POST /platform/explain',
      person =>
        person.post('/platform/explain', {
          type: 'postgres',
          application: 'shop',
          environment: 'development',
        }),
      'tutti.platform.read',
      403,
    ],
    [
      'GET /listings/{application}',
      person => person.get('/listings/shop'),
      'tutti.application.read',
      404,
    ],
    [
      'GET /clusters',
      person => person.get('/clusters'),
      'tutti.platform.read',
      403,
    ],
    [
      'GET /clusters/{cluster}/check',
      person => person.get('/clusters/sandbox/check'),
      'tutti.platform.accept',
      403,
    ],
    [
      'POST /platform/modules/inspect',
      person =>
        person.post('/platform/modules/inspect', { source: './database' }),
      'tutti.platform.accept',
      403,
    ],
    [
      'GET /platform/usage',
      person => person.get('/platform/usage'),
      'tutti.platform.read',
      403,
    ],
    [
      'GET /platform/revisions',
      person => person.get('/platform/revisions'),
      'tutti.platform.read',
      403,
    ],
    [
      'GET /platform/revisions/{revision}',
      person => person.get(`/platform/revisions/${revision}`),
      'tutti.platform.read',
      403,
    ],
    [
      'GET /platform/revisions/{revision}/blast-radius',
      person => person.get(`/platform/revisions/${revision}/blast-radius`),
      'tutti.platform.read',
      403,
    ],
    [
      'POST /platform/revisions/{revision}/accept',
      person =>
        person.post(`/platform/revisions/${revision}/accept`, {
          expected: revision,
        }),
      'tutti.platform.accept',
      403,
    ],
    [
      'POST /platform/refresh',
      person => person.post('/platform/refresh'),
      'tutti.platform.accept',
      403,
    ],
    [
      'GET /webhooks',
      person => person.get('/webhooks'),
      'tutti.webhook.manage',
      403,
    ],
    [
      'GET /webhooks/{webhook}/deliveries',
      person => person.get('/webhooks/chat/deliveries'),
      'tutti.webhook.manage',
      403,
    ],
    [
      'POST /webhooks/{webhook}/deliveries/{id}/resend',
      person => person.post('/webhooks/chat/deliveries/none/resend'),
      'tutti.webhook.manage',
      403,
    ],
    [
      'POST /webhooks/{webhook}/resend',
      person => person.post('/webhooks/chat/resend'),
      'tutti.webhook.manage',
      403,
    ],
    ['GET /audit', person => person.get('/audit'), 'tutti.audit.read', 403],
    [
      'GET /audit/export',
      person => person.get('/audit/export'),
      'tutti.audit.read',
      403,
    ],
  ];

  /** These answer with what is visible, and with nothing when nothing is. */
  const lists = [
    ['GET /applications', '/applications', 'tutti.application.read'],
    [
      'GET /applications/{application}/previews',
      `${APPLICATION}/previews`,
      'tutti.environment.read',
    ],
    ['GET /deployments', '/deployments', 'tutti.environment.read'],
    ['GET /builds', '/builds', 'tutti.application.read'],
    ['GET /events', '/events', 'tutti.environment.read'],
    ['GET /resources', '/resources?application=shop', 'tutti.environment.read'],
    ['GET /listings', '/listings', 'tutti.application.read'],
    ['GET /versions', '/versions', 'tutti.environment.read'],
    ['GET /waiting', '/waiting', 'tutti.environment.read'],
    ['GET /drift', '/drift', 'tutti.environment.read'],
    ['GET /drift/findings', '/drift/findings', 'tutti.environment.read'],
  ] as const;

  it.each(routes.filter(([what]) => what.startsWith('GET')))(
    '%s answers those who may',
    async (_what, call) => {
      await call(portal.as(MARIA)).expect(200);
    },
  );

  it.each(routes)('%s', async (_what, call, permission, status) => {
    const [first, ...others] = [permission].flat();
    denying(first, ...others);
    const { body } = await call(portal.as(MARIA)).expect(status);
    expect(body.error.name).toBe(
      status === 403 ? 'NotAllowedError' : 'NotFoundError',
    );
    // What is hidden names nothing; what is refused names the permission.
    const named: boolean = body.error.message.includes(first);
    expect(named).toBe(status === 403);
  });

  it.each(routes)(
    '%s hides what belongs to an application that may not be read',
    async (what, call) => {
      denying(
        'tutti.application.read',
        'tutti.platform',
        'tutti.application.create',
        'tutti.audit',
        'tutti.webhook',
      );
      const { status } = await call(portal.as(MARIA));
      expect([what, status]).toEqual([
        what,
        /platform(\/(offers|usage|refresh|revisions.*|modules\/inspect))?$|GET \/clusters|POST \/applications$|audit|webhooks/.test(
          what,
        )
          ? 403
          : 404,
      ]);
    },
  );

  it.each(lists)(
    '%s shows nothing of what may not be read',
    async (_what, path, permission) => {
      const all = await portal.as(MARIA).get(path).expect(200);
      expect((all.body.items ?? all.body.events).length).toBeGreaterThan(0);
      denying(permission);
      const none = await portal.as(MARIA).get(path).expect(200);
      expect(none.body.items ?? none.body.events).toEqual([]);
    },
  );

  it('answers nobody who does not say who they are', async () => {
    const response = await fetch(
      `${portal.address}/api/tutti/v1/applications`,
      {
        headers: { Authorization: mockCredentials.none.header() },
      },
    );
    expect(response.status).toBe(401);
  });

  it('obeys conditions of a policy, in lists and on single things', async () => {
    portal.setPolicy(permission =>
      permission === 'tutti.environment.read'
        ? {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'tutti',
            resourceType: 'tutti-environment',
            conditions: {
              anyOf: [
                tuttiEnvironmentConditions.hasEnvironmentType({
                  types: ['development'],
                }),
              ],
            },
          }
        : undefined,
    );
    const { body } = await portal.as(EVE).get('/applications').expect(200);
    expect(
      body.items[0].environments.map(({ name }: { name: string }) => name),
    ).toEqual(['development']);
    await portal.as(EVE).get(PRODUCTION).expect(404);
    await portal.as(EVE).get(DEVELOPMENT).expect(200);
  });

  describe('access of the environment type', () => {
    it.each([
      ['the owner', MARIA, DEVELOPMENT, true],
      ['somebody else', EVE, DEVELOPMENT, false],
      ['the owner', MARIA, PRODUCTION, false],
      ['a release manager', JON, PRODUCTION, true],
    ])('%s (%s) on %s: %s', async (_who, user, path, may) => {
      const person = portal.as(user);
      const { body } = await person.get(path).expect(200);
      const deploy: Allowed = body.allowed.deploy;
      expect(deploy.allowed).toBe(may);
      const plan = await person.post(`${path}/plans`);
      expect(plan.status).toBe(may ? 201 : 403);
      // What the button says beforehand is what the refusal says.
      expect(plan.body.error?.message).toBe(
        deploy.allowed ? undefined : deploy.reason,
      );
      const secret = await person.put(`${path}/values/TOKEN`, {
        value: 'x',
        secret: true,
      });
      expect(secret.status).toBe(may ? 204 : 403);
    });

    it('asks every environment before a secret reaches all of them', async () => {
      const { body } = await portal
        .as(MARIA)
        .put(`${DEVELOPMENT}/values/TOKEN`, {
          value: 'x',
          secret: true,
          scope: 'application',
        })
        .expect(403);
      expect(body.error.message).toContain('shop/production');
    });

    it('does not let a plain value replace, or a removal drop, a secret', async () => {
      denying('tutti.secret.write');
      await portal
        .as(MARIA)
        .put(`${DEVELOPMENT}/values/TOKEN`, { value: 'plain' })
        .expect(403);
      await portal.as(MARIA).delete(`${DEVELOPMENT}/values/TOKEN`).expect(403);
    });
  });

  it('lets nobody but overriders cancel what somebody else deployed', async () => {
    const { body: plan } = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`, {
        images: { web: { main: 'registry.example.com/shop/web:never-ready' } },
      })
      .expect(201);
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', { planId: plan.id })
      .expect(201);
    denying('tutti.deployment.override');
    await portal.as(EVE).post(`/deployments/${body.id}/cancel`).expect(403);
    await portal.as(MARIA).post(`/deployments/${body.id}/cancel`).expect(200);
    await portal.ended(body.id);
  });

  it('shows container logs only to those who may read them', async () => {
    const crash = await portal.deploy('development', {
      images: { web: { main: 'registry.example.com/shop/web:crash' } },
    });
    expect(crash.status).toBe('failed');
    const texts = async () =>
      JSON.stringify(
        await Promise.all(
          [
            `/deployments/${crash.id}`,
            `/events?deployment=${crash.id}`,
            `${DEVELOPMENT}/runtime`,
          ].map(async path => (await portal.as(MARIA).get(path)).body),
        ),
      );
    expect((await texts()).split('"logTail"')).toHaveLength(5);
    denying('tutti.logs.read');
    const withheld = await texts();
    expect(withheld).not.toMatch(/"(logTail|events":\[\{"time|said)"/);
    expect(withheld).toContain('Reading logs of shop/development');
    expect(withheld.split('"withheld"')).toHaveLength(5);
  });
});
