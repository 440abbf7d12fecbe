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

/** A real API server and nothing behind it: what it accepts, it only stores. */
export interface ApiServer {
  /** Answers with status and body, whatever the status. */
  ask(request: {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH';
    path: string;
    body?: JsonValue;
    contentType?: string;
  }): Promise<{ status: number; body: JsonValue }>;
  stop(): Promise<void>;
}

/** @param assets - folder with `etcd` and `kube-apiserver`, as envtest's KUBEBUILDER_ASSETS */
export async function startApiServer(assets: string): Promise<ApiServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tutti-api-server-'));
  const file = (name: string) => path.join(folder, name);
  const children: ChildProcess[] = [];
  const start = (name: string, options: Record<string, string | number>) =>
    children.push(
      spawn(
        path.join(assets, name),
        Object.entries(options).map(([key, value]) => `--${key}=${value}`),
        { cwd: folder, stdio: 'ignore' },
      ),
    );
  const stop = async () => {
    for (const child of children.reverse()) await kill(child);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    const [port, clientPort, peerPort] = await freePorts(3);
    const etcd = `http://127.0.0.1:${clientPort}`;
    const peer = `http://127.0.0.1:${peerPort}`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(
      file('key'),
      privateKey.export({ type: 'pkcs1', format: 'pem' }),
    );
    await writeFile(file('tokens'), 'admin-token,admin,1,"system:masters"\n');
    start('etcd', {
      'data-dir': file('etcd'),
      'unsafe-no-fsync': 'true',
      name: 'test',
      'listen-client-urls': etcd,
      'advertise-client-urls': etcd,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `test=${peer}`,
    });
    start('kube-apiserver', {
      'etcd-servers': etcd,
      'bind-address': '127.0.0.1',
      'advertise-address': '127.0.0.1',
      'endpoint-reconciler-type': 'none',
      'secure-port': port,
      'cert-dir': file('certificates'),
      'token-auth-file': file('tokens'),
      'authorization-mode': 'RBAC',
      'service-cluster-ip-range': '10.0.0.0/24',
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': file('key'),
      'service-account-signing-key-file': file('key'),
      'disable-admission-plugins': 'ServiceAccount',
    });
    const certificate = path.join(file('certificates'), 'apiserver.crt');
    await until(() => Promise.resolve(existsSync(certificate)), children);
    const agent = new https.Agent({
      ca: await readFile(certificate),
      keepAlive: true,
    });
    const ask: ApiServer['ask'] = ({
      method,
      path: place,
      body,
      contentType,
    }) =>
      new Promise((resolve, reject) => {
        const bytes = Buffer.from(
          body === undefined ? '' : JSON.stringify(body),
        );
        const request = https.request(
          `https://127.0.0.1:${port}${place}`,
          {
            agent,
            method,
            headers: {
              authorization: 'Bearer admin-token',
              'content-type': contentType ?? 'application/json',
              'content-length': bytes.length,
            },
          },
          response => {
            const chunks: Buffer[] = [];
            response.on('data', chunk => chunks.push(chunk));
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              resolve({
                status: response.statusCode ?? 0,
                body: text.startsWith('{') ? JSON.parse(text) : text,
              });
            });
          },
        );
        request.on('error', reject);
        request.end(bytes);
      });
    const ready = {
      method: 'GET',
      path: '/api/v1/namespaces/default',
    } as const;
    await until(
      () =>
        ask(ready).then(
          ({ status }) => status === 200,
          () => false,
        ),
      children,
    );
    return {
      ask,
      async stop() {
        agent.destroy();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function until(
  holds: () => Promise<boolean>,
  children: ChildProcess[],
): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (
      children.some(({ exitCode }) => exitCode !== null) ||
      performance.now() > deadline
    )
      throw new Error('The API server did not start.');
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
