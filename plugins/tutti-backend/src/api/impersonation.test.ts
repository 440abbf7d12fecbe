import { PlanRecord } from '@tutti/plugin-tutti-common';
import {
  apiServerAssets,
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

const databases = testDatabases();
const assets = apiServerAssets('acting for the person who asked was');
const describeReal = assets ? describe : describe.skip;

const PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: lab }
spec: { rank: 1, access: { create: [anyone], deploy: [anyone] } }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: lab }
spec:
  driver: kubernetes
  cluster: real
  criteria: { environmentType: lab }
  namespace: lab
`;

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "registry.example.com/web:1" } }
`;

describeReal('where deployments write in the name of who asked', () => {
  let cluster: Awaited<ReturnType<typeof startRealCluster>>;
  let calls: ElsewhereCalls;
  let portal: Portal;

  beforeAll(async () => {
    cluster = await startRealCluster(assets ?? '');
    calls = cluster.calls;
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      files: { 'lab.yaml': PLATFORM },
      clusters: url => [
        { name: 'sandbox', kind: 'sandbox', url },
        { name: 'real', ...cluster.config, impersonate: 'requester' },
      ],
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'maria' },
          spec: {},
          relations: [
            { type: 'memberOf', targetRef: 'group:default/storefront' },
          ],
        },
      ],
    });
    const maria = portal.as(MARIA);
    await maria.post('/applications', { name: 'own' }).expect(201);
    await maria
      .put('/applications/own/workloads/web', { score: SCORE })
      .expect(200);
    await maria
      .post('/applications/own/environments', { name: 'a', type: 'lab' })
      .expect(201);
  }, 120_000);
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  }, 60_000);

  async function plan(): Promise<PlanRecord> {
    const { body } = await portal
      .as(MARIA)
      .post('/applications/own/environments/a/plans')
      .expect(201);
    return body;
  }

  it('what they may not do in the cluster is said by the plan, and what their group may is done', async () => {
    const refused = await plan();
    expect(refused.plan).toMatchObject({
      deployable: false,
      dryRun: {
        refusals: [
          {
            code: 'ClusterRefuses',
            message: expect.stringContaining(
              'User "user:default/maria" cannot patch resource "namespaces"',
            ),
          },
        ],
      },
    });
    const { body } = await portal
      .as(MARIA)
      .post('/deployments', { planId: refused.id });
    expect(body.error.message).toContain(
      'User "user:default/maria" cannot patch',
    );

    const root = '/apis/rbac.authorization.k8s.io/v1';
    await calls.make(`${root}/clusterrolebindings`, {
      metadata: { name: 'storefront' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: 'group:default/storefront',
        },
      ],
    });
    const deadline = performance.now() + 20_000;
    let allowed = await plan();
    while (!allowed.plan.deployable && performance.now() < deadline) {
      allowed = await plan();
    }
    const { body: deployment } = await portal
      .as(MARIA)
      .post('/deployments', { planId: allowed.id })
      .expect(201);
    expect(await portal.ended(deployment.id)).toMatchObject({
      status: 'succeeded',
    });
    expect(
      await calls.read('/apis/apps/v1/namespaces/lab/deployments/web'),
    ).toBeDefined();
  }, 120_000);
});
