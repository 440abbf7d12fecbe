import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ObjectHealth,
  refOf,
  Secret,
  Target,
  TargetError,
} from '@tutti/engine';
import { Access } from './config';
import { loadClientNode } from './connection/clientNode';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';
import { ControlPlane, startControlPlane } from './__testUtils__/controlPlane';
import {
  claim,
  configMap,
  namespaceOf,
  workload,
} from './__testUtils__/manifests';
import { describeReal, healthWhen } from './__testUtils__/places';
import { startPretendedNode } from './__testUtils__/pretendedNode';

/** Ways to sign in, and what a real API server says to those who may not. */
describeReal('the sandbox asks nobody who they are', assets => {
  const call = { signal: new AbortController().signal, timeoutMs: 10_000 };
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane(assets);
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

  it('takes the token that is in its file now', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tutti-token-'));
    const file = path.join(folder, 'token');
    try {
      await writeFile(file, 'expired');
      const target = await open(
        byToken('', { token: { file }, caFile: plane.caFile }),
      );
      const look = () =>
        target.observe(
          [{ apiVersion: 'v1', kind: 'Namespace', name: 'default' }],
          call,
        );
      await expect(look()).rejects.toMatchObject({ code: 'forbidden' });
      await writeFile(file, `${plane.token}\n`);
      expect(await look()).toHaveLength(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('writes in the name of the person who asked, and looks by its own account', async () => {
    const root = '/apis/rbac.authorization.k8s.io/v1';
    const driver = new KubernetesTargetDriver([
      {
        name: 'real',
        access: { kind: 'kubeconfig', file: plane.kubeconfig },
        impersonate: 'requester',
      },
    ]);
    const place = { cluster: 'real', namespace: 'default' };
    const actor = {
      user: 'user:default/maria',
      groups: ['group:default/team-a', 'group:default/team-b'],
    };
    const target = await driver.open({ ...place, actor });
    const manifest = { ...configMap({ a: '1' }), metadata: { name: 'acted' } };
    const noRight = expect.stringContaining(
      'User "user:default/maria" cannot patch resource "configmaps"',
    );
    await expect(target.apply(manifest, 'absent', call)).rejects.toMatchObject({
      code: 'forbidden',
      message: noRight,
    });
    expect(await target.dryRun?.(manifest, 'absent', call)).toMatchObject({
      outcome: 'refused',
      reason: 'forbidden',
      message: noRight,
    });

    await plane.ask('POST', `${root}/namespaces/default/roles`, {
      metadata: { name: 'team-b' },
      rules: [
        {
          apiGroups: [''],
          resources: ['configmaps'],
          verbs: ['create', 'patch', 'delete'],
        },
      ],
    });
    await plane.ask('POST', `${root}/namespaces/default/rolebindings`, {
      metadata: { name: 'team-b' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'team-b',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: 'group:default/team-b',
        },
      ],
    });
    const made = await granted(() => target.apply(manifest, 'absent', call));
    // Reading is no right of the team.
    expect(await target.observe([made.ref], call)).toHaveLength(1);
    const stamped = await target.stamp(made.ref, made, call);
    await target.remove(made.ref, stamped, call);
    // What nobody asked for is written by the account itself.
    const own = await driver.open(place);
    const by = await own.apply(manifest, 'absent', call);
    await own.remove(by.ref, by, call);
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

  it('needs no more rights than the README says', async () => {
    const readme = await readFile(
      path.join(__dirname, '..', 'README.md'),
      'utf8',
    );
    const [, rules] = /```yaml\n(apiVersion: rbac[^]*?)```/.exec(readme) ?? [];
    const { loadAllYaml } = await loadClientNode();
    const root = '/apis/rbac.authorization.k8s.io/v1';
    for (const role of loadAllYaml(rules)) {
      await plane.ask('POST', `${root}/clusterroles`, role);
    }
    const binding = (role: string) => ({
      metadata: { name: role },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: role,
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'User',
          name: 'stranger',
        },
      ],
    });
    await plane.ask(
      'POST',
      `${root}/clusterrolebindings`,
      binding('tutti-namespaces'),
    );
    const stranger: Access = {
      kind: 'kubeconfig',
      file: plane.kubeconfig,
      context: 'stranger',
    };
    const target = await open(stranger, 'shop');
    await granted(() => target.apply(namespaceOf(target), 'absent', call));
    await plane.ask(
      'POST',
      `${root}/namespaces/shop/rolebindings`,
      binding('tutti-workloads'),
    );

    const objects = [
      configMap({}),
      workload('Deployment', 'registry.example.com/web:crash'),
      workload('StatefulSet', 'registry.example.com/db:1'),
      claim('standard'),
    ];
    await granted(() => target.observe([refOf(configMap({}))], call));
    for (const object of objects) await target.apply(object, 'absent', call);
    const [before] = await target.observe([refOf(configMap({}))], call);
    await target.apply(configMap({ a: '1' }), before, call);
    const refs = objects.map(refOf);
    // Two of each, so that they are listed.
    const live = await target.observe(
      refs.flatMap(ref => [ref, { ...ref, name: 'other' }]),
      call,
    );
    expect(live).toHaveLength(objects.length);
    const node = startPretendedNode(plane);
    const isFailed = ({ status }: ObjectHealth) => status === 'failed';
    const { cause } = await healthWhen(target, objects[1], isFailed).finally(
      () => node.stop(),
    );
    expect(cause?.logTail).toBeUndefined();
    const runs = await target.runtime?.tree(refs, call);
    expect(runs?.map(({ ref }) => ref.kind)).toEqual(
      expect.arrayContaining(['Deployment', 'ReplicaSet', 'Pod']),
    );
    expect(
      (await target.runtime?.events(['shop'], call))?.length,
    ).toBeGreaterThan(0);
    for (const { ref, uid } of live) await target.remove(ref, { uid }, call);
    const elsewhere = await open(stranger, 'default');
    await expect(
      elsewhere.apply(configMap({}), 'absent', call),
    ).rejects.toMatchObject({ code: 'forbidden' });
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

/** Rights reach the API server's memory a moment after they were given. */
async function granted<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const refused =
        error instanceof TargetError && error.code === 'forbidden';
      if (!refused || performance.now() > deadline) throw error;
      await pause(20);
    }
  }
}
