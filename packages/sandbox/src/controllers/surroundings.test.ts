import { listAt, objectsAt } from '../json';
import { deployment, paths, podTemplate } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

describe('what stands around workloads', () => {
  it('a DaemonSet has one pod on the one node', async () => {
    await world.api.create(paths.daemonSets, {
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: podTemplate('agent:1'),
      },
    });
    world.clock.advance(2000);
    expect(await world.status(`${paths.daemonSets}/agent`)).toMatchObject({
      desiredNumberScheduled: 1,
      numberReady: 1,
      numberAvailable: 1,
    });
  });

  it('a pod waits for its volume', async () => {
    await world.api.create(paths.pods, {
      metadata: { name: 'web' },
      spec: {
        containers: [{ name: 'web', image: 'web:1' }],
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
      },
    });
    world.clock.advance(3000);
    expect(await world.condition(`${paths.pods}/web`, 'PodScheduled')).toEqual({
      status: 'False',
      reason: 'Unschedulable',
    });
    await world.api.create(paths.claims, {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    world.clock.advance(3000);
    expect(await world.condition(`${paths.pods}/web`, 'Ready')).toMatchObject({
      status: 'True',
    });
  });

  it('a claim in use goes only after its pod, and its volume with it', async () => {
    await world.api.create(paths.claims, {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await world.api.create(paths.pods, {
      metadata: { name: 'web' },
      spec: {
        containers: [{ name: 'web', image: 'web:1' }],
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
      },
    });
    world.clock.advance(2000);
    await world.api.remove(`${paths.claims}/data`);
    world.clock.advance(5000);
    expect((await world.api.get(`${paths.claims}/data`)).status).toBe(200);
    await world.api.remove(`${paths.pods}/web`);
    world.clock.advance(1000);
    expect((await world.api.get(`${paths.claims}/data`)).status).toBe(404);
    expect(
      listAt((await world.api.get('/api/v1/persistentvolumes')).body, 'items'),
    ).toEqual([]);
  });

  it('an Ingress and a LoadBalancer are given an address', async () => {
    await world.api.create(paths.ingresses, {
      metadata: { name: 'web' },
      spec: {
        defaultBackend: { service: { name: 'web', port: { number: 80 } } },
      },
    });
    await world.api.create(paths.services, {
      metadata: { name: 'web' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    });
    world.clock.advance(1000);
    for (const path of [`${paths.ingresses}/web`, `${paths.services}/web`])
      expect(await world.status(path)).toMatchObject({
        loadBalancer: { ingress: [{ ip: '127.0.0.1' }] },
      });
  });

  it("a Service's endpoints are the pods it selects", async () => {
    await world.api.create(paths.services, {
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 2 }),
    );
    world.clock.advance(2000);
    const [slice] = objectsAt(
      (await world.api.get(paths.slices)).body,
      'items',
    );
    expect(
      objectsAt(slice, 'endpoints').map(({ conditions }) => conditions),
    ).toEqual([
      { ready: true, serving: true, terminating: false },
      { ready: true, serving: true, terminating: false },
    ]);
    await world.api.merge(`${paths.deployments}/web`, {
      spec: { replicas: 0 },
    });
    world.clock.advance(2000);
    const [empty] = objectsAt(
      (await world.api.get(paths.slices)).body,
      'items',
    );
    expect(objectsAt(empty, 'endpoints')).toEqual([]);
  });

  it('an autoscaler keeps the replicas between its bounds', async () => {
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 1 }),
    );
    await world.api.create(paths.autoscalers, {
      metadata: { name: 'web' },
      spec: {
        minReplicas: 2,
        maxReplicas: 3,
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
        },
      },
    });
    world.clock.advance(2000);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      replicas: 2,
    });
    await world.api.merge(`${paths.deployments}/web`, {
      spec: { replicas: 9 },
    });
    world.clock.advance(2000);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      replicas: 3,
    });
    expect(await world.status(`${paths.autoscalers}/web`)).toMatchObject({
      currentReplicas: 3,
      desiredReplicas: 3,
    });
  });

  it('a disruption budget counts', async () => {
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 3 }),
    );
    await world.api.create(paths.budgets, {
      metadata: { name: 'web' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    });
    world.clock.advance(2000);
    expect(await world.status(`${paths.budgets}/web`)).toMatchObject({
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
    });
  });
});
