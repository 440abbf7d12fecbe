import { ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { JsonObject, JsonValue } from '@tutti/engine';

/** A real API server with its etcd, and controllers where the assets have them. */
export interface ControlPlane {
  url: string;
  /** PEM of the authority that signed the API server's certificate. */
  caFile: string;
  /** Of a user who may do everything. */
  token: string;
  /** Of a user who may do nothing. */
  strangerToken: string;
  /** A kubeconfig with the contexts `admin` and `stranger`; the first is current. */
  kubeconfig: string;
  /** False with the assets of envtest, which bring no kube-controller-manager. */
  hasControllers: boolean;
  /** A request of our own as admin, past the code under test. */
  ask(method: string, path: string, body?: JsonObject): Promise<JsonValue>;
  stop(): Promise<void>;
}

const CONTROLLERS = [
  'deployment-controller',
  'replicaset-controller',
  'statefulset-controller',
  'job-controller',
  'garbage-collector-controller',
  'namespace-controller',
  'persistentvolume-binder-controller',
];

/**
 * Starts what `KUBEBUILDER_ASSETS` holds (the convention of envtest) on free loopback ports.
 *
 * @param assets - folder with `etcd`, `kube-apiserver` and perhaps `kube-controller-manager`
 */
export async function startControlPlane(assets: string): Promise<ControlPlane> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tutti-control-plane-'));
  const file = (name: string) => path.join(folder, name);
  const children: ChildProcess[] = [];
  const output: string[] = [];
  const start = (name: string, args: string[]) => {
    const child = spawn(path.join(assets, name), args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output.push(`${name}: ${chunk}`);
        output.splice(0, output.length - 20);
      });
    }
    children.push(child);
  };
  const stop = async () => {
    for (const child of children.reverse()) await kill(child);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    const [apiPort, clientPort, peerPort] = await freePorts(3);
    const etcd = `http://127.0.0.1:${clientPort}`;
    const peer = `http://127.0.0.1:${peerPort}`;
    const url = `https://127.0.0.1:${apiPort}`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keyFile = file('service-account.key');
    await writeFile(
      keyFile,
      privateKey.export({ type: 'pkcs1', format: 'pem' }),
    );
    await writeFile(
      file('tokens.csv'),
      'admin-token,admin,1,"system:masters"\nstranger-token,stranger,2\n',
    );
    start('etcd', [
      `--data-dir=${file('etcd')}`,
      '--unsafe-no-fsync',
      '--log-level=error',
      '--name=test',
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=test=${peer}`,
    ]);
    start('kube-apiserver', [
      `--etcd-servers=${etcd}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      `--secure-port=${apiPort}`,
      `--cert-dir=${file('certificates')}`,
      `--token-auth-file=${file('tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.0.0.0/24',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${keyFile}`,
      `--service-account-signing-key-file=${keyFile}`,
      '--disable-admission-plugins=ServiceAccount',
    ]);
    const caFile = path.join(file('certificates'), 'apiserver.crt');
    await until(() => existsSync(caFile), children, output);
    const ca = await readFile(caFile);
    const agent = new https.Agent({ ca, keepAlive: true });
    const plane: ControlPlane = {
      url,
      caFile,
      token: 'admin-token',
      strangerToken: 'stranger-token',
      kubeconfig: file('kubeconfig'),
      hasControllers: existsSync(path.join(assets, 'kube-controller-manager')),
      ask: (method, place, body) =>
        ask(agent, 'admin-token', method, url + place, body),
      async stop() {
        agent.destroy();
        await stop();
      },
    };
    await writeFile(plane.kubeconfig, kubeconfig(plane));
    // What the API server makes for itself in the first second.
    const furniture = [
      '/api/v1/namespaces/default',
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system:discovery',
    ];
    const isFurnished = () =>
      Promise.all(furniture.map(each => plane.ask('GET', each))).then(
        () => true,
        () => false,
      );
    await until(isFurnished, children, output);
    if (plane.hasControllers) {
      start('kube-controller-manager', [
        `--kubeconfig=${plane.kubeconfig}`,
        '--leader-elect=false',
        '--secure-port=0',
        `--controllers=${CONTROLLERS.join(',')}`,
      ]);
    }
    return plane;
  } catch (error) {
    await stop();
    throw error;
  }
}

function kubeconfig(plane: ControlPlane): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: {
          server: plane.url,
          'certificate-authority': plane.caFile,
        },
      },
    ],
    users: [
      { name: 'admin', user: { token: plane.token } },
      { name: 'stranger', user: { token: plane.strangerToken } },
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
  token: string,
  method: string,
  url: string,
  body?: JsonObject,
): Promise<JsonValue> {
  return new Promise((resolve, reject) => {
    const bytes = body && Buffer.from(JSON.stringify(body));
    const request = https.request(
      url,
      {
        agent,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(bytes && {
            'content-type':
              method === 'PATCH'
                ? 'application/merge-patch+json'
                : 'application/json',
            'content-length': bytes.length,
          }),
        },
      },
      (response: http.IncomingMessage) => {
        let text = '';
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          if (status < 300) resolve(JSON.parse(text));
          else reject(new Error(`${method} ${url}: ${status} ${text}`));
        });
      },
    );
    request.on('error', reject);
    request.end(bytes);
  });
}

async function until(
  holds: () => boolean | Promise<boolean>,
  children: ChildProcess[],
  output: string[],
): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    const dead = children.find(child => child.exitCode !== null);
    if (dead || performance.now() > deadline) {
      throw new Error(`The control plane did not start:\n${output.join('')}`);
    }
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
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>(resolve => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map(server => {
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('no port');
    }
    return address.port;
  });
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}
