import { Right } from '@tutti/engine';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';
import { ControlPlane, startControlPlane } from './__testUtils__/controlPlane';
import { describeReal, describePlaces } from './__testUtils__/places';

const RIGHTS: Right[] = [
  {
    group: '',
    resource: 'namespaces',
    verbs: ['get', 'create'],
    namespaced: false,
  },
  {
    group: 'apps',
    resource: 'deployments',
    verbs: ['get', 'list', 'patch'],
    namespaced: true,
  },
  { group: '', resource: 'pods/log', verbs: ['get'], namespaced: true },
];

/** What a look at a cluster tells. */
describePlaces((site, { isReal }) => {
  it('tells who we are there, and that nothing is missing', async () => {
    const { driver } = site();
    const { signal } = new AbortController();
    const report = await driver.check(
      { cluster: 'here', rights: RIGHTS },
      signal,
    );
    expect(report).toMatchObject({
      version: expect.stringMatching(/^v1\.\d+/),
      latencyMs: expect.any(Number),
      account: isReal ? 'admin' : 'sandbox-simulation',
      impersonates: false,
      asked: 6,
      missing: [],
      dryRun: { works: true },
    });
  });
});

describeReal('the sandbox knows no accounts with few rights', assets => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane(assets);
  }, 60_000);
  afterAll(() => plane?.stop(), 30_000);

  it('is told what is missing, everywhere and in one namespace', async () => {
    const root = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
    await plane.ask('POST', `${root}/roles`, {
      metadata: { name: 'some' },
      rules: [
        {
          apiGroups: ['apps'],
          resources: ['deployments'],
          verbs: ['get', 'list'],
        },
        { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      ],
    });
    await plane.ask('POST', `${root}/rolebindings`, {
      metadata: { name: 'some' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'some',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'User',
          name: 'stranger',
        },
      ],
    });
    const driver = new KubernetesTargetDriver([
      {
        name: 'here',
        access: {
          kind: 'kubeconfig',
          file: plane.kubeconfig,
          context: 'stranger',
        },
        impersonate: 'requester',
      },
    ]);
    const { signal } = new AbortController();
    const look = (namespace?: string) =>
      driver.check(
        { cluster: 'here', rights: RIGHTS, ...(namespace && { namespace }) },
        signal,
      );
    expect(await look()).toMatchObject({
      account: 'stranger',
      impersonates: true,
      asked: 8,
      missing: [
        { group: '', resource: 'namespaces', verbs: ['get', 'create'] },
        {
          group: 'apps',
          resource: 'deployments',
          verbs: ['get', 'list', 'patch'],
        },
        { group: '', resource: 'pods/log', verbs: ['get'] },
        { group: '', resource: 'users', verbs: ['impersonate'] },
        { group: '', resource: 'groups', verbs: ['impersonate'] },
      ],
      dryRun: {
        works: false,
        why: expect.stringContaining('cannot patch resource "configmaps"'),
      },
    });
    const inDefault = await look('default');
    expect(inDefault.missing).toEqual([
      { group: '', resource: 'namespaces', verbs: ['get'] },
      { group: 'apps', resource: 'deployments', verbs: ['patch'] },
      { group: '', resource: 'users', verbs: ['impersonate'] },
      { group: '', resource: 'groups', verbs: ['impersonate'] },
    ]);
  });
});
