import { DriftView } from '@tutti/plugin-tutti-common';
import {
  apiServerAssets,
  callsOfSandbox,
  ElsewhereCalls,
  startRealCluster,
} from '../__testUtils__/clusters';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

// Jest cannot load this ES module; Node itself can, and it is the real one.
jest.mock(
  '@tutti/plugin-tutti-backend-module-kubernetes/src/connection/clientNode',
  () => ({
    loadClientNode: async () => {
      const { createRequire } = process.getBuiltinModule('node:module');
      return createRequire(__filename)('@kubernetes/client-node');
    },
  }),
);

jest.setTimeout(120_000);

const databases = testDatabases();
const DRIFT = '/applications/shop/environments/development/drift';
const WEB = '/apis/apps/v1/namespaces/shop-development/deployments/web';
const REAL = 'a real control plane';

const assets = apiServerAssets('drift');

/** Whatever is applied runs an image of the mirror: an admission of the cluster sees to that. */
const POLICY = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingAdmissionPolicy',
  metadata: { name: 'mirror' },
  spec: {
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['deployments'],
        },
      ],
    },
    failurePolicy: 'Fail',
    reinvocationPolicy: 'Never',
    mutations: [
      {
        patchType: 'JSONPatch',
        jsonPatch: {
          expression:
            '[JSONPatch{op: "replace", path: "/spec/template/spec/containers/0/image", value: "mirror.example.com/image:1"}]',
        },
      },
    ],
  },
};
const BINDING = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingAdmissionPolicyBinding',
  metadata: { name: 'mirror' },
  spec: { policyName: 'mirror' },
};

const PLACES = assets ? ['the sandbox', REAL] : ['the sandbox'];

describe.each(PLACES)('drift in %s', where => {
  const isReal = where === REAL;
  let portal: Portal;
  let calls: ElsewhereCalls;
  let stopCluster: () => Promise<void> = async () => {};

  beforeAll(async () => {
    const real = isReal ? await startRealCluster(assets ?? '') : undefined;
    if (real) stopCluster = real.stop;
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      ...(real && {
        clusters: () => [{ name: 'sandbox', ...real.config }],
      }),
    });
    calls = real?.calls ?? callsOfSandbox(portal.sandbox);
    await portal.deploy('development');
  });

  afterAll(async () => {
    await portal?.stop();
    await stopCluster();
  });

  const look = async (): Promise<DriftView> =>
    (await portal.as(MARIA).post(DRIFT).expect(200)).body;

  it('after a deployment there is none', async () => {
    expect(await look()).toMatchObject({ candidates: 0, items: [] });
  });

  it('what others add beside is none of ours', async () => {
    await calls.change(
      WEB,
      { metadata: { annotations: { 'example.com/seen': 'yes' } } },
      'somebody',
    );
    await calls.make('/api/v1/namespaces/shop-development/configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'of-somebody' },
    });
    expect(await look()).toMatchObject({ candidates: 0, items: [] });
  });

  it('a field of ours that others set is told with who did, and put back', async () => {
    await calls.change(
      WEB,
      { metadata: { labels: { 'app.kubernetes.io/name': 'by-hand' } } },
      'kubectl-edit',
    );
    const { items } = await look();
    expect(items).toMatchObject([
      {
        path: 'metadata.labels.app.kubernetes.io/name',
        live: 'by-hand',
        wanted: 'web',
        managers: [{ name: 'kubectl-edit', operation: 'Update' }],
      },
    ]);
    const { body } = await portal
      .as(MARIA)
      .post('/drift/decisions', { how: 'repair', findings: [items[0].id] })
      .expect(200);
    expect(await portal.ended(body.items[0].deploymentId)).toMatchObject({
      status: 'succeeded',
    });
    expect((await look()).items).toEqual([]);
    const live = await calls.read(WEB);
    expect(live?.metadata).toMatchObject({
      annotations: { 'example.com/seen': 'yes' },
    });
  });

  it('after a deployment that changes nothing, what an admission mutates is none', async () => {
    // Of admission the sandbox knows nothing.
    if (!isReal) return;
    const root = '/apis/admissionregistration.k8s.io/v1';
    await calls.make(`${root}/mutatingadmissionpolicies`, POLICY);
    await calls.make(`${root}/mutatingadmissionpolicybindings`, BINDING);
    const imageOf = async () =>
      JSON.stringify((await calls.read(WEB))?.spec).includes('mirror.example');
    // It serves a moment after it is made; somebody writes until it does.
    for (let count = 0; !(await imageOf()); count++) {
      await calls.change(
        WEB,
        { metadata: { annotations: { 'example.com/seen': `${count}` } } },
        'somebody',
      );
    }
    const before = await look();
    expect(before).toMatchObject({ candidates: 1, items: [] });
    await portal.deploy('development');
    expect(await look()).toMatchObject({ candidates: 0, items: [] });
  });
});
