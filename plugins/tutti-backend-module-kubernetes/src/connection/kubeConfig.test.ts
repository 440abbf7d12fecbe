import { setTimeout as pause } from 'node:timers/promises';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonObject, Secret, TargetError } from '@tutti/engine';
import { KubernetesTargetDriver } from '../KubernetesTargetDriver';
import { startApiServer } from '../__testUtils__/apiServer';
import { connectByKubeConfig } from './kubeConfig';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tutti-kubeconfig-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function kubeconfig(user: JsonObject, cluster: JsonObject = {}) {
  const file = path.join(folder, 'config');
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'c',
        cluster: { server: 'https://kube.example.com/', ...cluster },
      },
    ],
    users: [{ name: 'u', user }],
    contexts: [
      { name: 'one', context: { cluster: 'c', user: 'u' } },
      { name: 'lost', context: { cluster: 'gone', user: 'u' } },
    ],
    'current-context': 'one',
  };
  await writeFile(file, JSON.stringify(content));
  return file;
}

describe('a connection by kubeconfig', () => {
  it.each<[string, JsonObject, string]>([
    ['a token', { token: 'canary' }, 'Bearer canary'],
    [
      'a name and a password',
      { username: 'me', password: 'canary' },
      `Basic ${Buffer.from('me:canary').toString('base64')}`,
    ],
  ])('signs in with %s', async (_, user, expected) => {
    const file = await kubeconfig(user);
    const connection = await connectByKubeConfig('dev', {
      kind: 'kubeconfig',
      file,
    });
    expect(connection.server).toBe('https://kube.example.com');
    const { headers } = await connection.passport();
    expect(headers.Authorization).toBe(expected);
  });

  it('keeps its sockets while the certificates stay, and opens new ones when they change', async () => {
    const caFile = path.join(folder, 'ca.crt');
    await writeFile(caFile, 'first');
    const connection = await connectByKubeConfig('dev', {
      kind: 'serviceAccountToken',
      url: 'https://kube.example.com',
      token: new Secret('canary'),
      caFile,
      skipTLSVerify: false,
    });
    const first = await connection.passport();
    expect((await connection.passport()).agent).toBe(first.agent);
    await writeFile(caFile, 'second');
    // What it reads holds for a second; without new sockets the test would not end.
    while ((await connection.passport()).agent === first.agent) await pause(50);
  });

  it.each<[string, () => Promise<{ file?: string; context?: string }>, string]>(
    [
      [
        'a file that is not there',
        async () => ({ file: '/nowhere/config' }),
        'Cluster "dev": /nowhere/config cannot be read (ENOENT)',
      ],
      [
        'a context that is not there',
        async () => ({ file: await kubeconfig({}), context: 'two' }),
        'has no context "two"; it has one, lost',
      ],
      [
        'a context without its cluster',
        async () => ({ file: await kubeconfig({}), context: 'lost' }),
        'Cluster "dev": the kubeconfig\'s context "lost" names no cluster',
      ],
      [
        'a file that is no kubeconfig, without quoting it',
        async () => {
          const file = path.join(folder, 'broken');
          await writeFile(file, 'users: [{ token: canary-token');
          return { file };
        },
        'cannot be read (YAMLException)',
      ],
      [
        'credentials in clear over the network',
        async () => ({
          file: await kubeconfig({}, { server: 'http://kube.example.com' }),
        }),
        'http://kube.example.com is not encrypted',
      ],
    ],
  )('refuses %s', async (_, prepare, message) => {
    const access = await prepare();
    const work = connectByKubeConfig('dev', { kind: 'kubeconfig', ...access });
    await expect(work).rejects.toThrow(message);
    await expect(work).rejects.not.toThrow('canary');
  });

  it('refuses inCluster outside of a cluster', async () => {
    const host = process.env.KUBERNETES_SERVICE_HOST;
    delete process.env.KUBERNETES_SERVICE_HOST;
    try {
      await expect(
        connectByKubeConfig('dev', { kind: 'inCluster' }),
      ).rejects.toThrow('Backstage does not run in a Kubernetes cluster');
    } finally {
      if (host !== undefined) process.env.KUBERNETES_SERVICE_HOST = host;
    }
  });

  it('never repeats what a failing sign-in program printed', async () => {
    const program = path.join(folder, 'sign-in');
    await writeFile(program, '#!/bin/sh\necho canary-token >&2\nexit 1\n');
    await chmod(program, 0o755);
    const error = await useProgram(program);
    expect(error).toMatchObject({
      code: 'forbidden',
      retryable: false,
      message: expect.stringContaining(
        'cluster "dev": ask for its version: the credentials could not be obtained',
      ),
    });
    expect(error.message).not.toContain('canary');
  });

  it('does not wait for a sign-in program that hangs', async () => {
    const program = path.join(folder, 'sign-in');
    await writeFile(program, '#!/bin/sh\nexec sleep 3\n');
    await chmod(program, 0o755);
    expect(await useProgram(program)).toMatchObject({ code: 'timeout' });
  });
});

async function useProgram(command: string): Promise<TargetError> {
  const server = await startApiServer(() => undefined);
  try {
    const file = await kubeconfig(
      {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command,
          interactiveMode: 'Never',
        },
      },
      { server: server.url, 'insecure-skip-tls-verify': true },
    );
    const driver = new KubernetesTargetDriver([
      { name: 'dev', access: { kind: 'kubeconfig', file } },
    ]);
    const target = await driver.open({ cluster: 'dev', namespace: 'shop' });
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' };
    const error = await target
      .observe([ref], { signal: new AbortController().signal, timeoutMs: 500 })
      .then(
        () => undefined,
        thrown => thrown,
      );
    if (!(error instanceof TargetError)) throw error ?? new Error('no error');
    expect(server.seen).toEqual([]);
    return error;
  } finally {
    await server.close();
  }
}
