import { ChildProcess, spawn } from 'child_process';
import { generateKeyPairSync } from 'crypto';
import { existsSync } from 'fs';
import { mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { request } from 'https';
import { setTimeout as pause } from 'timers/promises';
import { Answer, ApiPlace, Ask } from './place';

const token = 'admin-token';

/**
 * A real etcd and API server, without controllers, from the folder that `KUBEBUILDER_ASSETS`
 * names (the convention of envtest), on free loopback ports.
 */
export async function startControlPlane(assets: string): Promise<ApiPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-sandbox-parity-'));
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const start = (program: string, args: string[]) => {
    children.push(
      spawn(join(assets, program), args, { cwd: folder, stdio: 'ignore' }),
    );
  };
  try {
    const [apiPort, clientPort, peerPort] = await freePorts(3);
    const etcd = `http://127.0.0.1:${clientPort}`;
    const peer = `http://127.0.0.1:${peerPort}`;
    const key = join(folder, 'service-account.key');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(key, privateKey.export({ type: 'pkcs1', format: 'pem' }));
    const tokens = join(folder, 'tokens.csv');
    await writeFile(tokens, `${token},admin,1,"system:masters"\n`);
    start('etcd', [
      '--data-dir=etcd',
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
      `--cert-dir=${join(folder, 'certificates')}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.0.0.0/24',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      '--disable-admission-plugins=ServiceAccount',
    ]);
    const certificate = join(folder, 'certificates', 'apiserver.crt');
    await until(() => Promise.resolve(existsSync(certificate)));
    const ask = asker(apiPort, await readFile(certificate));
    await until(() =>
      ask('GET', '/api/v1/namespaces/default').then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    return { ask, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function asker(port: number, ca: Buffer): Ask {
  return (method, path, body, contentType) =>
    new Promise<Answer>((resolve, reject) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const call = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method,
          ca,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            'user-agent': 'parity/1',
            ...(body !== undefined && {
              'content-type': contentType ?? 'application/json',
              // Node leaves the length of a DELETE's body to us.
              'content-length': Buffer.byteLength(text),
            }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
            });
          });
        },
      );
      call.on('error', reject);
      call.end(text);
    });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline)
      throw new Error('the control plane did not start within 30 s');
    await pause(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => {
    child.once('exit', resolve);
  });
  child.kill('SIGTERM');
  // An API server waits for its watches; nothing here is worth waiting for.
  const timer = setTimeout(() => child.kill('SIGKILL'), 1000);
  await gone;
  clearTimeout(timer);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  return Promise.all(
    servers.map(server => {
      const address = server.address();
      const port =
        typeof address === 'object' && address !== null ? address.port : 0;
      return new Promise<number>(resolve => {
        server.close(() => resolve(port));
      });
    }),
  );
}
