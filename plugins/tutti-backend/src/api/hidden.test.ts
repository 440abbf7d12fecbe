import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { DeploymentDetail } from '@tutti/plugin-tutti-common';
import request from 'supertest';
import { beginningOf } from '../__testUtils__/beginning';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA, Policy } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { tuttiApplicationConditions } from '../services/access';

const databases = testDatabases();

const PASSING = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: passing, title: Passing }
spec:
  rank: 5
  profile: standard
  access: { create: [owner] }
  lifetime: 3d
`;

const RUNTIME =
  '/applications/{application}/environments/{environment}/runtime';

/** For everyone but the owner of the shop: only the blog. */
const onlyTheBlog: Policy = (permission, user) =>
  user !== MARIA && permission === 'tutti.application.read'
    ? {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'tutti',
        resourceType: 'tutti-application',
        conditions: tuttiApplicationConditions.inApplication({
          applications: ['blog'],
        }),
      }
    : undefined;

const BUILD = {
  application: 'shop',
  workload: 'web',
  image: `registry.example.com/shop/web@sha256:${'b'.repeat(64)}`,
  commit: 'c'.repeat(40),
  ref: 'refs/heads/main',
  repository: 'https://github.com/acme/shop',
};

describe('two people side by side, one of whom may not see the shop', () => {
  let portal: Portal;
  let run: DeploymentDetail;
  let urls: string[];
  let podUid: string;
  let buildId: string;
  /** What nobody can know who does not see the shop. */
  let traces: Record<string, string>;

  const told = async (who: string, url: string) => {
    const { status, text, body } = await beginningOf(portal.as(who).get(url));
    return { status, text: text ?? JSON.stringify(body) };
  };

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex, files: { 'passing.yaml': PASSING } });
    const maria = portal.as(MARIA);
    await maria
      .put('/applications/shop/environments/development/values/TOKEN', {
        value: 'planted',
      })
      .expect(204);
    run = await portal.deploy('development');
    await portal.as(JON).post('/applications', { name: 'blog' }).expect(201);
    const { body: shop } = await maria.get('/applications/shop').expect(200);
    await maria
      .put('/applications/shop/settings', {
        repositories: [{ url: BUILD.repository }],
      })
      .expect(200);
    const { body: build } = await maria.post('/builds', BUILD).expect(201);
    buildId = build.id;
    traces = {
      'a build of it': build.id,
      'the id of the application': shop.id,
      'its title': 'Online shop',
      'the id of its environment': shop.environments[0].id,
      'its namespace': 'shop-development',
      'its images': 'registry.example.com/shop/',
      'its deployment': run.id,
      'its plan': String(run.planId),
      'its release': String(run.release?.id),
      'a value of it': 'planted',
    };
    await maria
      .put('/applications/shop/previews/pr-1', { base: 'development' })
      .expect(200);
    // A revision that changes what the files say of the shop.
    const files = join(portal.folder, 'applications/shop');
    const declared = await readFile(join(files, 'application.yaml'), 'utf8');
    await writeFile(
      join(files, 'application.yaml'),
      declared.replace('Online shop', 'Online shop of old'),
    );
    await maria.post('/platform/refresh').expect(200);
    const { body: runs } = await maria
      .get(
        '/applications/shop/environments/development/runtime/objects?search=pod',
      )
      .expect(200);
    podUid = runs.items.at(-1).uid;
    urls = await everyUrl();
    portal.setPolicy(onlyTheBlog);
  }, 120_000);

  afterAll(async () => {
    await portal?.stop();
  });

  /** Every GET route about the shop, and every list as screens ask for it. */
  async function everyUrl(): Promise<string[]> {
    const { body } = await request(portal.address)
      .get('/api/tutti/openapi.json')
      .expect(200);
    const { body: platform } = await portal
      .as(MARIA)
      .get('/platform')
      .expect(200);
    const paths = Object.entries<Record<string, unknown>>(body.paths)
      .filter(([, methods]) => 'get' in methods)
      .map(([path]) => path.replace(/^.*\/v1(?=\/)/, ''));
    const of = `environment:shop/development`;
    const queries: Record<string, string[]> = {
      '/applications': [
        '',
        '?search=shop',
        '?names=shop,blog',
        '?owner=group:default/storefront',
        '?problems=true',
      ],
      '/applications/by-entity': ['?entityRef=system:default/shop'],
      '/builds': ['', '?application=shop', `?commit=${BUILD.commit}`],
      '/deployments': ['', '?mine=true', '?application=shop'],
      '/audit': ['', '?application=shop'],
      '/audit/export': ['', '?application=shop'],
      '/events': ['', `?deployment=${run.id}`],
      '/resources': [
        '?application=shop',
        '?application=shop&address=postgres.default%23main',
      ],
      '/versions': [
        '',
        '?differs=true',
        '?owner=group:default/storefront',
        '?application=shop',
        '?system=system:default/shop',
        '?search=web',
      ],
      [`${RUNTIME}/objects/{uid}/log`]: ['?container=main'],
      [`${RUNTIME}/objects/{uid}/log/follow`]: ['?container=main'],
      '/applications/{application}/why': ['?verb=update'],
      '/applications/{application}/environments/{environment}/why': [
        '?verb=deploy',
      ],
      '/applications/{application}/promotions/outlook': [
        '?from=development&type=production',
      ],
      '/compare': [
        `?left=${of}&right=deployment:${run.id}`,
        `?left=release:${run.release?.id}&right=${of}`,
      ],
    };
    return paths.flatMap(path => {
      const url = path
        .replace('{application}', 'shop')
        .replace('{environment}', 'development')
        .replace('{workload}', 'web')
        .replace('{cluster}', 'sandbox')
        .replace('{webhook}', 'none')
        .replace('{version}', '1')
        .replace('{revision}', platform.revision)
        .replace('{name}', 'TOKEN')
        .replace('{key}', 'pr-1')
        .replace('{uid}', podUid)
        .replace('/builds/{id}', `/builds/${buildId}`)
        .replace(
          '{id}',
          path.startsWith('/plans') ? String(run.planId) : run.id,
        );
      return (queries[path] ?? ['']).map(query => url + query);
    });
  }

  it('nothing of the shop is in what the other is answered, on any route', async () => {
    const found: string[] = [];
    for (const url of urls) {
      const { text } = await told(EVE, url);
      for (const [what, trace] of Object.entries(traces))
        if (text.includes(trace) && !url.includes(trace))
          found.push(`GET ${url}: ${what}`);
      // Who asks for a name is told that it is not there; nobody else hears it.
      if (!/shop|storefront/.test(url) && /\bshop\b/.test(text))
        found.push(`GET ${url}: its name`);
    }
    expect(found).toEqual([]);
  });

  it('what is about the shop alone is not there for them', async () => {
    const statuses = new Map<string, number>();
    for (const url of urls.filter(each => /^\/applications\/shop/.test(each)))
      statuses.set(url, (await told(EVE, url)).status);
    expect([...new Set(statuses.values())]).toEqual([404]);
    expect(statuses.size).toBeGreaterThan(10);
  });

  it('to the owner the same routes say it: the search would find it', async () => {
    let telling = 0;
    for (const url of urls) {
      const { text } = await told(MARIA, url);
      if (
        Object.values(traces).some(
          trace => text.includes(trace) && !url.includes(trace),
        )
      )
        telling += 1;
    }
    expect(telling).toBeGreaterThan(urls.length / 2);
    const [revision] = urls.filter(url =>
      /^\/platform\/revisions\/\w+$/.test(url),
    );
    expect((await told(MARIA, revision)).text).toContain('Online shop');
  });

  it('nor is it in the answers to what they try to do with it', async () => {
    const eve = portal.as(EVE);
    const answers = await Promise.all([
      eve.post('/applications/shop/environments/development/plans'),
      eve.post('/applications/shop/environments/development/impact', {
        scores: { web: null },
      }),
      eve.post('/deployments', { planId: run.planId }),
      eve.post('/builds', { ...BUILD, commit: 'd'.repeat(40) }),
      eve.post('/deployments', {
        application: 'shop',
        environment: 'development',
        input: {},
      }),
      eve.post(`/deployments/${run.id}/cancel`),
      eve.post(`/deployments/${run.id}/approvals`, { decision: 'approve' }),
      eve.post(`/deployments/${run.id}/override`, { reason: 'x' }),
      eve.put(`/deployments/${run.id}/gates/smoke`, { status: 'passed' }),
      eve.put('/applications/shop/environments/development/hold', {
        reason: 'x',
      }),
      eve.delete('/applications/shop/environments/development/hold'),
      eve.put('/applications/shop/previews/pr-1', { base: 'development' }),
      eve.put('/applications/shop/previews/pr-2', { base: 'development' }),
      eve.delete('/applications/shop/previews/pr-1'),
      eve.post('/applications/shop/promotions', {
        from: 'development',
        type: 'production',
      }),
      eve.post('/applications/shop/promotions/nothing/stop'),
      eve.put('/applications/shop/owner', { owner: EVE }),
      eve.put('/applications/shop/workloads/web', { score: 'x' }),
      eve.delete('/applications/shop'),
      eve.post('/platform/explain', {
        type: 'postgres',
        application: 'shop',
        environment: 'development',
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    const given = [run.id, run.planId];
    const found = answers.flatMap(({ text }) =>
      Object.values(traces).filter(
        trace => !given.includes(trace) && text.includes(trace),
      ),
    );
    expect(found).toEqual([]);
  });
});
