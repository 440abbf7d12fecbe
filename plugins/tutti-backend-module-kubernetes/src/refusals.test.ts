import { JsonValue, Manifest, TargetCall, TargetError } from '@tutti/engine';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';
import {
  Handler,
  MisbehavingServer,
  Reply,
  startApiServer,
} from './__testUtils__/apiServer';

/** What a cluster may answer, and what becomes of it; over HTTP. */

const servers: MisbehavingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

async function open(handler: Handler) {
  const server = await startApiServer(handler);
  servers.push(server);
  const driver = new KubernetesTargetDriver([
    { name: 'dev', access: { kind: 'sandbox', url: server.url } },
  ]);
  const target = await driver.open({ cluster: 'dev', namespace: 'shop' });
  return { server, target };
}

function within(timeoutMs = 5_000): TargetCall {
  return { signal: new AbortController().signal, timeoutMs };
}

const configMap: Manifest = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a' },
  data: { note: 'canary-body' },
};

async function refusalOf(work: Promise<unknown>): Promise<TargetError> {
  const error = await work.then(
    () => undefined,
    thrown => thrown,
  );
  if (!(error instanceof TargetError)) throw error ?? new Error('no error');
  return error;
}

function status(code: number, reason: string, message: string, more = {}) {
  return {
    status: code,
    body: { kind: 'Status', code, reason, message, ...more },
  };
}

describe('an answer of the API server becomes a TargetError', () => {
  it.each<[string, Reply, Partial<TargetError>]>([
    [
      '409',
      status(409, 'Conflict', 'the object has been modified'),
      {
        code: 'conflict',
        retryable: false,
        message:
          'cluster "dev": apply ConfigMap shop/a: the object has been modified (409 Conflict)',
      },
    ],
    [
      '422',
      status(422, 'Invalid', 'spec.replicas: Invalid value: -1'),
      {
        code: 'invalid',
        retryable: false,
        message:
          'cluster "dev": apply ConfigMap shop/a: spec.replicas: Invalid value: -1 (422 Invalid)',
      },
    ],
    [
      '403',
      status(403, 'Forbidden', 'user "tutti" cannot patch configmaps'),
      { code: 'forbidden', retryable: false },
    ],
    [
      '401',
      status(401, 'Unauthorized', 'Unauthorized'),
      {
        code: 'forbidden',
        retryable: false,
        message:
          'cluster "dev": apply ConfigMap shop/a: the cluster does not accept (any more) the credentials that are configured for it (401 Unauthorized)',
      },
    ],
    [
      '404 of the namespace',
      status(404, 'NotFound', 'namespaces "shop" not found', {
        details: { name: 'shop', kind: 'namespaces' },
      }),
      { code: 'notFound', retryable: false },
    ],
    [
      '429 with a time to wait in the header',
      {
        ...status(429, 'TooManyRequests', 'please try again later'),
        headers: { 'retry-after': '7' },
      },
      { code: 'throttled', retryable: true, retryAfterMs: 7_000 },
    ],
    [
      '429 with a time to wait in the body',
      status(429, 'TooManyRequests', 'later', {
        details: { retryAfterSeconds: 2 },
      }),
      { code: 'throttled', retryable: true, retryAfterMs: 2_000 },
    ],
    [
      '500',
      status(500, 'InternalError', 'etcdserver: leader changed'),
      { code: 'unavailable', retryable: true },
    ],
    [
      '500 that is about what we sent',
      status(
        500,
        '',
        'failed to create typed patch object (shop/a; v1, Kind=ConfigMap): .surprise: field not declared in schema',
      ),
      { code: 'invalid', retryable: false },
    ],
    [
      '503 of a proxy, no JSON',
      { status: 503, body: '<html>Bad gateway</html>' },
      {
        code: 'unavailable',
        retryable: true,
        message: 'cluster "dev": apply ConfigMap shop/a: refused (503)',
      },
    ],
    [
      '504',
      status(504, 'Timeout', 'Timeout: request did not complete'),
      { code: 'timeout', retryable: true },
    ],
    [
      'a namespace that is being deleted: a new one may follow',
      status(403, 'Forbidden', 'unable to create new content', {
        details: { causes: [{ reason: 'NamespaceTerminating' }] },
      }),
      { code: 'unavailable', retryable: true },
    ],
    [
      '200 with something that is no object',
      { status: 200, body: { hello: 'world' } },
      { code: 'invalid', retryable: false },
    ],
  ])('%s', async (_, reply, expected) => {
    const { target } = await open(({ method }) =>
      method === 'PATCH' ? reply : undefined,
    );
    const precondition = { uid: 'u', resourceVersion: '7' };
    const error = await refusalOf(
      target.apply(configMap, precondition, within()),
    );
    expect(error).toMatchObject(expected);
    expect(error.message).not.toContain('canary');
  });

  it('says in plain words that a new object exists already', async () => {
    const { target } = await open(({ method }) =>
      method === 'PATCH'
        ? status(
            409,
            'Conflict',
            'please apply your changes to the latest version',
          )
        : undefined,
    );
    expect(
      await refusalOf(target.apply(configMap, 'absent', within())),
    ).toMatchObject({
      code: 'conflict',
      message:
        'cluster "dev": apply ConfigMap shop/a: it exists already (409 Conflict)',
    });
  });

  it.each([
    [
      'a type that does not fit',
      'failed to create typed patch object (shop/db; v1, Kind=Secret): .stringData.password: expected string, got &value.valueUnstructured{Value:"canary"}',
      'it does not fit the schema of its kind, see stringData.password (500)',
    ],
    [
      'a rule of an admission webhook',
      'admission webhook "strength" denied the request: "canary" is too short',
      'refused (500)',
    ],
  ])('repeats no value of a Secret: %s', async (_, said, cause) => {
    const { target } = await open(({ method }) =>
      method === 'PATCH' ? status(500, '', said) : undefined,
    );
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db' },
      stringData: { password: 'canary' },
    };
    const error = await refusalOf(target.apply(secret, 'absent', within()));
    expect(error.message).toBe(`cluster "dev": apply Secret shop/db: ${cause}`);
  });
});

describe('no answer becomes a TargetError', () => {
  it('when nobody listens', async () => {
    const { server, target } = await open(() => undefined);
    await server.close();
    expect(
      await refusalOf(target.observe([refOf('a')], within())),
    ).toMatchObject({
      code: 'unavailable',
      retryable: true,
      message:
        'cluster "dev": ask for its version: cannot be reached (ECONNREFUSED)',
    });
  });

  it('when the name leads nowhere', async () => {
    const driver = new KubernetesTargetDriver([
      {
        name: 'dev',
        access: { kind: 'sandbox', url: 'http://nowhere.invalid' },
      },
    ]);
    const target = await driver.open({ cluster: 'dev', namespace: 'shop' });
    expect(
      await refusalOf(target.observe([refOf('a')], within())),
    ).toMatchObject({
      code: 'unavailable',
      retryable: true,
      message: expect.stringMatching(
        /cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/,
      ),
    });
  });

  it('when the connection breaks while writing: nobody knows what was done', async () => {
    const { target } = await open(({ method }) =>
      method === 'PATCH' ? 'reset' : undefined,
    );
    expect(
      await refusalOf(target.apply(configMap, 'absent', within())),
    ).toMatchObject({
      code: 'unavailable',
      retryable: true,
      message:
        'cluster "dev": apply ConfigMap shop/a: cannot be reached (ECONNRESET); whether it was done is not known',
    });
  });

  it('when it takes longer than allowed', async () => {
    const { target } = await open(() => undefined);
    expect(
      await refusalOf(target.apply(configMap, 'absent', within(150))),
    ).toMatchObject({
      code: 'timeout',
      retryable: true,
      message:
        'cluster "dev": apply ConfigMap shop/a: no answer within 0.15 s; whether it was done is not known',
    });
  });

  it('when the caller stops waiting', async () => {
    const { server, target } = await open(() => undefined);
    const controller = new AbortController();
    const work = target.remove(
      refOf('a'),
      { uid: 'u' },
      {
        signal: controller.signal,
        timeoutMs: 5_000,
      },
    );
    while (!server.seen.some(({ method }) => method === 'DELETE')) {
      await new Promise(resolve => setImmediate(resolve));
    }
    controller.abort();
    expect(await refusalOf(work)).toMatchObject({
      code: 'timeout',
      retryable: false,
      message:
        'cluster "dev": delete ConfigMap shop/a: stopped before the answer came; whether it was done is not known',
    });
  });

  it('and nothing is sent for a caller who has stopped already', async () => {
    const { server, target } = await open(() => undefined);
    await expect(
      target.observe([refOf('a')], {
        signal: AbortSignal.abort(),
        timeoutMs: 5_000,
      }),
    ).rejects.toThrow('stopped before the answer came');
    expect(server.seen).toEqual([]);
  });
});

describe('writes', () => {
  it('tell the API server how long it may take, and who owns the fields', async () => {
    const { server, target } = await open(({ method }) =>
      method === 'PATCH' ? { status: 200, body: live('a') } : undefined,
    );
    await target.apply(configMap, 'absent', within(4_000));
    const patch = server.seen.find(({ method }) => method === 'PATCH');
    const url = new URL(patch?.url ?? '', server.url);
    expect(url.pathname).toBe('/api/v1/namespaces/shop/configmaps/a');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      fieldManager: 'tutti',
      force: 'true',
      fieldValidation: 'Strict',
      timeout: '4s',
    });
    expect(JSON.parse(patch?.body ?? '')).toEqual({
      ...configMap,
      metadata: { name: 'a', namespace: 'shop', resourceVersion: '1' },
    });
  });
});

describe('reads', () => {
  it('follow pages, and begin again when the snapshot behind them expires', async () => {
    let expired = false;
    const { server, target } = await open(({ url }) => {
      if (!url.includes('/configmaps?')) return undefined;
      const page = new URL(url, 'http://x').searchParams.get('continue');
      if (page === 'second' && !expired) {
        expired = true;
        return status(
          410,
          'Expired',
          'The provided continue parameter is too old',
        );
      }
      return {
        status: 200,
        body: {
          metadata: { continue: page ? '' : 'second' },
          items: [live(page ? 'b' : 'a')],
        },
      };
    });
    const found = await target.observe(
      [refOf('a'), refOf('b'), refOf('c')],
      within(),
    );
    expect(found.map(({ ref }) => ref.name)).toEqual(['a', 'b']);
    expect(found[0].content).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
    });
    expect(
      server.seen.filter(({ url }) => url.includes('/configmaps')),
    ).toHaveLength(4);
  });

  it('ask for kinds once, and again for one that is missing', async () => {
    const { server, target } = await open(({ url }) =>
      url === '/apis/lab.example.com/v1'
        ? { status: 404, body: '404 page not found' }
        : undefined,
    );
    await target.isNamespaced('v1', 'ConfigMap');
    await target.isNamespaced('v1', 'Secret');
    expect(server.seen.map(({ url }) => url)).toEqual(['/version', '/api/v1']);
    for (let i = 0; i < 2; i++) {
      await expect(
        target.isNamespaced('lab.example.com/v1', 'Workspace'),
      ).rejects.toThrow(
        'cluster "dev": does not know kind Workspace of lab.example.com/v1. Install its CustomResourceDefinition first, or correct apiVersion and kind',
      );
    }
    expect(server.seen).toHaveLength(4);
  });
});

describe('a simulation never passes for a cluster', () => {
  it('nor a cluster for a simulation', async () => {
    const { server, target } = await open(({ url }) =>
      url === '/version'
        ? { status: 200, body: { gitVersion: 'v1.36.3' } }
        : undefined,
    );
    expect(target.simulated).toBe(true);
    await expect(target.apply(configMap, 'absent', within())).rejects.toThrow(
      `cluster "dev": what answers at ${server.url} is not Tutti's sandbox, although it is configured with kind: sandbox`,
    );
    expect(server.seen.map(({ url }) => url)).toEqual(['/version']);
  });
});

function refOf(name: string) {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name };
}

function live(name: string): JsonValue {
  return {
    metadata: { name, namespace: 'shop', uid: 'u', resourceVersion: '7' },
  };
}

describe('several clusters', () => {
  it('do not wait for one that does not answer', async () => {
    // It knows its version and its kinds, and then says nothing.
    const hanging = await startApiServer(() => undefined);
    const quick = await startApiServer(({ method, url }) =>
      method === 'GET' && url.startsWith('/api/v1/namespaces')
        ? { status: 404, body: { details: { name: 'a' } } }
        : undefined,
    );
    servers.push(hanging, quick);
    const driver = new KubernetesTargetDriver([
      { name: 'hanging', access: { kind: 'sandbox', url: hanging.url } },
      { name: 'quick', access: { kind: 'sandbox', url: quick.url } },
    ]);
    const opened = (cluster: string) =>
      driver.open({ cluster, namespace: 'shop' });
    const stop = new AbortController();
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' };
    const silent = await opened('hanging');
    // More than it has connections for.
    const waiting = Array.from({ length: 40 }, () =>
      refusalOf(
        silent.observe([ref], { signal: stop.signal, timeoutMs: 60_000 }),
      ),
    );
    const target = await opened('quick');
    for (let count = 0; count < 40; count += 1) {
      expect(await target.observe([ref], within())).toEqual([]);
    }
    stop.abort();
    for (const { code } of await Promise.all(waiting)) {
      expect(code).toBe('timeout');
    }
  });
});
