import { offlineTarget } from './OfflineTarget';

const target = offlineTarget({
  driver: 'kubernetes',
  cluster: 'local',
  namespace: 'shop',
});
const limits = { signal: new AbortController().signal, timeoutMs: 1000 };

it.each([
  ['v1', 'Namespace', false],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', false],
  ['storage.k8s.io/v1', 'CSINode', false],
  ['v1', 'ConfigMap', true],
  ['rbac.authorization.k8s.io/v1', 'Role', true],
  ['example.com/v1', 'Anything', true],
])('%s %s lives in a namespace: %p', async (apiVersion, kind, expected) => {
  expect(await target.isNamespaced(apiVersion, kind)).toBe(expected);
});

it('is empty, and refuses to be written to', async () => {
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'x' };
  expect(await target.observe([ref], limits)).toEqual([]);
  await expect(
    target.remove(ref, { uid: 'u', resourceVersion: '1' }, limits),
  ).rejects.toThrow('there is no cluster offline');
});
