import { setTimeout as pause } from 'node:timers/promises';
import {
  builtinDrivers,
  Clock,
  loadPlatform,
  Platform,
  rbacManifests,
  readWorkload,
  refOf,
  rightsFor,
  Target,
} from '@tutti/engine';
import { TestEnvironment } from '@tutti/engine/testing';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';
import { ControlPlane, startControlPlane } from './__testUtils__/controlPlane';
import { describeReal } from './__testUtils__/places';
import { startPretendedNode } from './__testUtils__/pretendedNode';

/** Everything that Tutti does, by an account that may do what `tutti cluster rbac` prints and nothing else. */

const PLATFORM = `
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: development }
spec: { rank: 1 }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: here }
spec: { driver: kubernetes, cluster: here, namespace: "shop-\${context.environment}", namespaces: { adopt: [shop-narrow] } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: database }
spec: { outputs: { type: object, properties: { password: { type: string, x-secret: true } } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: database }
spec:
  type: database
  driver: manifests
  inputs:
    objects:
      - { apiVersion: v1, kind: Secret, metadata: { name: key }, stringData: { password: "\${generate.password.app}" } }
      - { apiVersion: v1, kind: ServiceAccount, metadata: { name: database } }
      - apiVersion: batch/v1
        kind: Job
        metadata: { name: migrate }
        spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/migrate:1" }] } } }
      - apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: database }
        spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }
      - { apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: web }, spec: { minAvailable: 1, selector: { matchLabels: { app: web } } } }
    outputs: { password: "\${generate.password.app}" }
`;

const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
service: { ports: { web: { port: 80 } } }
containers:
  main:
    image: "registry.example.com/web:1"
    variables: { PASSWORD: "\${resources.db.password}" }
resources: { db: { type: database } }
`;

const CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await pause(milliseconds, undefined, { signal }).catch(() => {});
  },
};

function platform(): Platform {
  const loaded = loadPlatform(
    [{ file: 'platform.yaml', text: PLATFORM }],
    builtinDrivers(),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
}

/** Whom the API server knows, and who may do nothing. */
const STRANGER = { kind: 'User' as const, name: 'stranger' };

describeReal(
  'the sandbox knows no rights, so none that tutti cluster rbac prints',
  assets => {
    let plane: ControlPlane;
    let node: ReturnType<typeof startPretendedNode>;
    beforeAll(async () => {
      plane = await startControlPlane(assets);
      node = startPretendedNode(plane);
    }, 60_000);
    afterAll(async () => {
      await node?.stop();
      await plane?.stop();
    }, 30_000);

    class Here extends TestEnvironment {
      target?: Target;
      override ports() {
        return {
          ...super.ports(target => this.target ?? target),
          clock: CLOCK,
        };
      }
    }

    async function environmentAs(
      context: 'admin' | 'stranger',
      name: string,
    ): Promise<{ environment: Here; target: Target }> {
      const workload = readWorkload(SCORE, { file: 'score.yaml' });
      if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
      const driver = new KubernetesTargetDriver([
        {
          name: 'here',
          access: { kind: 'kubeconfig', file: plane.kubeconfig, context },
        },
      ]);
      const target = await driver.open({
        cluster: 'here',
        namespace: `shop-${name}`,
      });
      const environment = new Here({
        ...TestEnvironment.of(platform(), [workload.value]).request,
        environment: { id: `env-${name}`, name, type: 'development' },
      });
      environment.target = target;
      environment.limits = { healthTimeoutMs: 30_000, healthPollMs: 100 };
      return { environment, target };
    }

    /** Plans, deploys, looks at what runs, changes it and takes it away; gives the kinds that are left. */
    async function live({
      environment,
      target,
    }: Awaited<ReturnType<typeof environmentAs>>): Promise<string[]> {
      const call = { signal: new AbortController().signal, timeoutMs: 10_000 };
      const deploy = async () => {
        const plan = await environment.plan();
        const outcome = await environment.run(plan);
        expect(outcome).toMatchObject({ status: 'succeeded' });
        return plan;
      };
      await deploy();
      const refs = environment.database.state().objects.map(({ ref }) => ref);
      const tree = await target.runtime?.tree(refs, call);
      expect(tree?.map(({ ref }) => ref.kind)).toEqual(
        expect.arrayContaining(['Deployment', 'ReplicaSet', 'Pod', 'Service']),
      );
      await target.runtime?.events([target.namespace], call);
      // A watch that is refused ends with it.
      const over = new AbortController();
      const watching = target.runtime?.watch(refs, () => {}, over.signal);
      await pause(1_000);
      over.abort();
      await watching;
      expect(
        (await target.health(refs, call)).every(
          ({ status }) => status === 'healthy',
        ),
      ).toBe(true);

      environment.change({
        overlays: { replicas: { web: 2 }, paused: false, restarts: {} },
      });
      const changing = await deploy();
      expect(changing.dryRun).toMatchObject({ accepted: 1, refused: 0 });

      environment.change({ destroy: true });
      const leaving = await environment.plan();
      environment.change({
        consent: leaving.consents.filter(({ required }) => required),
      });
      await deploy();
      const left = await target.observe(refs, call);
      return left.map(({ ref }) => ref.kind);
    }

    it('plans, deploys, looks and removes in every namespace', async () => {
      const made = await environmentAs('stranger', 'wide');
      const { rights, notes } = rightsFor(platform());
      expect(notes).toEqual([]);
      await give(rbacManifests(rights, { subject: STRANGER }));
      expect(await live(made)).toEqual([]);
    }, 120_000);

    it('plans, deploys and looks in one namespace that is there', async () => {
      await take();
      const made = await environmentAs('stranger', 'narrow');
      const { target, environment } = made;
      await plane.ask('POST', '/api/v1/namespaces', {
        metadata: {
          name: target.namespace,
        },
      });
      const { rights } = rightsFor(platform());
      await give(
        rbacManifests(rights, {
          subject: STRANGER,
          namespaces: [target.namespace],
        }),
      );
      const adopting = await environment.plan();
      environment.change({ consent: adopting.consents });
      expect(await live(made)).toEqual(['Namespace']);
    }, 120_000);

    const given: string[] = [];

    async function give(manifests: ReturnType<typeof rbacManifests>) {
      for (const manifest of manifests) {
        const { name, namespace } = refOf(manifest);
        const plural = `${manifest.kind.toLowerCase()}s`;
        const place = namespace ? `/namespaces/${namespace}` : '';
        const path = `/apis/rbac.authorization.k8s.io/v1${place}/${plural}`;
        await plane.ask('POST', path, manifest);
        given.push(`${path}/${name}`);
      }
      // Rights reach the API server's memory a moment after they were given.
      const isGiven = async () => {
        const { environment } = await environmentAs('stranger', 'trial');
        return (await environment.tryPlan()).ok;
      };
      const deadline = performance.now() + 20_000;
      if (manifests.some(({ kind }) => kind === 'ClusterRoleBinding')) {
        while (!(await isGiven()) && performance.now() < deadline)
          await pause(50);
      } else await pause(1_000);
    }

    async function take() {
      for (const path of given.splice(0)) await plane.ask('DELETE', path);
    }
  },
);
