import { readFile } from 'node:fs/promises';
import { Secret, Target } from '@tutti/engine';
import { Access } from './config';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';
import { ControlPlane, startControlPlane } from './__testUtils__/controlPlane';
import { configMap, namespaceOf } from './__testUtils__/manifests';
import { controlPlaneAssets } from './__testUtils__/places';

const assets = controlPlaneAssets();
const describeReally = assets ? describe : describe.skip;

/** Ways to sign in, and what a real API server says to those who may not. */
describeReally('on a real control plane', () => {
  const call = { signal: new AbortController().signal, timeoutMs: 10_000 };
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane(assets ?? '');
  }, 60_000);
  afterAll(() => plane?.stop(), 30_000);

  function open(access: Access, namespace = 'default'): Promise<Target> {
    const driver = new KubernetesTargetDriver([{ name: 'real', access }]);
    return driver.open({ cluster: 'real', namespace });
  }

  const byToken = (token: string, more: object = {}): Access => ({
    kind: 'serviceAccountToken',
    url: plane.url,
    token: new Secret(token),
    skipTLSVerify: false,
    ...more,
  });

  it.each<[string, () => Promise<Access>]>([
    [
      'a kubeconfig',
      async () => ({ kind: 'kubeconfig', file: plane.kubeconfig }),
    ],
    [
      'a token and the authority as a file',
      async () => byToken(plane.token, { caFile: plane.caFile }),
    ],
    [
      'a token and the authority as data',
      async () => {
        const ca = await readFile(plane.caFile);
        return byToken(plane.token, { caData: ca.toString('base64') });
      },
    ],
    [
      'a token, trusting whoever answers',
      async () => byToken(plane.token, { skipTLSVerify: true }),
    ],
  ])('signs in by %s', async (_, access) => {
    const target = await open(await access());
    expect(target.simulated).toBe(false);
    const live = await target.observe(
      [{ apiVersion: 'v1', kind: 'Namespace', name: 'default' }],
      call,
    );
    expect(live).toHaveLength(1);
  });

  it('trusts nobody by default', async () => {
    const target = await open(byToken(plane.token));
    await expect(
      target.apply(configMap({}), 'absent', call),
    ).rejects.toMatchObject({
      code: 'unavailable',
      retryable: false,
      message: expect.stringMatching(
        /^cluster "real": ask for its version: the API server's certificate is not trusted \([A-Z_]+\)/,
      ),
    });
  });

  it('says that a token is not accepted, and never the token', async () => {
    const target = await open(
      byToken('canary-token', { caFile: plane.caFile }),
    );
    const error = await target.apply(configMap({}), 'absent', call).then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toMatchObject({
      code: 'forbidden',
      retryable: false,
      message: expect.stringContaining('does not accept (any more)'),
    });
    expect(String(error)).not.toContain('canary');
  });

  it('says what the account may not do', async () => {
    const target = await open({
      kind: 'kubeconfig',
      file: plane.kubeconfig,
      context: 'stranger',
    });
    await expect(
      target.apply(configMap({}), 'absent', call),
    ).rejects.toMatchObject({
      code: 'forbidden',
      retryable: false,
      message: expect.stringMatching(
        /apply ConfigMap default\/settings: .*User "stranger" cannot patch resource "configmaps"/,
      ),
    });
  });

  it('asks to wait while a namespace is being deleted', async () => {
    const admin: Access = { kind: 'kubeconfig', file: plane.kubeconfig };
    const target = await open(admin, 'leaving');
    // A finalizer that nobody removes keeps it in that state.
    await plane.ask('POST', '/api/v1/namespaces', {
      ...namespaceOf(target),
      metadata: { name: 'leaving', finalizers: ['example.com/stay'] },
    });
    await plane.ask('DELETE', '/api/v1/namespaces/leaving');
    await expect(
      target.apply(configMap({}), 'absent', call),
    ).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });
});
