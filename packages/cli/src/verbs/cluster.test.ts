import { loadAll } from 'js-yaml';
import { SMALL_PLATFORM } from '../__testUtils__/examples';
import { temporaryFolder } from '../__testUtils__/folder';
import { tutti } from '../__testUtils__/tutti';

const folder = temporaryFolder();

const MORE = `
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: certificate }
spec:
  type: certificate
  driver: manifests
  inputs:
    objects:
      - { apiVersion: cert-manager.io/v1, kind: Certificate, metadata: { name: a } }
      - { apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: b } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: certificate }
spec: { outputs: { type: object, properties: {} } }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: narrow }
spec:
  driver: kubernetes
  cluster: here
  criteria: { environmentType: narrow }
  limits: { kinds: [Namespace, apps/Deployment, Service] }
  secrets: { read: [{ namespace: vault, names: [b, a] }] }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: narrow }
spec: { rank: 5 }
`;

async function rbac(...args: string[]) {
  const file = folder.write('platform.yaml', `${SMALL_PLATFORM}${MORE}`);
  return tutti('cluster', 'rbac', '--platform', file, ...args);
}

describe('tutti cluster rbac', () => {
  it('gives the verbs that are used on exactly the kinds of the files', async () => {
    const { code, out } = await rbac();
    expect(code).toBe(0);
    const [role, binding] = loadAll(out);
    expect(role).toMatchObject({
      kind: 'ClusterRole',
      metadata: { name: 'tutti' },
    });
    expect(role).toHaveProperty(
      'rules',
      expect.arrayContaining([
        {
          apiGroups: [''],
          resources: ['namespaces'],
          verbs: ['get', 'create', 'patch', 'delete'],
        },
        {
          apiGroups: ['cert-manager.io'],
          resources: ['certificates'],
          verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
        },
        {
          apiGroups: ['rbac.authorization.k8s.io'],
          resources: ['clusterroles'],
          verbs: ['get', 'create', 'patch', 'delete'],
        },
        {
          apiGroups: [''],
          resources: ['events', 'pods/log'],
          verbs: ['get', 'list'],
        },
        {
          apiGroups: [''],
          resources: ['pods'],
          verbs: ['get', 'list', 'watch'],
        },
      ]),
    );
    expect(out).not.toMatch(/\*|escalate|bind:|ingresses|impersonate/);
    expect(binding).toMatchObject({
      kind: 'ClusterRoleBinding',
      subjects: [{ kind: 'ServiceAccount', namespace: 'tutti', name: 'tutti' }],
    });
    expect(out).toContain(
      '# cert-manager.io/v1 Certificate is a kind of its own that the files do not define: its resource is taken for certificates, in namespaces.',
    );
  });

  it('stays within the limits of one Target, and in some namespaces', async () => {
    const { out } = await rbac(
      ...['--target', 'narrow', '--namespace', 'shop-a', 'shop-b'],
      ...['--subject', 'user:maria', '--impersonate'],
    );
    expect(loadAll(out)).toMatchObject([
      {
        kind: 'ClusterRole',
        rules: [
          { apiGroups: [''], resources: ['services'] },
          { apiGroups: ['apps'], resources: ['deployments'] },
          { apiGroups: [''], resources: ['events', 'pods/log'] },
          { apiGroups: [''], resources: ['pods'] },
          { apiGroups: ['apps'], resources: ['replicasets', 'statefulsets'] },
          { apiGroups: ['batch'], resources: ['jobs'] },
          { apiGroups: ['discovery.k8s.io'] },
          { resources: ['namespaces'], verbs: ['get', 'patch', 'delete'] },
        ],
      },
      {
        kind: 'RoleBinding',
        metadata: { namespace: 'shop-a' },
        subjects: [{ kind: 'User', name: 'maria' }],
      },
      { kind: 'RoleBinding', metadata: { namespace: 'shop-b' } },
      {
        kind: 'ClusterRole',
        metadata: { name: 'tutti-cluster' },
        rules: [{ resources: ['users', 'groups'], verbs: ['impersonate'] }],
      },
      { kind: 'ClusterRoleBinding' },
      {
        kind: 'Role',
        metadata: { namespace: 'vault' },
        rules: [
          { resources: ['secrets'], verbs: ['get'], resourceNames: ['a', 'b'] },
        ],
      },
      { kind: 'RoleBinding', metadata: { namespace: 'vault' } },
    ]);
  });

  it('says which Targets there are, and how an account is named', async () => {
    expect(await rbac('--target', 'wide')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/has no Target wide[^]*narrow/),
    });
    expect(await rbac('--subject', 'maria')).toMatchObject({
      code: 2,
      err: expect.stringContaining('namespace/name, or user:NAME'),
    });
  });
});
