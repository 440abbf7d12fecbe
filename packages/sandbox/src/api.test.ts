import { request } from 'http';
import { ManualClock } from './clock';
import { JsonObject, listAt, objectAt, objectsAt, textAt } from './json';
import { Sandbox, startSandbox } from './sandbox';
import { Client, clientOf, Reply } from './testing/client';
import { deployment, paths, podTemplate } from './testing/manifests';
import { openStream } from './testing/stream';

/** The API beyond single objects: watches, tables, logs, kinds, faults, counts. */

let clock: ManualClock;
let sandbox: Sandbox;
let api: Client;

beforeEach(async () => {
  clock = new ManualClock();
  sandbox = await startSandbox({ clock });
  api = clientOf(sandbox.url);
  clock.advance(0);
});
afterEach(() => sandbox.close());

const map = (name: string, labels: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
});

describe('it says that it is a simulation', () => {
  it('in its version, its node, its header and its logs', async () => {
    const version = await api.get('/version');
    expect(version.body.gitVersion).toMatch(/^v1\.36\.\d+\+tutti-sandbox$/);
    expect(version.headers.get('server')).toContain('simulation');
    const { body: node } = await api.get('/api/v1/nodes/sandbox-simulation');
    expect(textAt(node, 'metadata', 'labels', 'tutti.dev/simulation')).toBe(
      'true',
    );
    expect(textAt(node, 'status', 'nodeInfo', 'osImage')).toContain(
      'simulation',
    );
    await api.create(paths.pods, {
      metadata: { name: 'web' },
      ...{ spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    });
    clock.advance(2000);
    const log = await fetch(`${sandbox.url}${paths.pods}/web/log`);
    expect((await log.text()).split('\n')[0]).toContain('simulation');
  });
});

describe('a watch', () => {
  const watch = (query: string) =>
    openStream(`${sandbox.url}${paths.configMaps}?watch=true${query}`);

  it('follows changes from a version on', async () => {
    await api.create(paths.configMaps, map('before'));
    const { body: list } = await api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const stream = watch(`&resourceVersion=${version}`);
    await api.create(paths.configMaps, map('a'));
    await api.merge(`${paths.configMaps}/a`, { data: { x: '1' } });
    await api.remove(`${paths.configMaps}/a`);
    for (const type of ['ADDED', 'MODIFIED', 'DELETED'])
      expect(await stream.nextJson()).toMatchObject({
        type,
        object: { kind: 'ConfigMap', metadata: { name: 'a' } },
      });
    stream.close();
  });

  it('tells what happened while nobody listened', async () => {
    const { body: list } = await api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    await api.create(paths.configMaps, map('a'));
    await api.remove(`${paths.configMaps}/a`);
    const stream = watch(`&resourceVersion=${version}`);
    expect(await stream.nextJson()).toMatchObject({ type: 'ADDED' });
    expect(await stream.nextJson()).toMatchObject({ type: 'DELETED' });
    stream.close();
  });

  it('of a selection sees what comes into it and goes out of it', async () => {
    await api.create(paths.configMaps, map('a'));
    const { body: list } = await api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const stream = watch(`&resourceVersion=${version}&labelSelector=app%3Dweb`);
    await api.create(paths.configMaps, map('other'));
    await api.merge(`${paths.configMaps}/a`, {
      metadata: { labels: { app: 'web' } },
    });
    await api.merge(`${paths.configMaps}/a`, {
      metadata: { labels: { app: null } },
    });
    expect(await stream.nextJson()).toMatchObject({ type: 'ADDED' });
    expect(await stream.nextJson()).toMatchObject({ type: 'DELETED' });
    stream.close();
  });

  it('can begin with the list, and says where that ends', async () => {
    await api.create(paths.configMaps, map('a'));
    const stream = watch(
      '&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da',
    );
    expect(await stream.nextJson()).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'a' } },
    });
    expect(await stream.nextJson()).toMatchObject({
      type: 'BOOKMARK',
      object: {
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
    stream.close();
  });

  it('ends at its time with a bookmark', async () => {
    const { body: list } = await api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const stream = watch(
      `&resourceVersion=${version}&timeoutSeconds=1&allowWatchBookmarks=true`,
    );
    expect(await stream.nextJson()).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: version } },
    });
    await stream.ended;
  });

  it('from a version of another life must list again', async () => {
    const stream = watch('&resourceVersion=999999');
    expect(await stream.nextJson()).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
    await stream.ended;
  });

  it('ends when the sandbox does', async () => {
    const own = await startSandbox();
    const stream = openStream(`${own.url}${paths.configMaps}?watch=true`);
    expect(await stream.nextJson()).toMatchObject({ type: 'ADDED' });
    await own.close();
    await stream.ended;
  });
});

describe('lists', () => {
  it('come in pages', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await api.create(paths.configMaps, map(name, { paged: 'yes' }));
    const names: (string | undefined)[] = [];
    let next = '';
    let pages = 0;
    do {
      const { body } = await api.get(
        `${paths.configMaps}?labelSelector=paged&limit=2${
          next && `&continue=${next}`
        }`,
      );
      names.push(
        ...objectsAt(body, 'items').map(item =>
          textAt(item, 'metadata', 'name'),
        ),
      );
      next = textAt(body, 'metadata', 'continue') ?? '';
      pages += 1;
    } while (next);
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(pages).toBe(3);
  });

  it('go over all namespaces', async () => {
    await api.create('/api/v1/namespaces', { metadata: { name: 'team' } });
    await api.create(
      '/api/v1/namespaces/team/configmaps',
      map('a', { here: '1' }),
    );
    await api.create(paths.configMaps, map('a', { here: '1' }));
    const { body } = await api.get('/api/v1/configmaps?labelSelector=here');
    expect(
      objectsAt(body, 'items').map(item =>
        textAt(item, 'metadata', 'namespace'),
      ),
    ).toEqual(['default', 'team']);
  });

  it('are tables for those who ask for one', async () => {
    await api.create(paths.deployments, deployment('web:broken'));
    clock.advance(5000);
    const table = await fetch(sandbox.url + paths.pods, {
      headers: {
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
      },
    });
    const body: JsonObject = await table.json();
    expect(body).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(
      objectsAt(body, 'columnDefinitions')
        .slice(0, 5)
        .map(column => column.name),
    ).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age']);
    const [row] = objectsAt(body, 'rows');
    expect(listAt(row, 'cells').slice(1, 4)).toEqual([
      '0/1',
      'ImagePullBackOff',
      '0',
    ]);
  });
});

describe('logs', () => {
  const log = async (query: string) => {
    const { body } = await api.get(paths.pods);
    const name = textAt(objectsAt(body, 'items')[0], 'metadata', 'name');
    const response = await fetch(
      `${sandbox.url}${paths.pods}/${name}/log?${query}`,
    );
    return { status: response.status, text: await response.text() };
  };

  it('grow with time, and can be cut at the front', async () => {
    await api.create(paths.deployments, deployment('web:1'));
    clock.advance(60_000);
    const all = (await log('')).text.trim().split('\n');
    expect(all[1]).toBe('starting web:1 (container web)');
    const tail = (await log('tailLines=2')).text.trim().split('\n');
    expect(tail).toEqual(all.slice(-2));
    const recent = (await log('sinceSeconds=11')).text.trim().split('\n');
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(4);
    expect((await log('tailLines=1&timestamps=true')).text).toMatch(
      /^2026-01-01T00:0\d:\d\d\.\d+Z ok/,
    );
  });

  it('of a crash say how it ended, now and before', async () => {
    await api.create(paths.deployments, deployment('web:crash'));
    clock.advance(3500);
    expect((await log('')).text).toContain('fatal');
    expect((await log('previous=true')).text).toContain('exit status 1');
  });

  it.each([
    [
      'web:broken',
      '',
      'container "web" in pod "NAME" is waiting to start: ImagePullBackOff',
    ],
    [
      'web:1',
      'previous=true',
      'previous terminated container "web" in pod "NAME" not found',
    ],
    ['web:1', 'container=none', 'container none is not valid for pod NAME'],
  ])('%s %s are refused, saying why', async (image, query, message) => {
    await api.create(paths.deployments, deployment(image));
    clock.advance(5000);
    const { status, text } = await log(query);
    expect(status).toBe(400);
    expect(JSON.parse(text).message.replace(/web-\w+-\w+/, 'NAME')).toBe(
      message,
    );
  });

  it('of several containers need a name', async () => {
    await api.create(
      paths.deployments,
      deployment(
        'web:1',
        {},
        podTemplate('', {
          containers: [
            { name: 'web', image: 'web:1' },
            { name: 'side', image: 'side:1' },
          ],
        }),
      ),
    );
    clock.advance(5000);
    const { status, text } = await log('');
    expect(status).toBe(400);
    expect(JSON.parse(text).message).toMatch(/choose one of: \[web side\]/);
    expect((await log('container=side')).text).toContain('starting side:1');
  });

  it('can be followed', async () => {
    await api.create(paths.deployments, deployment('web:1'));
    clock.advance(2000);
    const { body } = await api.get(paths.pods);
    const name = textAt(objectsAt(body, 'items')[0], 'metadata', 'name');
    const stream = openStream(
      `${sandbox.url}${paths.pods}/${name}/log?follow=true`,
    );
    expect(await stream.next()).toContain('simulation');
    expect(await stream.next()).toContain('starting');
    clock.advance(10_000);
    expect(await stream.next()).toBe('ok (1)');
    expect(await stream.next()).toBe('ok (2)');
    await api.remove(`${paths.pods}/${name}`);
    clock.advance(2000);
    await stream.ended;
  });
});

describe('kinds', () => {
  const definition = (schema: JsonObject): JsonObject => ({
    metadata: { name: 'workspaces.lab.example.com' },
    spec: {
      group: 'lab.example.com',
      names: { kind: 'Workspace', plural: 'workspaces', shortNames: ['ws'] },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          subresources: { status: {} },
        },
      ],
    },
  });
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const workspaces = '/apis/lab.example.com/v1/namespaces/default/workspaces';
  const workspace = (spec: JsonObject): JsonObject => ({
    apiVersion: 'lab.example.com/v1',
    kind: 'Workspace',
    metadata: { name: 'mine' },
    spec,
  });

  it('are discovered', async () => {
    const { body: groups } = await api.get('/apis');
    expect(objectsAt(groups, 'groups').map(group => group.name)).toEqual(
      expect.arrayContaining([
        'apps',
        'batch',
        'networking.k8s.io',
        'autoscaling',
        'policy',
        'rbac.authorization.k8s.io',
      ]),
    );
    const { body: apps } = await api.get('/apis/apps/v1');
    expect(objectsAt(apps, 'resources').map(resource => resource.name)).toEqual(
      expect.arrayContaining([
        'deployments',
        'deployments/status',
        'deployments/scale',
      ]),
    );
    const nowhere = await fetch(`${sandbox.url}/apis/nowhere.example.com/v1`);
    expect(nowhere.status).toBe(404);
  });

  it('come with a definition and go with it', async () => {
    await api.create(
      crds,
      definition({
        type: 'object',
        properties: {
          spec: { type: 'object', properties: { size: { type: 'integer' } } },
          status: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      }),
    );
    clock.advance(10);
    const { body } = await api.get(`${crds}/workspaces.lab.example.com`);
    expect(
      objectsAt(body, 'status', 'conditions').map(({ type, status }) => [
        type,
        status,
      ]),
    ).toEqual([
      ['NamesAccepted', 'True'],
      ['Established', 'True'],
    ]);
    expect(
      (await api.apply(`${workspaces}/mine`, workspace({ size: 1 }))).status,
    ).toBe(201);
    expect(
      (await api.apply(`${workspaces}/mine`, workspace({ size: 'x' }))).status,
    ).toBe(500);
    expect(
      (await api.apply(`${workspaces}/mine`, workspace({ sise: 1 }))).status,
    ).toBe(500);
    expect(
      (await api.merge(`${workspaces}/mine`, { spec: { size: 'x' } })).status,
    ).toBe(422);
    await api.merge(`${workspaces}/mine/status`, {
      status: { ready: true },
      spec: { size: 9 },
    });
    expect((await api.get(`${workspaces}/mine`)).body).toMatchObject({
      spec: { size: 1 },
      status: { ready: true },
    });
    await api.remove(`${crds}/workspaces.lab.example.com`);
    clock.advance(10);
    expect((await fetch(sandbox.url + workspaces)).status).toBe(404);
  });

  it('that nobody defined are kept as they are once somebody writes one', async () => {
    expect((await fetch(sandbox.url + workspaces)).status).toBe(404);
    const written = await api.apply(
      `${workspaces}/mine`,
      workspace({ anything: [1, { goes: null }] }),
    );
    expect(written.status).toBe(201);
    expect(written.body).toMatchObject({
      spec: { anything: [1, { goes: null }] },
    });
    const { body: found } = await api.get('/apis/lab.example.com/v1');
    expect(
      objectsAt(found, 'resources').map(({ name, kind, namespaced }) => ({
        name,
        kind,
        namespaced,
      })),
    ).toContainEqual({
      name: 'workspaces',
      kind: 'Workspace',
      namespaced: true,
    });
    expect(listAt((await api.get(workspaces)).body, 'items')).toHaveLength(1);
  });

  it('of a known group must exist', async () => {
    const { status } = await api.create(
      '/apis/apps/v1/namespaces/default/gadgets',
      {
        apiVersion: 'apps/v1',
        kind: 'Gadget',
        metadata: { name: 'a' },
      },
    );
    expect(status).toBe(404);
  });

  it('that are only asked are answered', async () => {
    const { status, body } = await api.create(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
    );
    expect(status).toBe(201);
    expect(objectAt(body, 'status')).toMatchObject({ allowed: true });
  });
});

describe('for tests', () => {
  it('requests are counted by verb and kind', async () => {
    await api.apply(`${paths.configMaps}/a`, map('a'));
    await api.apply(`${paths.configMaps}/a`, map('a'), '&dryRun=All');
    await api.get(paths.configMaps);
    await api.get(`${paths.configMaps}/a`);
    const { body } = await api.get('/sandbox/calls');
    expect(body).toEqual({
      calls: [
        { verb: 'apply', kind: '/ConfigMap', dryRun: false, count: 1 },
        { verb: 'apply', kind: '/ConfigMap', dryRun: true, count: 1 },
        { verb: 'get', kind: '/ConfigMap', dryRun: false, count: 1 },
        { verb: 'list', kind: '/ConfigMap', dryRun: false, count: 1 },
      ],
      total: 4,
    });
    await api.remove('/sandbox/calls');
    expect((await api.get('/sandbox/calls')).body).toEqual({
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
      await api.create('/sandbox/faults', {
        status,
        times: 2,
        method: 'PATCH',
        path: '/configmaps/a',
      });
      const replies: Reply[] = [];
      for (let attempt = 0; attempt < 3; attempt += 1)
        replies.push(await api.apply(`${paths.configMaps}/a`, map('a')));
      const other = await api.apply(`${paths.configMaps}/b`, map('b'));
      expect(other.status).toBe(201);
      expect(replies[0].body.reason).toBe(reason);
      expect(replies[0].headers.get('retry-after')).toBe(retryAfter);
      expect(replies.map(reply => reply.status)).toEqual([status, status, 201]);
    },
  );

  it('an answer can be lost after the deed', async () => {
    await api.create('/sandbox/faults', {
      drop: true,
      afterwards: true,
      method: 'POST',
    });
    await expect(api.create(paths.configMaps, map('a'))).rejects.toThrow();
    expect((await api.get(`${paths.configMaps}/a`)).status).toBe(200);
  });

  it('an answer can take long', async () => {
    await api.create('/sandbox/faults', { delayMs: 120 });
    const start = performance.now();
    expect((await api.get(paths.configMaps)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(100);
  });

  it('faults can be looked at and taken back', async () => {
    await api.create('/sandbox/faults', { status: 500, times: 9 });
    expect(
      listAt((await api.get('/sandbox/faults')).body, 'faults'),
    ).toHaveLength(1);
    await api.remove('/sandbox/faults');
    expect((await api.get(paths.configMaps)).status).toBe(200);
  });

  it.each([[{}], [{ status: 200 }], [{ status: 500, tmies: 2 }], [[]]])(
    'a fault that makes no sense is refused: %j',
    async fault => {
      expect((await api.create('/sandbox/faults', fault)).status).toBe(400);
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
        `${sandbox.url}/api/v1/secrets`,
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
    const { status } = await api.create(paths.configMaps, {
      metadata: { name: 'a' },
      data: { a: 'x'.repeat(4 * 1024 * 1024) },
    });
    expect(status).toBe(413);
  });

  it('protobuf, saying so', async () => {
    const response = await fetch(sandbox.url + paths.configMaps, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.kubernetes.protobuf' },
      body: 'k8s',
    });
    expect(response.status).toBe(415);
    expect(await response.text()).toContain('no protobuf');
  });
});
