import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { BlastView } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();

const CACHES = `apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: cache }
spec: { outputs: { type: object, properties: { host: { type: string } } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: cache-shared }
spec: { type: cache, driver: static, inputs: { host: cache.internal } }
`;
/** Another definition makes caches. */
const NEW_CACHES = CACHES.replace('cache-shared', 'cache-new');
const CACHING = `apiVersion: score.dev/v1b1
metadata: { name: caching }
containers:
  main:
    image: 'registry.example.com/shop/caching:1'
    variables: { HOST: '\${resources.cache.host}' }
resources:
  cache: { type: cache }
`;

describe.each(databases.eachSupportedId())(
  'a revision that waits, on %s',
  databaseId => {
    let portal: Portal;
    let first: string;

    const maria = () => portal.as(MARIA);
    const platform = async () =>
      (await maria().get('/platform').expect(200)).body;

    beforeAll(async () => {
      const { knex } = await openTestStore(databases, databaseId);
      portal = await startPortal({
        knex,
        files: { 'caches.yaml': CACHES },
        platform: { accept: 'manual' },
      });
      await maria()
        .put('/applications/shop/workloads/caching', { score: CACHING })
        .expect(200);
      await maria()
        .post('/applications/shop/environments', {
          name: 'preview',
          type: 'development',
        })
        .expect(201);
      await portal.deploy('development');
      await portal.deploy('preview');
      first = (await platform()).revision;
    });

    afterAll(async () => {
      await portal?.stop();
    });

    afterEach(() => {
      portal.setPolicy(() => undefined);
    });

    const write = async (name: string, text: string) => {
      await writeFile(join(portal.folder, 'platform', name), text);
      return (await maria().post('/platform/refresh').expect(200)).body;
    };
    const radius = async (
      revision: string,
      query = '',
      who = MARIA,
    ): Promise<BlastView> => {
      for (;;) {
        const { body } = await portal
          .as(who)
          .get(`/platform/revisions/${revision}/blast-radius${query}`)
          .expect(200);
        if (body.computed === body.total) {
          return body;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };
    const accept = (revision: string, expected: string, who = MARIA) =>
      portal
        .as(who)
        .post(`/platform/revisions/${revision}/accept`, { expected });
    const cacheOf = async (environment: string) => {
      const { body } = await maria()
        .post(`/applications/shop/environments/${environment}/plans`)
        .expect(201);
      const { body: view } = await maria().get(`/plans/${body.id}`);
      return view.steps.find(
        ({ address }: { address: string }) =>
          address === 'cache.default#caching.cache',
      );
    };

    it('the first one is in use without a word', async () => {
      expect(await platform()).toMatchObject({
        accept: 'manual',
        allowed: { accept: { allowed: true } },
        sources: [
          { name: join(portal.folder, 'platform'), readAt: expect.any(String) },
          {
            name: join(portal.folder, 'applications'),
            readAt: expect.any(String),
          },
        ],
      });
      expect(await platform()).not.toHaveProperty('waiting');
    });

    it('deploys nothing, says what it changes, and is taken by who may', async () => {
      const { waiting, revision } = await write('caches.yaml', NEW_CACHES);
      expect(revision).toBe(first);
      expect(waiting).toMatchObject({ since: expect.any(String) });
      expect(await cacheOf('development')).toMatchObject({ action: 'keep' });

      const { body: view } = await maria()
        .get(`/platform/revisions/${waiting.revision}`)
        .expect(200);
      expect(view).toMatchObject({
        state: 'waiting',
        comparedWith: first,
        problems: [],
        accept: { allowed: true },
        documents: [
          {
            kind: 'ResourceDefinition',
            name: 'cache-new',
            change: 'added',
            file: expect.stringMatching(/caches\.yaml$/),
            after: { type: 'cache', driver: 'static' },
          },
          {
            kind: 'ResourceDefinition',
            name: 'cache-shared',
            change: 'removed',
            before: { inputs: { host: 'cache.internal' } },
          },
        ],
      });

      const all = await radius(waiting.revision);
      expect(all).toMatchObject({
        before: first,
        after: waiting.revision,
        total: 2,
        computed: 2,
        hidden: 0,
        summary: {
          changed: 2,
          unchanged: 0,
          blocked: 0,
          unknown: 0,
          losing: 0,
          actions: expect.objectContaining({ replace: 2 }),
        },
        items: [
          {
            application: 'shop',
            environment: 'development',
            outcome: 'changed',
            impacts: [
              {
                address: 'cache.default#caching.cache',
                action: 'replace',
                definition: 'cache-new',
              },
            ],
          },
          { application: 'shop', environment: 'preview' },
        ],
      });
      const page = await radius(waiting.revision, '?limit=1');
      expect(page.items.map(({ environment }) => environment)).toEqual([
        'development',
      ]);
      const next = await radius(
        waiting.revision,
        `?limit=1&cursor=${encodeURIComponent(page.next ?? '')}`,
      );
      expect(next.items.map(({ environment }) => environment)).toEqual([
        'preview',
      ]);
      expect(next).not.toHaveProperty('next');

      const refused = await accept(waiting.revision, first, EVE).expect(403);
      expect(refused.body.error.message).toContain(
        'Taking platform files into use is for group:default/storefront',
      );
      await accept(waiting.revision, 'another').expect(409);
      await accept(waiting.revision, first).expect(204);
      const late = await accept(waiting.revision, first).expect(409);
      expect(late.body.error.message).toContain('is in use already');

      expect(await platform()).toMatchObject({
        revision: waiting.revision,
        acceptedBy: MARIA,
      });
      expect(await platform()).not.toHaveProperty('waiting');
      expect(await cacheOf('development')).toMatchObject({ action: 'replace' });
      const { body: uses } = await maria()
        .get('/platform/revisions')
        .expect(200);
      expect(uses.items).toEqual([
        {
          revision: waiting.revision,
          previous: first,
          at: expect.any(String),
          by: MARIA,
        },
        { revision: first, at: expect.any(String) },
      ]);
      const { body: newest } = await maria()
        .get('/platform/revisions?limit=1')
        .expect(200);
      const { body: older } = await maria()
        .get(`/platform/revisions?before=${newest.next}`)
        .expect(200);
      expect(older).toEqual({ items: [uses.items[1]] });
    });

    it('one that was in use comes back, and what it replaced waits again', async () => {
      const { revision: second } = await platform();
      const { body: view } = await maria()
        .get(`/platform/revisions/${first}`)
        .expect(200);
      expect(view).toMatchObject({ state: 'earlier', comparedWith: second });
      await accept(first, second).expect(204);
      expect(await platform()).toMatchObject({
        revision: first,
        waiting: { revision: second },
      });
      expect(await cacheOf('development')).toMatchObject({ action: 'keep' });
    });

    it('a broken newer one is told, and what waits goes on waiting', async () => {
      const { waiting } = await platform();
      const broken = await write('broken.yaml', `${CACHES}oops: [`);
      expect(broken).toMatchObject({
        revision: first,
        waiting,
        problems: expect.arrayContaining([
          expect.objectContaining({
            severity: 'error',
            file: expect.stringMatching(/broken\.yaml$/),
          }),
        ]),
      });
      const newer = await write(
        'broken.yaml',
        `apiVersion: tutti.dev/v1alpha1
kind: Policy
metadata: { name: odd }
spec: { on: plan, require: "false", effect: deny, message: Not today., criteria: { environmentType: development } }
`,
      );
      expect(newer.waiting.revision).not.toBe(waiting.revision);
      const { body } = await maria()
        .get(`/platform/revisions/${waiting.revision}`)
        .expect(200);
      expect(body.state).toBe('earlier');
      const { summary } = await radius(newer.waiting.revision);
      expect(summary).toMatchObject({ blocked: 2, changed: 0 });
    });

    it('names no environment that the reader may not see', async () => {
      const { waiting } = await platform();
      portal.setPolicy((permission, user) =>
        permission === 'tutti.environment.read' && user === JON
          ? { result: AuthorizeResult.DENY }
          : undefined,
      );
      await radius(waiting.revision);
      const seen = await radius(waiting.revision, '', JON);
      expect(seen).toMatchObject({ total: 0, items: [], hidden: 2 });
      expect(JSON.stringify(seen)).not.toContain('shop');
      const { body: usage } = await portal.as(JON).get('/platform/usage');
      expect(usage).toEqual({ items: [] });
    });

    it('what changed in an environment is computed anew', async () => {
      const { waiting } = await platform();
      await radius(waiting.revision);
      await maria()
        .put('/applications/shop/environments/preview/values/GREETING', {
          value: 'hello',
          secret: false,
          scope: 'environment',
        })
        .expect(204);
      const { body } = await maria()
        .get(`/platform/revisions/${waiting.revision}/blast-radius`)
        .expect(200);
      expect(body).toMatchObject({ total: 2, computed: 1 });
    });

    it('counts what each definition has made', async () => {
      const { body } = await maria().get('/platform/usage').expect(200);
      expect(body.items).toContainEqual({
        definition: 'cache-shared',
        resources: 2,
        environments: 2,
      });
    });

    it('has nothing to say of what never was', async () => {
      await maria().get('/platform/revisions/never').expect(404);
      await maria().get('/platform/revisions/never/blast-radius').expect(404);
      await accept('never', first).expect(404);
    });
  },
);

it('where files are taken by themselves, going back is refused with the way', async () => {
  const { knex } = await openTestStore(databases, 'SQLITE_3');
  const portal = await startPortal({ knex, files: { 'caches.yaml': CACHES } });
  try {
    const maria = portal.as(MARIA);
    const { body: before } = await maria.get('/platform').expect(200);
    await writeFile(join(portal.folder, 'platform', 'caches.yaml'), NEW_CACHES);
    const { body: after } = await maria.post('/platform/refresh').expect(200);
    expect(after.revision).not.toBe(before.revision);
    const { body } = await maria
      .post(`/platform/revisions/${before.revision}/accept`, {
        expected: after.revision,
      })
      .expect(409);
    expect(body.error.message).toContain('tutti.platform.accept');
    const { body: view } = await maria
      .get(`/platform/revisions/${after.revision}`)
      .expect(200);
    expect(view).toMatchObject({
      state: 'active',
      comparedWith: before.revision,
      documents: [{ name: 'cache-new' }, { name: 'cache-shared' }],
    });
  } finally {
    await portal.stop();
  }
});
