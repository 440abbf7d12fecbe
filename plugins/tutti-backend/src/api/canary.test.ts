import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { Driver, DriverError, RequestContext, Secret } from '@tutti/engine';
import { tuttiDriversExtensionPoint } from '@tutti/plugin-tutti-node';
import { Knex } from 'knex';
import request from 'supertest';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { RecordedNotifications } from '../__testUtils__/notifications';
import { JON, MARIA } from '../__testUtils__/people';
import { RecordedSpans } from '../__testUtils__/RecordedSpans';
import { firstLook } from '../__testUtils__/looks';
import { Portal, startPortal } from '../__testUtils__/portal';
import { everySpelling, foundIn, SPELLINGS } from '../__testUtils__/spellings';
import { allActions } from '../actions/allActions';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

/** Planted where secrets come in; must come out nowhere but in the cluster's Secrets. */
const CANARIES = {
  value: 'canary-"value"/+ & 5d1c8f',
  environment: 'canary-environment-99e0ab',
  platform: 'canary-platform-0a71de',
  rotated: 'canary-rotated-41bb7c',
  hook: 'canary-hook-93ab11',
  signing: 'canary-signing-77dc02',
};

/** Says all that it is told: when it plans, in its log, and when it fails. */
const talkative: Driver = {
  name: 'talkative',
  version: '1',
  inputs: { type: 'object', additionalProperties: true },
  async plan({ params, context }) {
    if (params.fails === 'plan') {
      throw new Error(`planning with ${spelled(context.secrets)}`);
    }
    return { outputs: { name: 'x' }, objects: [], exactness: 'exact' };
  },
  async apply({ params, context }, { log }) {
    log(`applying with ${spelled(context.secrets)}`);
    if (params.fails === 'apply') {
      throw new DriverError(`applied with ${spelled(context.secrets)}`);
    }
    return { outputs: { name: 'x' }, objects: [] };
  },
  destroy: async () => {},
  recover: async () => 'notStarted',
};

function spelled(secrets: RequestContext['secrets']): string {
  return everySpelling(
    Object.values(secrets).flatMap(secret =>
      secret instanceof Secret ? [secret.revealText()] : [],
    ),
  );
}

const PLATFORM = `
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: talk }
spec:
  params: { type: object, properties: { fails: { type: string } } }
  outputs: { type: object, properties: { name: { type: string } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: talk }
spec: { type: talk, driver: talkative, inputs: {} }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: passing, title: Passing }
spec:
  rank: 5
  profile: standard
  access: { create: [owner] }
  lifetime: 3d
`;

const talking = (fails: string) => `
apiVersion: score.dev/v1b1
metadata: { name: talk }
containers:
  main: { image: 'registry.example.com/shop/talk:1' }
resources:
  talk: { type: talk, params: { fails: ${fails} } }
`;

describe.each(databases.eachSupportedId())('secrets on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;
  const notifications = new RecordedNotifications();
  const spans = new RecordedSpans();
  const hooked: string[] = [];
  const hook = http.createServer((call, response) => {
    hooked.push(JSON.stringify(call.headers));
    call.on('data', part => hooked.push(String(part)));
    call.on('end', () => response.writeHead(200).end());
  });

  beforeAll(async () => {
    spans.start();
    hook.listen(0, '127.0.0.1');
    await once(hook, 'listening');
    const { port } = hook.address() as AddressInfo;
    ({ knex } = await openTestStore(databases, databaseId));
    portal = await startPortal({
      knex,
      config: {
        access: {
          acceptPlatform: ['group:default/storefront'],
          audit: [MARIA],
          webhooks: [MARIA],
        },
        webhooks: [
          {
            name: 'planted',
            url: `http://127.0.0.1:${port}/${CANARIES.hook}`,
            secret: CANARIES.signing,
            allowPrivate: true,
          },
        ],
      },
      platformSecrets: { DATABASE_PASSWORD: CANARIES.platform },
      files: { 'talk.yaml': PLATFORM },
      platform: { accept: 'manual' },
      features: [
        notifications.feature,
        createBackendModule({
          pluginId: 'tutti',
          moduleId: 'talkative',
          register(reg) {
            reg.registerInit({
              deps: { drivers: tuttiDriversExtensionPoint },
              async init({ drivers }) {
                drivers.addDriver(talkative);
              },
            });
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await portal?.stop();
    spans.stop();
    hook.closeAllConnections();
    hook.close();
  });

  it('reach the cluster, and nobody who reads API, events, log or database', async () => {
    const sinks: Record<string, string> = {};
    const told = (sink: string, text: unknown) => {
      sinks[sink] = JSON.stringify(text);
    };
    await put('CURRENCY', CANARIES.value);
    await put('TOKEN', CANARIES.environment);
    const { value, environment } = CANARIES;
    const sentence = everySpelling([value, environment]);

    const first = await portal.deploy('development');
    const production = await portal.deploy('production');
    expect([first.status, production.status]).toEqual([
      'succeeded',
      'succeeded',
    ]);
    told('a deployment', first);
    const generated = await generatedPassword();
    expect(generated.length).toBeGreaterThan(8);

    // An API server that quotes what it refuses.
    await fault({
      status: 422,
      times: 1,
      method: 'PATCH',
      path: '/deployments/web',
      message: `invalid: ${sentence}`,
    });
    const refused = await portal.deploy('development', { force: true });
    expect(refused.failures[0]?.message).toContain(
      'invalid: <plain: (secret)>',
    );
    told('a refusal of the API server', refused);

    // The same where the plan asks it.
    await fault({
      status: 422,
      times: 1,
      method: 'PATCH',
      path: '/deployments/web',
      dryRun: true,
      message: `invalid: ${sentence}`,
    });
    const asking = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`, { force: true })
      .expect(201);
    expect(asking.body.plan.dryRun.refusals[0].message).toContain(
      'invalid: <plain: (secret)>',
    );
    told('a plan that the cluster refuses', asking.body);

    // The same while planning.
    await fault({
      status: 403,
      times: 1,
      method: 'GET',
      path: '/deployments',
      message: `unseen: ${sentence}`,
    });
    const blind = await portal.as(MARIA).post(`${DEVELOPMENT}/plans`);
    expect(JSON.stringify(blind.body)).toContain('unseen: <plain: (secret)>');
    told('a cluster that cannot be asked', blind.body);

    // A driver that says what it is told.
    await talk('plan');
    const unplanned = await portal.as(MARIA).post(`${DEVELOPMENT}/plans`);
    expect(unplanned.status).toBe(422);
    expect(JSON.stringify(unplanned.body)).toContain('<plain: (secret)>');
    told('a driver that refuses to plan', unplanned.body);
    await talk('apply');
    const failed = await portal.deploy('development');
    expect(failed.failures[0]?.message).toContain(
      'applied with <plain: (secret)>',
    );
    told('a driver that fails', failed);
    const log = await get(`/events?deployment=${failed.id}`);
    expect(JSON.stringify(log)).toContain('applying with <plain: (secret)>');
    told("a driver's log", log);
    await portal.as(MARIA).delete('/applications/shop/workloads/talk');

    // Somebody who wrote a secret into a field of ours.
    await patch('services/web', {
      spec: { selector: { 'app.kubernetes.io/name': environment } },
    });
    const drifted = await portal
      .as(MARIA)
      .post(`${DEVELOPMENT}/plans`)
      .expect(201);
    expect(JSON.stringify(drifted.body)).toContain(
      '"app.kubernetes.io/name":"(secret)"',
    );
    told('drift in a plan', drifted.body);

    // A container that crashes and prints its environment; a pod event that quotes it.
    await fault({
      status: 403,
      times: 1_000,
      method: 'GET',
      path: '/log',
      message: `env: ${sentence}`,
    });
    const crash = await portal.deploy('development', {
      images: { web: { main: 'registry.example.com/shop/web:crash' } },
    });
    expect(JSON.stringify(crash.failures[0]?.cause?.logTail)).toContain(
      'env: <plain: (secret)>',
    );
    told('a crash log', crash);
    await sayInEvents(`probe: ${sentence}`);
    // What runs still has the old one.
    await put('CURRENCY', CANARIES.rotated);
    await put('TOKEN', CANARIES.rotated);
    await portal.as(MARIA).post(`${DEVELOPMENT}/plans`);
    const runtime = await eventually(`${DEVELOPMENT}/runtime`, 'probe: ');
    expect(runtime).toContain('probe: <plain: (secret)>');
    sinks['the runtime view'] = runtime;

    const ids = {
      deployment: crash.id,
      plan: String(crash.planId),
      revision: await anotherPassword(),
      pod: await podOfWeb(),
      build: await toldBuild(),
    };
    // A preview whose driver says what it is told.
    const preview = await portal
      .as(MARIA)
      .put('/applications/shop/previews/pr-1', {
        base: 'development',
        scores: { api: null, web: null, talk: talking('apply') },
      })
      .expect(200);
    await portal.ended(preview.body.deployment.id);
    const comment = await get('/applications/shop/previews/pr-1/comment');
    expect(JSON.stringify(comment)).toContain('applied with');
    told('the comment of a preview', comment);
    for (const [path, answer] of await everyGetRoute(ids)) {
      told(`GET ${path}`, answer);
    }
    const look = JSON.stringify(await firstLook(portal, MARIA));
    expect(look).toContain('probe: <plain: (secret)>');
    told('what runs, as it changes', look);
    const events = JSON.stringify(await get(`${DEVELOPMENT}/runtime/events`));
    expect(events).toContain('probe: <plain: (secret)>');
    // The cluster refuses to give logs, and quotes the environment.
    for (const lines of ['log', 'log/follow']) {
      const { text } = await portal
        .as(MARIA)
        .get(
          `${DEVELOPMENT}/runtime/objects/${ids.pod}/${lines}?container=main`,
        )
        .expect(503);
      expect(text).toContain('env: <plain: (secret)>');
      told(`a ${lines} that cannot be had`, text);
    }
    told(
      'explain',
      (
        await portal.as(MARIA).post('/platform/explain', {
          type: 'postgres',
          application: 'shop',
          environment: 'development',
        })
      ).body,
    );
    for (const [action, answer] of await everyAction(ids)) {
      told(`action ${action}`, answer);
    }
    const approved = await portal
      .as(JON)
      .post('/applications/shop/environments/production/plans');
    told('a plan of production', approved.body);
    for (const [table, rows] of await everyTable()) {
      told(`table ${table}`, rows);
    }
    told('the log of the backend', portal.log);
    expect(JSON.stringify(notifications.sent)).toContain(
      'applied with <plain: (secret)>',
    );
    told('notifications', notifications.sent);
    expect(hooked.join()).toContain('deployment.failed');
    told('what webhooks are sent', hooked);
    expect(spans.spans.length).toBeGreaterThan(20);
    told('spans', spans.spans);

    const inCluster = await clusterSecrets();
    expect(inCluster).toEqual(
      expect.arrayContaining([
        expect.stringContaining(CANARIES.value),
        expect.stringContaining(CANARIES.platform),
      ]),
    );
    const secrets = { ...CANARIES, generated };
    const found = Object.entries(sinks).flatMap(([sink, text]) =>
      foundIn(text, secrets).map(what => `${sink}: ${what}`),
    );
    expect(found).toEqual([]);
    expect({
      sinks: Object.keys(sinks).length > 45,
      spellings: Object.keys(SPELLINGS).length,
      secrets: Object.keys(secrets).length,
    }).toEqual({ sinks: true, spellings: 12, secrets: 7 });
  }, 120_000);

  async function put(name: string, value: string): Promise<void> {
    await portal
      .as(MARIA)
      .put(`${DEVELOPMENT}/values/${name}`, {
        value,
        secret: true,
        scope: 'environment',
      })
      .expect(204);
  }

  /** A revision waits in which a secret of production is another one. @returns its name */
  async function anotherPassword(): Promise<string> {
    const file = join(portal.folder, 'platform', 'platform.yaml');
    const text = await readFile(file, 'utf8');
    const placeholder = '${platform.secrets.DATABASE_PASSWORD}';
    await writeFile(file, text.replace(placeholder, `${placeholder}-2`));
    const { body } = await portal.as(MARIA).post('/platform/refresh');
    const { revision } = body.waiting;
    await eventually(
      `/platform/revisions/${revision}/blast-radius`,
      '"computed":2,',
    );
    return revision;
  }

  async function podOfWeb(): Promise<string> {
    const { body } = await portal
      .as(MARIA)
      .get(`${DEVELOPMENT}/runtime/objects?workload=web&search=pod`)
      .expect(200);
    return body.items.at(-1).uid;
  }

  async function talk(fails: string): Promise<void> {
    await portal
      .as(MARIA)
      .put('/applications/shop/workloads/talk', { score: talking(fails) })
      .expect(200);
  }

  async function get(path: string): Promise<unknown> {
    const { status, body } = await portal.as(MARIA).get(path);
    expect([path, status]).toEqual([path, 200]);
    return body;
  }

  /** Looks until it is told, or for some seconds. */
  async function eventually(path: string, what: string): Promise<string> {
    const end = Date.now() + 30_000;
    for (;;) {
      const text = JSON.stringify(await get(path));
      if (text.includes(what) || Date.now() > end) return text;
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }

  async function everyGetRoute(ids: {
    deployment: string;
    plan: string;
    revision: string;
    pod: string;
    build: string;
  }): Promise<[string, unknown][]> {
    const { body } = await request(portal.address)
      .get('/api/tutti/openapi.json')
      .expect(200);
    const paths = Object.entries<Record<string, unknown>>(body.paths)
      .filter(([, methods]) => 'get' in methods)
      .map(([path]) => path.replace(/^.*\/v1(?=\/)/, ''))
      // Told apart: here nobody gives a log.
      .filter(path => !/\{uid\}\/log/.test(path))
      // It has no end.
      .filter(path => !path.endsWith('/runtime/follow'));
    expect(paths.length).toBeGreaterThan(12);
    const QUERIES: Record<string, string> = {
      '/applications/by-entity': '?entityRef=system:default/shop',
      '/events': `?deployment=${ids.deployment}`,
      '/resources': '?application=shop',
      '/applications/{application}/promotions/outlook':
        '?from=development&type=production',
      '/applications/{application}/why': '?verb=update',
      '/applications/{application}/environments/{environment}/why':
        '?verb=deploy',
      '/compare': `?left=environment:shop/development&right=deployment:${ids.deployment}`,
    };
    const answers: [string, unknown][] = [['/openapi.json', body]];
    for (const path of paths) {
      const url = path
        .replace('{application}', 'shop')
        .replace('{environment}', 'development')
        .replace('{workload}', 'api')
        .replace('{cluster}', 'sandbox')
        .replace('{webhook}', 'planted')
        .replace('{version}', '1')
        .replace('{revision}', ids.revision)
        .replace('{name}', 'TOKEN')
        .replace('{key}', 'pr-1')
        .replace('{uid}', ids.pod)
        .replace('{id}', idFor(path, ids));
      answers.push([
        path,
        path === '/audit/export'
          ? await exported()
          : await get(`${url}${QUERIES[path] ?? ''}`),
      ]);
    }
    return answers;
  }

  function idFor(
    path: string,
    ids: { deployment: string; plan: string; build: string },
  ): string {
    if (path.startsWith('/plans')) return ids.plan;
    return path.startsWith('/builds') ? ids.build : ids.deployment;
  }

  async function toldBuild(): Promise<string> {
    const repository = 'https://github.com/acme/shop';
    await portal
      .as(MARIA)
      .put('/applications/shop/settings', {
        repositories: [{ url: repository }],
      })
      .expect(200);
    const { body } = await portal
      .as(MARIA)
      .post('/builds', {
        application: 'shop',
        workload: 'web',
        image: `registry.example.com/shop/web@sha256:${'b'.repeat(64)}`,
        commit: 'c'.repeat(40),
        ref: 'refs/heads/main',
        repository,
      })
      .expect(201);
    return body.id;
  }

  async function exported(): Promise<string> {
    const answer = await fetch(`${portal.address}/api/tutti/v1/audit/export`, {
      headers: { Authorization: portal.authorization(MARIA) },
    });
    expect(answer.status).toBe(200);
    return answer.text();
  }

  /** As MCP calls them: also what they refuse. */
  async function everyAction(ids: {
    plan: string;
    revision: string;
  }): Promise<[string, unknown][]> {
    const shop = { application: 'shop' };
    const development = { ...shop, environment: 'development' };
    const INPUTS: Record<string, object> = {
      'find-applications': {},
      'show-application': { ...development, workload: 'api' },
      'compare-environments': {
        ...shop,
        left: 'development',
        right: 'production',
      },
      'explain-resource': { ...development, type: 'postgres' },
      'explain-access': development,
      'explain-deployment': development,
      'read-logs': { ...development, workload: 'web', previous: true },
      'show-blast-radius': { revision: ids.revision },
      'change-application': {
        ...development,
        value: { name: 'TOKEN', value: 'x' },
      },
      'plan-deployment': development,
      'propose-change': { ...development, rollbackTo: 1 },
      'deploy-plan': { plan: ids.plan, hash: 'x' },
    };
    expect(Object.keys(INPUTS)).toEqual(allActions.map(({ name }) => name));
    const answers: [string, unknown][] = [];
    for (const [action, input] of Object.entries(INPUTS)) {
      const { body } = await portal.act(
        portal.authorization(MARIA),
        action,
        input,
      );
      expect([action, Object.keys(body)]).not.toEqual([action, []]);
      answers.push([action, body]);
    }
    return answers;
  }

  function cluster(path: string, method: string, body: object, type: string) {
    return fetch(`${portal.sandbox.url}${path}`, {
      method,
      headers: { 'Content-Type': type },
      body: JSON.stringify(body),
    });
  }

  async function fault(body: object): Promise<void> {
    const { ok } = await cluster(
      '/sandbox/faults',
      'POST',
      body,
      'application/json',
    );
    expect(ok).toBe(true);
  }

  async function patch(path: string, body: object): Promise<void> {
    const { ok } = await cluster(
      `/api/v1/namespaces/shop-development/${path}`,
      'PATCH',
      body,
      'application/merge-patch+json',
    );
    expect(ok).toBe(true);
  }

  async function sayInEvents(message: string): Promise<void> {
    const namespace = '/api/v1/namespaces/shop-development';
    const { items } = await (
      await fetch(`${portal.sandbox.url}${namespace}/pods`)
    ).json();
    for (const { metadata } of items) {
      const at = new Date(Date.now() + 60_000).toISOString();
      const { ok } = await cluster(
        `${namespace}/events`,
        'POST',
        {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name: `said-${metadata.name}` },
          type: 'Warning',
          reason: 'Unhealthy',
          message,
          lastTimestamp: at,
          involvedObject: {
            kind: 'Pod',
            name: metadata.name,
            namespace: 'shop-development',
            uid: metadata.uid,
          },
        },
        'application/json',
      );
      expect(ok).toBe(true);
    }
  }

  async function everyTable(): Promise<[string, unknown][]> {
    const tables: { name: string }[] =
      databaseId === 'SQLITE_3'
        ? await knex('sqlite_master').where({ type: 'table' }).select('name')
        : await knex('pg_tables')
            .where({ schemaname: 'public' })
            .select({ name: 'tablename' });
    expect(tables.length).toBeGreaterThan(15);
    return Promise.all(
      tables.map(
        async ({ name }): Promise<[string, unknown]> => [
          name,
          await knex(name),
        ],
      ),
    );
  }

  async function secretsOf(namespace: string): Promise<string[]> {
    const response = await fetch(
      `${portal.sandbox.url}/api/v1/namespaces/${namespace}/secrets`,
    );
    const { items } = await response.json();
    return items.flatMap(({ data }: { data?: Record<string, string> }) =>
      Object.values(data ?? {}).map(value =>
        Buffer.from(value, 'base64').toString('utf8'),
      ),
    );
  }

  async function clusterSecrets(): Promise<string[]> {
    return [
      ...(await secretsOf('shop-development')),
      ...(await secretsOf('shop-production')),
    ];
  }

  /** The one the platform file generates for the database. */
  async function generatedPassword(): Promise<string> {
    const url = (await secretsOf('shop-development')).find(text =>
      text.startsWith('postgres://'),
    );
    return /:([^:@]+)@/.exec(url ?? '')?.[1] ?? '';
  }
});
