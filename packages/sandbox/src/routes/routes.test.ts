import { createServer, request } from 'http';
import { ManualClock } from '../clock';
import { JsonValue } from '../json';
import { Sandbox, startSandbox } from '../sandbox';
import { Client, clientOf } from '../testing/client';
import { deployment, paths } from '../testing/manifests';
import { matchRule } from './matchRule';
import { RouteRule } from './rules';

interface Seen {
  status: number;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

let sandbox: Sandbox;
let api: Client;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock();
  sandbox = await startSandbox({ clock, routesPort: 0 });
  api = clientOf(sandbox.url);
  clock.advance(0);
});
afterEach(() => sandbox.close());

/** What a browser is shown at an address; names below `.localhost` all lead to this machine. */
function open(host: string, path = '/', method = 'GET'): Promise<Seen> {
  const port = sandbox.routesPort;
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path, method, headers: { host } },
      response => {
        let text = '';
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text,
            headers: response.headers,
          }),
        );
      },
    )
      .on('error', reject)
      .end();
  });
}

const ingress = (host: string, entries: JsonValue[] = []): JsonValue => ({
  metadata: { name: 'web' },
  spec: {
    rules: [
      {
        host,
        http: {
          paths: [
            {
              path: '/shop',
              pathType: 'Prefix',
              backend: { service: { name: 'web', port: { number: 80 } } },
            },
            ...entries,
          ],
        },
      },
    ],
  },
});

async function serveWeb(image: string): Promise<void> {
  await api.create(paths.services, {
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  });
  await api.create(paths.deployments, deployment(image));
  await api.create(paths.ingresses, ingress('web.shop.localhost'));
  clock.advance(3000);
}

describe('the address of a route', () => {
  it('says which workload would answer, by which rule, service and pods', async () => {
    await serveWeb('registry.example.com/web:1.2');
    const { status, text, headers } = await open(
      'web.shop.localhost:7011',
      '/shop/cart?item=1',
    );
    expect(status).toBe(200);
    for (const part of [
      'Deployment web would answer here',
      'This is a simulation',
      'Ingress default/web: web.shop.localhost/shop',
      'default/web, port 80',
      'registry.example.com/web:1.2',
      'Ready',
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/<td>web-[a-z0-9]+-[a-z0-9]+<\/td>/);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['web:does-not-exist', 'image &#34;web:does-not-exist&#34;: not found'],
    ['web:crash', 'CrashLoopBackOff: back-off '],
  ])('is a 502 with the cause while %s is not ready', async (image, cause) => {
    await serveWeb(image);
    for (let second = 0; second < 30; second += 1) clock.advance(1000);
    const { status, text } = await open('web.shop.localhost', '/shop');
    expect(status).toBe(502);
    expect(text).toContain('No pod behind service web is ready. web-');
    expect(text).toContain(cause);
  });

  it.each<[string, JsonValue, string]>([
    ['no service', null, 'There is no service web in namespace default.'],
    [
      'no such port',
      { selector: { app: 'web' }, ports: [{ port: 8080 }] },
      'Service web has no port 80; it has 8080.',
    ],
    [
      'no pod',
      { selector: { app: 'web' }, ports: [{ port: 80 }] },
      'Service web finds no pod.',
    ],
  ])('is a 502 where there is %s', async (_what, spec, cause) => {
    if (spec !== null)
      await api.create(paths.services, { metadata: { name: 'web' }, spec });
    await api.create(paths.ingresses, ingress('a.localhost'));
    const { status, text } = await open('a.localhost', '/shop');
    expect(status).toBe(502);
    expect(text).toContain(cause);
  });

  it('tells an unknown host nothing, an unknown path the paths of its host', async () => {
    await serveWeb('web:1');
    const unknown = await open('127.0.0.1');
    expect(unknown.status).toBe(404);
    expect(unknown.text).not.toContain('shop');
    const path = await open('web.shop.localhost', '/other');
    expect(path.status).toBe(404);
    expect(path.text).toContain('<li>/shop</li>');
    expect(path.text).not.toContain('1 pod');
  });

  it('shows what people wrote as text, never as markup', async () => {
    await api.create(
      paths.ingresses,
      ingress('a.localhost', [
        {
          path: '/<script>alert(1)</script>',
          pathType: 'Exact',
          backend: { service: { name: 'web', port: { number: 80 } } },
        },
      ]),
    );
    const { text } = await open('a.localhost', '/none');
    expect(text).toContain('/&#60;script&#62;');
    expect(text).not.toContain('<script');
  });

  it('answers for an HTTPRoute, too', async () => {
    await serveWeb('web:1');
    await api.apply(
      '/apis/gateway.networking.k8s.io/v1/namespaces/default/httproutes/gate',
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'gate' },
        spec: {
          hostnames: ['shop.example.com'],
          rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
        },
      },
    );
    const { status, text } = await open('shop.example.com.localhost');
    expect(status).toBe(200);
    expect(text).toContain('HTTPRoute default/gate');
  });

  it('only reads', async () => {
    expect((await open('a.localhost', '/', 'POST')).status).toBe(405);
  });

  it('moves to a free port when its own is in use, and says where it is', async () => {
    const other = createServer();
    const taken = await new Promise<number>(resolve => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' ? address?.port ?? 0 : 0);
      });
    });
    const second = await startSandbox({ routesPort: taken });
    try {
      expect(second.routesPort).not.toBe(taken);
      const { body } = await clientOf(second.url).get('/sandbox');
      expect(body.routesPort).toBe(second.routesPort);
    } finally {
      await second.close();
      other.close();
    }
  });
});

const rule = (host: string, path: string, exact = false): RouteRule => ({
  source: `Ingress shop/${path}`,
  namespace: 'shop',
  host,
  path,
  exact,
  service: 'web',
});

it.each<[string, string, string | undefined]>([
  ['a.b', '/', '/'],
  ['a.b', '/api', '/api'],
  ['a.b', '/api/', '/api'],
  ['a.b', '/api/orders/7', '/api/orders'],
  ['a.b', '/apis', '/'],
  ['a.b', '/api/only', '/api/only exact'],
  ['a.b', '/api/only/more', '/api'],
  ['x.wild.b', '/', '/wild'],
  ['named.wild.b', '/wild', undefined],
  ['x.y.wild.b', '/', undefined],
  ['a.b.localhost', '/api', '/api'],
])('http://%s%s goes to %s', (host, path, expected) => {
  const match = matchRule(
    [
      rule('a.b', '/'),
      rule('a.b', '/api'),
      rule('a.b', '/api/orders/'),
      rule('a.b', '/api/only', true),
      rule('*.wild.b', '/'),
      rule('named.wild.b', '/named'),
    ],
    host,
    path,
  );
  const found =
    match.found === 'rule'
      ? `${match.rule.host.startsWith('*') ? '/wild' : ''}${match.rule.path}${
          match.rule.exact ? ' exact' : ''
        }`.replace(/(.)\/$/, '$1')
      : undefined;
  expect(found).toBe(expected);
});
