import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Problem } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

const GOOD_SCORE = `apiVersion: score.dev/v1b1
metadata: { name: worker }
containers: { main: { image: 'registry.example.com/shop/worker:1' } }
`;

describe('bad input', () => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      clusters: url => [
        { name: 'sandbox', kind: 'sandbox', url },
        // Nothing listens on port 1.
        { name: 'gone', kind: 'sandbox', url: 'http://127.0.0.1:1' },
      ],
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  const maria = () => portal.as(MARIA);
  /** Bytes as somebody sends them who does not care what JSON is. */
  const send = (body: Buffer) =>
    fetch(`${portal.address}/api/tutti/v1${DEVELOPMENT}/plans`, {
      method: 'POST',
      headers: {
        authorization: mockCredentials.user.header(MARIA),
        'Content-Type': 'application/json',
      },
      body: new Uint8Array(body),
    });

  /** Changes a file and has it read. @returns what undoes it. */
  async function changeFile(
    name: string,
    change: (text: string) => string,
  ): Promise<() => Promise<void>> {
    const file = join(portal.folder, name);
    const before = await readFile(file, 'utf8');
    await writeFile(file, change(before));
    await maria().post('/platform/refresh').expect(200);
    return async () => {
      await writeFile(file, before);
      await maria().post('/platform/refresh').expect(200);
    };
  }

  it.each([
    ['GET', '/applications/nope', "There is no application 'nope'"],
    [
      'GET',
      '/applications/shop/environments/nope',
      "There is no environment 'nope' in shop",
    ],
    [
      'POST',
      '/applications/shop/environments/nope/plans',
      "There is no environment 'nope' in shop",
    ],
    [
      'GET',
      '/applications/shop/workloads/nope',
      "There is no workload 'nope' in shop",
    ],
    ['GET', '/plans/nope', "There is no plan 'nope'"],
    ['GET', '/deployments/nope', "There is no deployment 'nope'"],
    ['GET', '/events?deployment=nope', "There is no deployment 'nope'"],
    [
      'GET',
      '/applications/by-entity?entityRef=component:default/nope',
      'There is no application bound to component:default/nope',
    ],
  ])('%s %s: 404, %s', async (method, path, message) => {
    const call = method === 'GET' ? maria().get(path) : maria().post(path, {});
    const { body } = await call.expect(404);
    expect(body.error).toMatchObject({ name: 'NotFoundError', message });
  });

  it.each([
    ['/applications', {}, 'name: '],
    [
      '/applications',
      { name: 'Has Capitals' },
      'name: The name of an application must be lower-case letters',
    ],
    ['/applications', { name: 'x', colour: 'red' }, 'colour'],
    [
      '/applications/shop/environments',
      { name: 'preview', type: 'nope' },
      "type: the platform has no environment type 'nope'; there are: development, production",
    ],
    [
      `${DEVELOPMENT}/plans`,
      { images: { nope: { main: 'a:1' } } },
      "images.nope: the application has no workload 'nope'; there are: api, web",
    ],
    [
      `${DEVELOPMENT}/plans`,
      { images: { web: { sidecar: 'a:1' } } },
      'images.web.sidecar: only containers that say',
    ],
    [`${DEVELOPMENT}/plans`, { images: { web: 7 } }, 'images.web: '],
    [`${DEVELOPMENT}/unlock`, { reason: ' ' }, 'reason: '],
    ['/deployments', { plan: 'x' }, 'planId: '],
    [
      '/platform/explain',
      { type: 'nope', application: 'shop', environment: 'development' },
      "type: the platform has no resource type 'nope'; there are: environment, postgres",
    ],
    ...['constructor', '__proto__', 'toString'].map(
      (type): [string, object, string] => [
        '/platform/explain',
        { type, application: 'shop', environment: 'development' },
        `type: the platform has no resource type '${type}'`,
      ],
    ),
    [
      '/applications',
      Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`key${n}`, n])),
      'Unrecognized keys',
    ],
  ])('POST %s %j: 400 that names the field', async (path, body, message) => {
    const { body: answer } = await maria().post(path, body).expect(400);
    expect(answer.error.name).toBe('InputError');
    expect(answer.error.message).toContain(message);
  });

  it('takes no value of a name that maps do not take, and any other', async () => {
    const put = (name: string, body: object) =>
      maria().put(`${DEVELOPMENT}/values/${name}`, body);
    for (const secret of [false, true]) {
      const { body } = await put('__proto__', { value: 'x', secret }).expect(
        400,
      );
      expect(body.error.message).toContain('not "__proto__"');
      await put('constructor', { value: 'a-secret-text', secret }).expect(204);
    }
    await maria().post(`${DEVELOPMENT}/plans`).expect(201);
    await maria().delete(`${DEVELOPMENT}/values/constructor`).expect(204);
  });

  it('refuses what is not JSON and what is too large', async () => {
    await maria()
      .post('/applications')
      .set('Content-Type', 'application/json')
      .send('{"name":')
      .expect(400);
    await maria()
      .put('/applications/shop/workloads/worker', { score: 'x'.repeat(4e6) })
      .expect(413);
    const { body } = await maria()
      .post('/applications', { name: 'x', title: 'x'.repeat(7e4) })
      .expect(413);
    expect(body.error.message).toBe(
      'body: a request here has 65536 bytes at most.',
    );
    const latin1 = await send(Buffer.from('{"name":"caf\u00e9"}', 'latin1'));
    expect(latin1.status).toBe(400);
  });

  it.each([
    ['deep', '['.repeat(1e5), /100 levels deep/],
    ['wide', `[${'0,'.repeat(2e4)}`, /10000 values/],
    [
      'wide, with signs in texts',
      `[${'"[{\\\\",'.repeat(1e4)}`,
      /10000 values/,
    ],
    ['cut off', '[', /this is no JSON/],
    ['with many signs in one text', `"${'[{\\",'.repeat(2e4)}`, /no JSON/],
  ])(
    'refuses JSON by its form before it is parsed: %s',
    async (_, json, message) => {
      const answer = await send(Buffer.from(`{"images":${json}`));
      expect(answer.status).toBe(400);
      expect((await answer.json()).error.message).toMatch(message);
    },
  );

  it('refuses more long polls of one caller than there may be, and says when to ask again', async () => {
    const polls = Array.from({ length: 25 }, () =>
      maria().get('/events?after=999999999&wait=1'),
    );
    const answers = await Promise.all(polls);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0].headers['retry-after']).toBe('5');
    expect(refused[0].body.error.message).toContain('You have 20 requests');
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  });

  it('refuses a broken Score file with every problem at its line; the last good one stays', async () => {
    await maria()
      .put('/applications/shop/workloads/worker', { score: GOOD_SCORE })
      .expect(200);
    const broken = `apiVersion: score.dev/v1b1
metadata: { name: worker }
containers:
  main:
    image: 7
    variables: { A: '\${resources.nope.host}' }
`;
    const { body } = await maria()
      .put('/applications/shop/workloads/worker', { score: broken })
      .expect(422);
    const problems: Problem[] = body.problems;
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ severity: 'error', line: 5 }),
        expect.objectContaining({ severity: 'error', line: 6 }),
      ]),
    );
    await maria()
      .get('/applications/shop/workloads/worker')
      .expect(200)
      .expect(({ body: workload }) => {
        expect(workload).toMatchObject({ score: GOOD_SCORE, version: 1 });
      });
    await maria()
      .put('/applications/shop/workloads/other', { score: GOOD_SCORE })
      .expect(422)
      .expect(({ body: answer }) => {
        expect(answer.problems).toMatchObject([{ code: 'NameMismatch' }]);
        // Or Backstage's clients take it for no answer of ours.
        expect(answer.response).toEqual({ statusCode: 422 });
      });
    await maria().delete('/applications/shop/workloads/worker').expect(204);
  });

  it('keeps serving the last good platform while its files are broken', async () => {
    const { body: before } = await maria().get('/platform').expect(200);
    expect(before.problems).toEqual([]);
    const undo = await changeFile('platform/platform.yaml', text =>
      text.replace('driver: manifests', 'driver: manifest'),
    );
    const { body: broken } = await maria().get('/platform').expect(200);
    expect(broken.revision).toBe(before.revision);
    expect(broken.problems).toMatchObject([
      {
        severity: 'error',
        file: expect.stringContaining('platform/platform.yaml'),
        line: expect.any(Number),
      },
    ]);
    await maria().post(`${DEVELOPMENT}/plans`).expect(201);
    expect(portal.log.join('\n')).toContain(broken.problems[0].message);
    await undo();
    await maria()
      .get('/platform')
      .expect(({ body }) => {
        expect(body).toMatchObject({ revision: before.revision, problems: [] });
      });
  });

  it('keeps the last good text of a workload whose file is broken', async () => {
    const undo = await changeFile('applications/shop/web/score.yaml', text =>
      text.replace('image: .', 'image: 7'),
    );
    const { body } = await maria().get('/applications/shop').expect(200);
    expect(body.workloads[1]).toMatchObject({
      name: 'web',
      openImages: ['main'],
      problems: [{ severity: 'error', line: 5 }],
    });
    await maria().post(`${DEVELOPMENT}/plans`).expect(201);
    await undo();
  });

  it('takes a changed file into use without being told', async () => {
    const file = join(portal.folder, 'platform/platform.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('title: Production', 'title: Live'));
    const end = Date.now() + 10_000;
    let title = '';
    while (title !== 'Live' && Date.now() < end) {
      const { body } = await maria().get('/applications/shop');
      title = body.environments[1].typeTitle;
    }
    expect(title).toBe('Live');
  });

  it('never destroys what left the files, and hands it to the portal', async () => {
    const undo = await changeFile(
      'applications/shop/application.yaml',
      () => '# nothing declared\n',
    );
    const { body } = await maria().get('/applications/shop').expect(200);
    expect(body).toMatchObject({
      declared: false,
      workloads: [{ name: 'api' }, { name: 'web' }],
      environments: [{ name: 'development' }, { name: 'production' }],
      allowed: { delete: { allowed: true } },
    });
    await undo();
    await maria().delete('/applications/shop').expect(409);
  });

  it('refuses a plan that does not match, and names what there is', async () => {
    await maria()
      .put('/applications/shop/workloads/worker', {
        score: `${GOOD_SCORE}resources: { db: { type: postgres, class: large } }\n`,
      })
      .expect(200);
    const { body } = await maria().post(`${DEVELOPMENT}/plans`).expect(422);
    expect(body.problems).toMatchObject([{ code: 'NoMatch' }]);
    expect(body.problems[0].message).toContain('there is class default');
    await maria().delete('/applications/shop/workloads/worker').expect(204);
    // A plan that was refused leaves nothing behind: no release, no plan.
    const { body: plan } = await maria()
      .post(`${DEVELOPMENT}/plans`)
      .expect(201);
    expect(plan.release.number).toBe(1);
  });

  it('says which cluster does not answer', async () => {
    const undo = await changeFile('platform/platform.yaml', text =>
      text.replace('cluster: sandbox', 'cluster: gone'),
    );
    const { body } = await maria().post(`${DEVELOPMENT}/plans`).expect(422);
    expect(body.problems).toMatchObject([{ code: 'TargetUnavailable' }]);
    expect(body.problems[0].message).toContain('gone');
    await undo();
    const unknown = await changeFile('platform/platform.yaml', text =>
      text.replace('cluster: sandbox', 'cluster: nope'),
    );
    const { body: other } = await maria()
      .post(`${DEVELOPMENT}/plans`)
      .expect(422);
    expect(other.problems[0].message).toContain('nope');
    await unknown();
  });

  describe('a cluster that misbehaves', () => {
    const fault = (body: object) =>
      fetch(`${portal.sandbox.url}/sandbox/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });

    it.each([409, 429, 500, 503])(
      'answers %s now and then: the run goes on',
      async status => {
        await fault({ status, times: 2, method: 'PATCH' });
        const deployment = await portal.deploy('development', { force: true });
        expect(deployment).toMatchObject({ status: 'succeeded', failures: [] });
      },
    );

    it('refuses for good: the run fails and says why; the next one repairs', async () => {
      await fault({
        status: 403,
        times: 1000,
        method: 'PATCH',
        path: '/deployments/web',
        message: 'quota exceeded',
      });
      const failed = await portal.deploy('development', { force: true });
      expect(failed.status).toBe('failed');
      expect(failed.failures).toMatchObject([{ address: 'workload#web' }]);
      expect(failed.failures[0].message).toContain('quota exceeded');
      await fetch(`${portal.sandbox.url}/sandbox/faults`, { method: 'DELETE' });
      expect(await portal.deploy('development')).toMatchObject({
        status: 'succeeded',
      });
    });
  });

  it('shows an environment whose cluster went away, with the reason', async () => {
    await portal.sandbox.close();
    const started = Date.now();
    let health = { status: 'healthy', message: '' };
    while (health.status !== 'unknown' && Date.now() - started < 20_000) {
      const { body } = await portal.as(JON).get('/applications').expect(200);
      health = body.items[0].environments[0].health;
    }
    expect(health).toMatchObject({
      status: 'unknown',
      message: expect.stringContaining('sandbox'),
    });
  });
});
