import { JsonObject } from '@tutti/engine';
import { PlanView } from '@tutti/plugin-tutti-common';
import {
  apiServerAssets,
  callsOfSandbox,
  ElsewhereCalls,
  startRealCluster,
} from '../__testUtils__/clusters';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
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

/** Types of environments by where they run; release managers manage what was there before. */
const PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: lab }
spec:
  rank: 1
  access:
    create: [anyone]
    deploy: [anyone]
    manage: ['group:default/release-managers']
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: lab }
spec:
  driver: kubernetes
  cluster: sandbox
  criteria: { environmentType: lab }
  namespace: \${context.application}
  namespaces: { adopt: [legacy] }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: reader }
spec: {}
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: reader }
spec:
  type: reader
  driver: manifests
  inputs:
    objects:
      - apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: lab-reader }
        rules: [{ apiGroups: [''], resources: [pods], verbs: [get] }]
`;

const ROLES = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
const ROLE = 'rbac.authorization.k8s.io/ClusterRole//lab-reader';

const score = (resources = '{}') => `apiVersion: score.dev/v1b1
metadata: { name: dns }
containers: { main: { image: 'a:1' } }
service: { ports: { dns: { port: 53 } } }
resources: ${resources}
`;

interface Place {
  name: string;
  isThere: boolean;
  start(): Promise<{
    portal: Portal;
    cluster: ElsewhereCalls;
    stop(): Promise<void>;
  }>;
}

const assets = apiServerAssets('what was in a cluster before Tutti was');

async function start(cluster?: JsonObject) {
  const { knex } = await openTestStore(databases, 'SQLITE_3');
  return startPortal({
    knex,
    files: { 'lab.yaml': PLATFORM },
    ...(cluster && { clusters: () => [{ ...cluster, name: 'sandbox' }] }),
  });
}

const PLACES: Place[] = [
  {
    name: 'the sandbox',
    isThere: true,
    async start() {
      const portal = await start();
      return {
        portal,
        cluster: callsOfSandbox(portal.sandbox),
        stop: () => portal.stop(),
      };
    },
  },
  {
    name: 'a real control plane',
    isThere: assets !== undefined,
    async start() {
      const real = await startRealCluster(assets ?? '');
      const portal = await start(real.config);
      return {
        portal,
        cluster: real.calls,
        async stop() {
          await portal.stop();
          await real.stop();
        },
      };
    },
  },
];

for (const { name, isThere, start: begin } of PLACES) {
  const describePlace = isThere ? describe : describe.skip;
  describePlace(`what was there before, on ${name}`, () => {
    let place: Awaited<ReturnType<Place['start']>>;

    beforeAll(async () => {
      place = await begin();
      for (const each of [
        'kube-system',
        'kube-public',
        'default',
        'pay-live',
        'billing',
        'legacy',
      ]) {
        await place.cluster.make('/api/v1/namespaces', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: each },
        });
      }
      await place.cluster.make('/api/v1/namespaces/kube-system/services', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'dns' },
        spec: { ports: [{ name: 'dns', port: 53 }] },
      });
      await place.cluster.make(ROLES, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'lab-reader', labels: { by: 'hand' } },
        rules: [],
      });
    }, 90_000);

    afterAll(() => place?.stop(), 30_000);

    /** Makes what is not there yet; gives the path of the environment. */
    async function own(application: string, environment: string, type: string) {
      const eve = place.portal.as(EVE);
      const path = `/applications/${application}`;
      if ((await eve.get(path)).status === 404) {
        await eve.post('/applications', { name: application }).expect(201);
        await eve.put(`${path}/workloads/dns`, { score: score() }).expect(200);
      }
      await eve
        .post(`${path}/environments`, { name: environment, type })
        .expect(201);
      return `${path}/environments/${environment}`;
    }

    async function plan(user: string, path: string, consent: object[] = []) {
      const { body } = await place.portal
        .as(user)
        .post(`${path}/plans`, { consent })
        .expect(201);
      const view: PlanView = body;
      return view;
    }

    async function deploy(user: string, path: string, consent: object[] = []) {
      const { id } = await plan(user, path, consent);
      const { body } = await place.portal
        .as(user)
        .post('/deployments', { planId: id })
        .expect(201);
      const ended = await place.portal.ended(body.id);
      expect(ended).toMatchObject({ status: 'succeeded' });
    }

    it.each([
      ['kube', 'system', 'development', 'kube-system', 'SystemNamespace'],
      ['kube', 'public', 'development', 'kube-public', 'SystemNamespace'],
      [
        'kube',
        'not-there-yet',
        'development',
        'kube-not-there-yet',
        'SystemNamespace',
      ],
      [
        'openshift',
        'monitoring',
        'development',
        'openshift-monitoring',
        'SystemNamespace',
      ],
      ['pay', 'live', 'development', 'pay-live', 'ForeignNamespace'],
      // A Target whose template gives the name.
      ['default', 'one', 'lab', 'default', 'SystemNamespace'],
      ['kube-system', 'one', 'lab', 'kube-system', 'SystemNamespace'],
      ['billing', 'one', 'lab', 'billing', 'ForeignNamespace'],
    ])(
      'application %s, environment %s of type %s gets no namespace %s, whatever anybody consents to',
      async (application, environment, type, namespace, code) => {
        const path = await own(application, environment, type);
        const before = await place.cluster.read(
          `/api/v1/namespaces/${namespace}`,
        );
        const { body } = await place.portal
          .as(EVE)
          .post(`${path}/plans`, {
            consent: [
              { subject: `/Namespace//${namespace}`, action: 'adopt' },
              { subject: `/Service/${namespace}/dns`, action: 'adopt' },
            ],
          })
          .expect(422);
        expect(body.problems).toContainEqual(expect.objectContaining({ code }));
        expect(
          await place.cluster.read(`/api/v1/namespaces/${namespace}`),
        ).toEqual(before);
      },
    );

    it('a namespace and an object are adopted by one who may manage, stay when nobody needs them, and go by consent', async () => {
      const path = await own('legacy', 'one', 'lab');
      const setScore = (resources: string) =>
        place.portal
          .as(EVE)
          .put('/applications/legacy/workloads/dns', {
            score: score(resources),
          })
          .expect(200);
      await setScore('{ reader: { type: reader } }');

      const { consents, deployable } = (await plan(EVE, path)).plan;
      expect(deployable).toBe(false);
      expect(consents.map(({ subject, covers }) => [subject, covers])).toEqual([
        ['/Namespace//legacy', 'foreign'],
        [ROLE, 'foreign'],
      ]);
      const adopt = consents.map(({ subject, action }) => ({
        subject,
        action,
      }));
      for (const consent of [adopt, adopt.slice(0, 1), adopt.slice(1)]) {
        // Owner of the application, and may deploy: not of what was there.
        await place.portal
          .as(EVE)
          .post(`${path}/plans`, { consent })
          .expect(403);
      }
      await deploy(JON, path, adopt);
      const ours = { 'tutti.dev/resource': expect.any(String) };
      expect(await place.cluster.read(`${ROLES}/lab-reader`)).toMatchObject({
        metadata: { labels: { by: 'hand', ...ours } },
        rules: [{ resources: ['pods'] }],
      });

      await setScore('{}');
      const leaving = (await plan(EVE, path)).plan;
      expect(leaving.deployable).toBe(true);
      const destroy = [{ subject: ROLE, action: 'destroy' }];
      expect(leaving.consents).toMatchObject([
        { ...destroy[0], covers: 'foreign', required: false, given: false },
      ]);
      await place.portal
        .as(EVE)
        .post(`${path}/plans`, { consent: destroy })
        .expect(403);
      await deploy(EVE, path);
      expect(await place.cluster.read(`${ROLES}/lab-reader`)).toMatchObject({
        metadata: { labels: { by: 'hand' } },
      });

      await setScore('{ reader: { type: reader } }');
      await deploy(JON, path, adopt.slice(1));
      await setScore('{}');
      await deploy(JON, path, destroy);
      expect(await place.cluster.read(`${ROLES}/lab-reader`)).toBeUndefined();
    }, 60_000);

    it('nobody but the manager of its type may manage it', async () => {
      await place.portal
        .as(MARIA)
        .get('/applications/legacy/environments/one/why?verb=manage')
        .expect(({ body }) => expect(body.allowed).toBe(false));
    });
  });
}
