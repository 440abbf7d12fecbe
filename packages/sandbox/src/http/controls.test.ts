import { request } from 'http';
import { JsonObject, listAt, textAt } from '../json';
import { Reply } from '../testing/client';
import { paths } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

const map = (name: string, labels: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
});

describe('for tests', () => {
  it('requests are counted by verb and kind', async () => {
    await world.api.apply(`${paths.configMaps}/a`, map('a'));
    await world.api.apply(`${paths.configMaps}/a`, map('a'), '&dryRun=All');
    await world.api.get(paths.configMaps);
    await world.api.get(`${paths.configMaps}/a`);
    const { body } = await world.api.get('/sandbox/calls');
    expect(body).toEqual({
      calls: [
        { verb: 'apply', kind: '/ConfigMap', dryRun: false, count: 1 },
        { verb: 'apply', kind: '/ConfigMap', dryRun: true, count: 1 },
        { verb: 'get', kind: '/ConfigMap', dryRun: false, count: 1 },
        { verb: 'list', kind: '/ConfigMap', dryRun: false, count: 1 },
      ],
      total: 4,
    });
    await world.api.remove('/sandbox/calls');
    expect((await world.api.get('/sandbox/calls')).body).toEqual({
      calls: [],
      total: 0,
    });
  });

  it.each([
    [409, 'Conflict', null],
    [429, 'TooManyRequests', '1'],
    [500, 'InternalError', null],
  ])(
    'a request fails with %s as often as asked',
    async (status, reason, retryAfter) => {
      await world.api.create('/sandbox/faults', {
        status,
        times: 2,
        method: 'PATCH',
        path: '/configmaps/a',
      });
      const replies: Reply[] = [];
      for (let attempt = 0; attempt < 3; attempt += 1)
        replies.push(await world.api.apply(`${paths.configMaps}/a`, map('a')));
      const other = await world.api.apply(`${paths.configMaps}/b`, map('b'));
      expect(other.status).toBe(201);
      expect(replies[0].body.reason).toBe(reason);
      expect(replies[0].headers.get('retry-after')).toBe(retryAfter);
      expect(replies.map(reply => reply.status)).toEqual([status, status, 201]);
    },
  );

  it('an answer can be lost after the deed', async () => {
    await world.api.create('/sandbox/faults', {
      drop: true,
      afterwards: true,
      method: 'POST',
    });
    await expect(
      world.api.create(paths.configMaps, map('a')),
    ).rejects.toThrow();
    expect((await world.api.get(`${paths.configMaps}/a`)).status).toBe(200);
  });

  it('a dry run meets only the faults that are meant for it', async () => {
    const path = `${paths.configMaps}/a`;
    await world.api.create('/sandbox/faults', { status: 500 });
    const spared = await world.api.apply(path, map('a'), '&dryRun=All');
    expect(spared.status).toBe(201);
    expect((await world.api.apply(path, map('a'))).status).toBe(500);

    await world.api.create('/sandbox/faults', { status: 403, dryRun: true });
    expect((await world.api.apply(path, map('a'))).status).toBe(201);
    const refused = await world.api.apply(path, map('a'), '&dryRun=All');
    expect(refused.status).toBe(403);
  });

  it('an answer can take long', async () => {
    await world.api.create('/sandbox/faults', { delayMs: 120 });
    const start = performance.now();
    expect((await world.api.get(paths.configMaps)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(100);
  });

  it('faults can be looked at and taken back', async () => {
    await world.api.create('/sandbox/faults', { status: 500, times: 9 });
    expect(
      listAt((await world.api.get('/sandbox/faults')).body, 'faults'),
    ).toHaveLength(1);
    await world.api.remove('/sandbox/faults');
    expect((await world.api.get(paths.configMaps)).status).toBe(200);
  });

  it.each([[{}], [{ status: 200 }], [{ status: 500, tmies: 2 }], [[]]])(
    'a fault that makes no sense is refused: %j',
    async fault => {
      expect((await world.api.create('/sandbox/faults', fault)).status).toBe(
        400,
      );
    },
  );
});

describe('what it keeps out', () => {
  it.each([
    ['an Origin', { origin: 'http://evil.example' }],
    ['a name that was made to point here', { host: 'evil.example:7010' }],
  ])('pages in a browser, known by %s', async (_, headers) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = request(
        `${world.api.url}/api/v1/secrets`,
        { headers },
        response => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      call.on('error', reject);
      call.end();
    });
    expect(status).toBe(403);
  });

  it('bodies without end', async () => {
    const { status } = await world.api.create(paths.configMaps, {
      metadata: { name: 'a' },
      data: { a: 'x'.repeat(4 * 1024 * 1024) },
    });
    expect(status).toBe(413);
  });

  it('protobuf, saying so', async () => {
    const response = await fetch(world.api.url + paths.configMaps, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.kubernetes.protobuf' },
      body: 'k8s',
    });
    expect(response.status).toBe(415);
    expect(await response.text()).toContain('no protobuf');
  });
});

describe('it says that it is a simulation', () => {
  it('in its version, its node, its header and its logs', async () => {
    const version = await world.api.get('/version');
    expect(version.body.gitVersion).toMatch(/^v1\.36\.\d+\+tutti-sandbox$/);
    expect(version.headers.get('server')).toContain('simulation');
    const { body: node } = await world.api.get(
      '/api/v1/nodes/sandbox-simulation',
    );
    expect(textAt(node, 'metadata', 'labels', 'tutti.dev/simulation')).toBe(
      'true',
    );
    expect(textAt(node, 'status', 'nodeInfo', 'osImage')).toContain(
      'simulation',
    );
    await world.api.create(paths.pods, {
      metadata: { name: 'web' },
      ...{ spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    });
    world.clock.advance(2000);
    const log = await fetch(`${world.api.url}${paths.pods}/web/log`);
    expect((await log.text()).split('\n')[0]).toContain('simulation');
  });
});
