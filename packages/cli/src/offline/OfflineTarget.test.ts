import { JsonValue } from '@tutti/engine';
import { setTimeout as pause } from 'timers/promises';
// A fixture, nothing that is published: see dryRun.ts.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import * as fixture from '@tutti/kubernetes/testing';
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

const assets = process.env.KUBEBUILDER_ASSETS ?? '';
if (!assets) {
  // eslint-disable-next-line no-console
  console.warn(
    'SKIPPED: KUBEBUILDER_ASSETS names no API server to compare with',
  );
}
(assets ? describe : describe.skip)('a real API server', () => {
  let server: fixture.ApiServer;
  beforeAll(async () => {
    server = await fixture.startApiServer(assets);
    // It answers before it knows all of its kinds.
    while (
      (await server.ask({ method: 'GET', path: '/readyz' })).status !== 200
    ) {
      await pause(100);
    }
  }, 60_000);
  afterAll(() => server.stop());

  /** `[apiVersion, kind, namespaced]` of everything that can be made. */
  async function kinds(): Promise<[string, string, boolean][]> {
    const get = async (path: string) =>
      (await server.ask({ method: 'GET', path })).body;
    const groups = items(await get('/apis'), 'groups').flatMap(group =>
      items(group, 'versions').map(version => text(version, 'groupVersion')),
    );
    const found: [string, string, boolean][] = [];
    for (const version of ['v1', ...groups]) {
      const path = version === 'v1' ? '/api/v1' : `/apis/${version}`;
      for (const resource of items(await get(path), 'resources')) {
        if (!text(resource, 'name').includes('/')) {
          found.push([
            version,
            text(resource, 'kind'),
            field(resource, 'namespaced') === true,
          ]);
        }
      }
    }
    return found;
  }

  it('agrees on where each of its kinds lives', async () => {
    const all = await kinds();
    // Asked and answered, never stored.
    const things = all.filter(
      ([, kind]) => !/Review$|^ComponentStatus$/.test(kind),
    );
    expect(things.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    for (const [version, kind, namespaced] of things) {
      if ((await target.isNamespaced(version, kind)) !== namespaced) {
        wrong.push(`${version} ${kind}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

function field(value: JsonValue, key: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value[key]
    : undefined;
}

function items(value: JsonValue, key: string): JsonValue[] {
  const list = field(value, key);
  return Array.isArray(list) ? list : [];
}

function text(value: JsonValue, key: string): string {
  return String(field(value, key));
}
