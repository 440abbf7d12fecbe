import { ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { JsonValue } from '../content';

/** What is asked of an API server as its admin. */
export interface ApiServerRequest {
  method: string;
  path: string;
  /** Text goes as it is, everything else as JSON. */
  body?: JsonValue;
  contentType?: string;
  userAgent?: string;
}

export interface ApiServerAnswer {
  status: number;
  text: string;
  /** The text as JSON, where it is an object; otherwise the text. */
  body: JsonValue;
}

/** A real API server with its etcd: what it accepts, it stores. Controllers only where asked for. */
export interface ApiServer {
  url: string;
  /** PEM of the authority that signed its certificate: itself. */
  caFile: string;
  /** PEM of the key of that certificate, which is good for 127.0.0.1: webhooks can have it, too. */
  certificateKeyFile: string;
  /** PEM of the key that signs tokens of service accounts. */
  tokenKeyFile: string;
  /** Of a user who may do everything. */
  token: string;
  /** Of a user who may do nothing. */
  strangerToken: string;
  /** A kubeconfig with the contexts `admin` and `stranger`; the first is current. */
  kubeconfig: string;
  /** Answers with status and body, whatever the status. */
  ask(request: ApiServerRequest): Promise<ApiServerAnswer>;
  /**
   * Kills the API server; what it has stored stays.
   *
   * @returns starts it again at the same address, and resolves when it answers
   */
  interrupt(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

const TOKEN = 'admin-token';
const STRANGER_TOKEN = 'stranger-token';

/**
 * Starts what `KUBEBUILDER_ASSETS` holds (the convention of envtest) on free loopback ports.
 *
 * @param assets - folder with `etcd`, `kube-apiserver`, and `kube-controller-manager` if wanted
 * @param controllers - those that shall run, by their names for `kube-controller-manager`
 */
export async function startApiServer(
  assets: string,
  controllers: string[] = [],
): Promise<ApiServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tutti-api-server-'));
  const file = (name: string) => path.join(folder, name);
  const children = new Map<string, ChildProcess>();
  const said: string[] = [];
  const start = (name: string, options: Record<string, string | number>) => {
    const child = spawn(
      path.join(assets, name),
      Object.entries(options).map(([key, value]) => `--${key}=${value}`),
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said.push(`${name}: ${chunk}`);
        said.splice(0, said.length - 20);
      });
    children.set(name, child);
  };
  const stop = async () => {
    for (const child of [...children.values()].reverse()) await kill(child);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    const [port, clientPort, peerPort] = await freePorts(3);
    const etcd = `http://127.0.0.1:${clientPort}`;
    const peer = `http://127.0.0.1:${peerPort}`;
    const url = `https://127.0.0.1:${port}`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(
      file('key'),
      privateKey.export({ type: 'pkcs1', format: 'pem' }),
    );
    await writeFile(
      file('tokens'),
      `${TOKEN},admin,1,"system:masters"\n${STRANGER_TOKEN},stranger,2\n`,
    );
    start('etcd', {
      'data-dir': file('etcd'),
      'unsafe-no-fsync': 'true',
      'log-level': 'error',
      name: 'test',
      'listen-client-urls': etcd,
      'advertise-client-urls': etcd,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `test=${peer}`,
    });
    const serve = () => {
      start('kube-apiserver', {
        'etcd-servers': etcd,
        'bind-address': '127.0.0.1',
        'advertise-address': '127.0.0.1',
        'endpoint-reconciler-type': 'none',
        'secure-port': port,
        'cert-dir': file('certificates'),
        'token-auth-file': file('tokens'),
        'authorization-mode': 'RBAC',
        'service-cluster-ip-range': '10.0.0.0/16',
        'service-account-issuer': 'https://kubernetes.default.svc',
        'service-account-key-file': file('key'),
        'service-account-signing-key-file': file('key'),
        'disable-admission-plugins': 'ServiceAccount',
      });
    };
    serve();
    const caFile = path.join(file('certificates'), 'apiserver.crt');
    const untilNow = (holds: () => Promise<boolean>) =>
      until(holds, [...children.values()], said);
    await untilNow(async () => existsSync(caFile));
    const admin = await adminOf({ url, caFile });
    const server: ApiServer = {
      url,
      caFile,
      certificateKeyFile: path.join(file('certificates'), 'apiserver.key'),
      tokenKeyFile: file('key'),
      token: TOKEN,
      strangerToken: STRANGER_TOKEN,
      kubeconfig: file('kubeconfig'),
      ask: admin.ask,
      async interrupt() {
        const child = children.get('kube-apiserver');
        if (child) await kill(child);
        return async () => {
          serve();
          await untilNow(() => isReady(server));
        };
      },
      async stop() {
        admin.stop();
        await stop();
      },
    };
    await writeFile(server.kubeconfig, kubeconfigOf(server));
    // What the API server makes for itself in the first second.
    const furniture = [
      '/api/v1/namespaces/default',
      '/api/v1/namespaces/kube-system',
      '/api/v1/namespaces/kube-public',
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system:discovery',
    ];
    await untilNow(async () => {
      const found = furniture.map(place =>
        server.ask({ method: 'GET', path: place }).then(
          ({ status }) => status === 200,
          () => false,
        ),
      );
      return (await Promise.all(found)).every(Boolean);
    });
    if (controllers.length > 0)
      start('kube-controller-manager', {
        kubeconfig: server.kubeconfig,
        'leader-elect': 'false',
        'secure-port': 0,
        // By default it makes 20 requests a second: a hundred workloads would wait for it alone.
        'kube-api-qps': 500,
        'kube-api-burst': 1000,
        controllers: controllers.join(','),
      });
    return server;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asks one that runs already, perhaps by another process, as its admin. */
export async function adminOf({
  url,
  caFile,
}: Pick<ApiServer, 'url' | 'caFile'>): Promise<
  Pick<ApiServer, 'ask'> & { stop(): void }
> {
  const agent = new https.Agent({
    ca: await readFile(caFile),
    keepAlive: true,
  });
  return {
    ask: request => ask(agent, url, request),
    stop: () => agent.destroy(),
  };
}

async function isReady(server: ApiServer): Promise<boolean> {
  return server.ask({ method: 'GET', path: '/readyz' }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

function kubeconfigOf(server: ApiServer): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: {
          server: server.url,
          'certificate-authority': server.caFile,
        },
      },
    ],
    users: [
      { name: 'admin', user: { token: server.token } },
      { name: 'stranger', user: { token: server.strangerToken } },
    ],
    contexts: [
      { name: 'admin', context: { cluster: 'test', user: 'admin' } },
      { name: 'stranger', context: { cluster: 'test', user: 'stranger' } },
    ],
    'current-context': 'admin',
  });
}

function ask(
  agent: https.Agent,
  url: string,
  { method, path: place, body, contentType, userAgent }: ApiServerRequest,
): Promise<ApiServerAnswer> {
  return new Promise((resolve, reject) => {
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    const request = https.request(
      url + place,
      {
        agent,
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          accept: 'application/json',
          ...(userAgent !== undefined && { 'user-agent': userAgent }),
          ...(content !== undefined && {
            'content-type': contentType ?? 'application/json',
            // Node leaves the length of a DELETE's body to us.
            'content-length': Buffer.byteLength(content),
          }),
        },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            text,
            body: text.startsWith('{') ? JSON.parse(text) : text,
          });
        });
      },
    );
    request.on('error', reject);
    request.end(content);
  });
}

async function until(
  holds: () => Promise<boolean>,
  children: ChildProcess[],
  said: string[],
): Promise<void> {
  const deadline = performance.now() + 100_000;
  while (!(await holds())) {
    if (
      children.some(({ exitCode }) => exitCode !== null) ||
      performance.now() > deadline
    )
      throw new Error(`The API server did not start:\n${said.join('')}`);
    await pause(50);
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
      return server;
    }),
  );
  const ports = servers.map(server => {
    const address = server.address();
    if (address === null || typeof address === 'string')
      throw new Error('no port');
    return address.port;
  });
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}
