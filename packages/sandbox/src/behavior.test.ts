import { ManualClock } from './clock';
import {
  isObject,
  JsonObject,
  JsonValue,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
} from './json';
import { Sandbox, startSandbox } from './sandbox';
import { Client, clientOf } from './testing/client';
import { deployment, paths, podTemplate } from './testing/manifests';

/** What the pretended controllers do, on a clock that the tests move. */

let clock: ManualClock;
let sandbox: Sandbox;
let api: Client;

beforeEach(async () => {
  clock = new ManualClock();
  sandbox = await startSandbox({ clock });
  api = clientOf(sandbox.url);
  clock.advance(0);
});
afterEach(() => sandbox.close());

async function pods(): Promise<JsonObject[]> {
  return objectsAt((await api.get(paths.pods)).body, 'items');
}

async function status(path: string): Promise<JsonObject> {
  return objectAt((await api.get(path)).body, 'status');
}

async function condition(path: string, type: string) {
  const found = objectsAt(await status(path), 'conditions').find(
    entry => entry.type === type,
  );
  return { status: found?.status, reason: found?.reason };
}

async function reasonsOfEvents(): Promise<JsonValue[]> {
  const { body } = await api.get(paths.events);
  return objectsAt(body, 'items').map(event => event.reason);
}

function waitingReason(pod: JsonObject): string | undefined {
  return textAt(
    objectsAt(pod, 'status', 'containerStatuses')[0],
    'state',
    'waiting',
    'reason',
  );
}

describe('a Deployment', () => {
  it('becomes a ReplicaSet, pods, and is ready within two seconds', async () => {
    await api.create(paths.deployments, deployment('web:1', { replicas: 3 }));
    clock.advance(10);
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      unavailableReplicas: 3,
    });
    clock.advance(1500);
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    });
    expect(await condition(`${paths.deployments}/web`, 'Available')).toEqual({
      status: 'True',
      reason: 'MinimumReplicasAvailable',
    });
    expect(await condition(`${paths.deployments}/web`, 'Progressing')).toEqual({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
    const [pod] = await pods();
    expect(textAt(pod, 'spec', 'nodeName')).toBe('sandbox-simulation');
    expect(textAt(pod, 'status', 'podIP')).toMatch(/^10\.244\./);
    expect(await reasonsOfEvents()).toEqual(
      expect.arrayContaining([
        'ScalingReplicaSet',
        'SuccessfulCreate',
        'Scheduled',
        'Pulled',
        'Created',
        'Started',
      ]),
    );
  });

  it('keeps its old pods until the new ones are ready', async () => {
    await api.create(paths.deployments, deployment('web:1', { replicas: 4 }));
    clock.advance(2000);
    await api.apply(
      `${paths.deployments}/web`,
      deployment('web:2'),
      '&force=true',
    );
    let fewest = 4;
    for (let time = 0; time < 6000; time += 50) {
      clock.advance(50);
      const { availableReplicas } = await status(`${paths.deployments}/web`);
      fewest = Math.min(fewest, Number(availableReplicas));
    }
    // 25 % of four may be missing, not more.
    expect(fewest).toBe(3);
    const images = (await pods()).map(pod =>
      textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
    );
    expect(images).toEqual(['web:2', 'web:2', 'web:2', 'web:2']);
  });

  it('whose new image is broken goes on serving with the old one', async () => {
    await api.create(
      paths.deployments,
      deployment('web:1', { replicas: 2, progressDeadlineSeconds: 10 }),
    );
    clock.advance(2000);
    await api.merge(`${paths.deployments}/web`, {
      spec: { template: podTemplate('registry/does-not-exist:1') },
    });
    clock.advance(5000);
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      availableReplicas: 2,
      updatedReplicas: 1,
    });
    expect(await condition(`${paths.deployments}/web`, 'Progressing')).toEqual({
      status: 'True',
      reason: 'ReplicaSetUpdated',
    });
    clock.advance(10_000);
    expect(await condition(`${paths.deployments}/web`, 'Progressing')).toEqual({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    await api.merge(`${paths.deployments}/web`, {
      spec: { template: podTemplate('web:1') },
    });
    clock.advance(3000);
    expect(await condition(`${paths.deployments}/web`, 'Progressing')).toEqual({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
  });

  it('that recreates has no pod of both kinds at once', async () => {
    const recreate = { replicas: 2, strategy: { type: 'Recreate' } };
    await api.create(paths.deployments, deployment('web:1', recreate));
    clock.advance(2000);
    await api.merge(`${paths.deployments}/web`, {
      spec: { template: podTemplate('web:2') },
    });
    for (let time = 0; time < 3000; time += 50) {
      clock.advance(50);
      const images = new Set(
        (await pods()).map(pod =>
          textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
        ),
      );
      expect(images.size).toBeLessThan(2);
    }
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 2,
    });
  });

  it('numbers its revisions and takes an old one up again', async () => {
    const revision = async () =>
      textAt(
        (await api.get(`${paths.deployments}/web`)).body,
        'metadata',
        'annotations',
        'deployment.kubernetes.io/revision',
      );
    await api.create(paths.deployments, deployment('web:1'));
    clock.advance(2000);
    expect(await revision()).toBe('1');
    for (const [image, expected] of [
      ['web:2', '2'],
      ['web:1', '3'],
    ]) {
      await api.merge(`${paths.deployments}/web`, {
        spec: { template: podTemplate(image) },
      });
      clock.advance(3000);
      expect(await revision()).toBe(expected);
    }
    const sets = objectsAt((await api.get(paths.replicaSets)).body, 'items');
    expect(sets).toHaveLength(2);
  });

  it('forgets ReplicaSets beyond its history', async () => {
    await api.create(
      paths.deployments,
      deployment('web:1', { revisionHistoryLimit: 1 }),
    );
    for (const image of ['web:2', 'web:3', 'web:4']) {
      clock.advance(3000);
      await api.merge(`${paths.deployments}/web`, {
        spec: { template: podTemplate(image) },
      });
    }
    clock.advance(3000);
    const sets = objectsAt((await api.get(paths.replicaSets)).body, 'items');
    expect(sets).toHaveLength(2);
  });

  it('stands still while it is paused, but scales', async () => {
    await api.create(paths.deployments, deployment('web:1'));
    clock.advance(2000);
    await api.merge(`${paths.deployments}/web`, {
      spec: {
        paused: true,
        replicas: 2,
        template: podTemplate('web:2'),
      },
    });
    clock.advance(3000);
    expect(
      (await pods()).map(pod =>
        textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
      ),
    ).toEqual(['web:1']);
    await api.merge(`${paths.deployments}/web`, { spec: { paused: false } });
    clock.advance(3000);
    expect(
      (await pods()).map(pod =>
        textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
      ),
    ).toEqual(['web:2', 'web:2']);
  });

  it('replaces a pod that somebody deletes', async () => {
    await api.create(paths.deployments, deployment('web:1'));
    clock.advance(2000);
    const [first] = await pods();
    await api.remove(`${paths.pods}/${textAt(first, 'metadata', 'name')}`);
    clock.advance(2000);
    const [second, ...others] = await pods();
    expect(others).toEqual([]);
    expect(textAt(second, 'metadata', 'uid')).not.toBe(
      textAt(first, 'metadata', 'uid'),
    );
  });
});

describe('a container fares as its image or annotation says', () => {
  const cases: [string, JsonObject, Record<string, unknown>][] = [
    ['web:1', {}, { ready: true }],
    ['web:broken', {}, { reason: 'ImagePullBackOff' }],
    ['web:1.2-broken', {}, { reason: 'ImagePullBackOff' }],
    ['registry/does-not-exist:1', {}, { reason: 'ImagePullBackOff' }],
    ['web:crash', {}, { reason: 'CrashLoopBackOff', restarts: true }],
    ['web:never-ready', {}, { running: true, ready: false }],
    ['web:slow', {}, { running: true, ready: false }],
    ['crash/slow/web:1', {}, { ready: true }],
    [
      'web:1',
      { 'sandbox.tutti.dev/behavior': 'NeverReady' },
      { running: true, ready: false },
    ],
    [
      'web:1',
      { 'sandbox.tutti.dev/behavior': 'web=CrashLoopBackOff,other=Slow' },
      { reason: 'CrashLoopBackOff' },
    ],
    ['web:crash', { 'sandbox.tutti.dev/behavior': 'Runs' }, { ready: true }],
  ];

  it.each(cases)('%s %j', async (image, annotations, expected) => {
    await api.create(
      paths.deployments,
      deployment(image, {}, podTemplate(image, {}, annotations)),
    );
    clock.advance(2800);
    const [pod] = await pods();
    const [container] = objectsAt(pod, 'status', 'containerStatuses');
    expect({
      ready: container.ready,
      running: isObject(objectAt(container, 'state').running),
      reason: waitingReason(pod),
      restarts: (numberAt(container, 'restartCount') ?? 0) > 0,
    }).toMatchObject(expected);
  });

  it('slow is ready in the end, never ready never', async () => {
    await api.create(paths.deployments, deployment('web:slow'));
    clock.advance(10_000);
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 1,
    });
  });

  it('crashing goes on with growing pauses, and the pod tells how it ended', async () => {
    await api.create(paths.deployments, deployment('web:crash'));
    const counts: number[] = [];
    for (let second = 0; second < 30; second += 1) {
      clock.advance(1000);
      const [pod] = await pods();
      counts.push(
        numberAt(
          objectsAt(pod, 'status', 'containerStatuses')[0],
          'restartCount',
        ) ?? 0,
      );
    }
    expect(counts.at(-1)).toBeGreaterThan(3);
    expect(counts.at(-1)).toBeLessThan(7);
    const [pod] = await pods();
    expect(objectsAt(pod, 'status', 'containerStatuses')[0]).toMatchObject({
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(await reasonsOfEvents()).toContain('BackOff');
  });

  it('a pull that fails changes between the error and the pause', async () => {
    await api.create(paths.deployments, deployment('web:broken'));
    const seen = new Set<string | undefined>();
    for (let time = 0; time < 10_000; time += 100) {
      clock.advance(100);
      seen.add(waitingReason((await pods())[0]));
    }
    expect([...seen]).toEqual([
      'ContainerCreating',
      'ErrImagePull',
      'ImagePullBackOff',
    ]);
    const { body } = await api.get(
      `${paths.events}?fieldSelector=reason%3DFailed`,
    );
    expect(objectsAt(body, 'items').map(event => event.message)).toEqual(
      expect.arrayContaining([
        'Failed to pull image "web:broken": failed to pull and unpack image "web:broken": not found',
        'Error: ErrImagePull',
        'Error: ImagePullBackOff',
      ]),
    );
  });

  it('configuration that is missing holds it up until it is there', async () => {
    await api.create(
      paths.deployments,
      deployment(
        'web:1',
        {},
        podTemplate('web:1', {
          containers: [
            {
              name: 'web',
              image: 'web:1',
              env: [
                {
                  name: 'PASSWORD',
                  valueFrom: { secretKeyRef: { name: 'db', key: 'password' } },
                },
              ],
            },
          ],
        }),
      ),
    );
    clock.advance(3000);
    const held = async () =>
      objectAt(
        objectsAt((await pods())[0], 'status', 'containerStatuses')[0],
        'state',
        'waiting',
      );
    expect(await held()).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'secret "db" not found',
    });
    await api.create(paths.secrets, {
      metadata: { name: 'db' },
      stringData: { user: 'x' },
    });
    clock.advance(3000);
    expect(await held()).toEqual({
      reason: 'CreateContainerConfigError',
      message: "couldn't find key password in Secret default/db",
    });
    await api.merge(`${paths.secrets}/db`, { stringData: { password: 'y' } });
    clock.advance(3000);
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 1,
    });
  });

  it('init containers come first, sidecars stay', async () => {
    await api.create(paths.pods, {
      metadata: { name: 'web' },
      spec: {
        initContainers: [
          { name: 'first', image: 'init:1' },
          { name: 'side', image: 'side:1', restartPolicy: 'Always' },
        ],
        containers: [{ name: 'web', image: 'web:1' }],
      },
    });
    const order: string[] = [];
    for (let time = 0; time < 4000; time += 50) {
      clock.advance(50);
      const pod = (await pods())[0];
      for (const entry of [
        ...objectsAt(pod, 'status', 'initContainerStatuses'),
        ...objectsAt(pod, 'status', 'containerStatuses'),
      ]) {
        const started =
          isObject(objectAt(entry, 'state').running) ||
          isObject(objectAt(entry, 'state').terminated);
        const name = String(entry.name);
        if (started && !order.includes(name)) order.push(name);
      }
    }
    expect(order).toEqual(['first', 'side', 'web']);
    expect(await condition(`${paths.pods}/web`, 'Ready')).toMatchObject({
      status: 'True',
    });
  });

  it('an init container that crashes keeps the others from starting', async () => {
    await api.create(paths.pods, {
      metadata: { name: 'web' },
      spec: {
        initContainers: [{ name: 'first', image: 'init:crash' }],
        containers: [{ name: 'web', image: 'web:1' }],
      },
    });
    clock.advance(3000);
    const [pod] = await pods();
    expect(textAt(pod, 'status', 'phase')).toBe('Pending');
    expect(waitingReason(pod)).toBe('PodInitializing');
  });
});

it('at pace 0 a crash goes round slowly all the same', async () => {
  const ownClock = new ManualClock();
  const own = await startSandbox({ clock: ownClock, pace: 0 });
  try {
    const client = clientOf(own.url);
    await client.create(paths.deployments, deployment('web:crash'));
    ownClock.advance(1000);
    const { body } = await client.get(paths.pods);
    const [pod] = objectsAt(body, 'items');
    const count = numberAt(
      objectsAt(pod, 'status', 'containerStatuses')[0],
      'restartCount',
    );
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThan(11);
  } finally {
    await own.close();
  }
});

describe('a StatefulSet', () => {
  const set = (image: string, replicas = 3): JsonObject => ({
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: podTemplate(image),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  });
  const names = async () =>
    (await pods()).map(pod => textAt(pod, 'metadata', 'name'));

  it('starts its pods in order, each after the one before is ready', async () => {
    await api.create(paths.statefulSets, set('db:1'));
    const seen: (string | undefined)[][] = [];
    for (let time = 0; time < 4000; time += 50) {
      clock.advance(50);
      const now = await names();
      if (now.length !== seen.at(-1)?.length) seen.push(now);
    }
    expect(seen).toEqual([
      ['db-0'],
      ['db-0', 'db-1'],
      ['db-0', 'db-1', 'db-2'],
    ]);
    expect(await status(`${paths.statefulSets}/db`)).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    });
    const claims = objectsAt((await api.get(paths.claims)).body, 'items');
    expect(
      claims.map(claim => [
        textAt(claim, 'metadata', 'name'),
        textAt(claim, 'status', 'phase'),
      ]),
    ).toEqual([
      ['data-db-0', 'Bound'],
      ['data-db-1', 'Bound'],
      ['data-db-2', 'Bound'],
    ]);
  });

  it('shrinks from the end and keeps the volumes', async () => {
    await api.create(paths.statefulSets, set('db:1'));
    clock.advance(5000);
    await api.merge(`${paths.statefulSets}/db`, { spec: { replicas: 1 } });
    clock.advance(3000);
    expect(await names()).toEqual(['db-0']);
    expect(listAt((await api.get(paths.claims)).body, 'items')).toHaveLength(3);
  });

  it('is updated from the end, one by one', async () => {
    await api.create(paths.statefulSets, set('db:1'));
    clock.advance(5000);
    await api.merge(`${paths.statefulSets}/db`, {
      spec: { template: podTemplate('db:2') },
    });
    const seen: string[] = [];
    for (let time = 0; time < 8000; time += 50) {
      clock.advance(50);
      const images = (await pods())
        .map(pod => textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'))
        .join(' ');
      if (images !== seen.at(-1)) seen.push(images);
    }
    expect(seen.filter(images => images.split(' ').length === 3)).toEqual([
      'db:1 db:1 db:1',
      'db:1 db:1 db:2',
      'db:1 db:2 db:2',
      'db:2 db:2 db:2',
    ]);
    const { currentRevision, updateRevision } = await status(
      `${paths.statefulSets}/db`,
    );
    expect(currentRevision).toBe(updateRevision);
  });

  it('gets over a broken update when it is mended', async () => {
    await api.create(paths.statefulSets, set('db:1', 2));
    clock.advance(4000);
    for (const image of ['db:broken', 'db:3']) {
      await api.merge(`${paths.statefulSets}/db`, {
        spec: { template: podTemplate(image) },
      });
      clock.advance(6000);
    }
    expect(await status(`${paths.statefulSets}/db`)).toMatchObject({
      readyReplicas: 2,
      updatedReplicas: 2,
    });
  });
});

describe('a Job', () => {
  const job = (image: string, spec: JsonObject = {}): JsonObject => ({
    metadata: { name: 'migrate' },
    spec: {
      template: podTemplate(image, { restartPolicy: 'Never' }),
      ...spec,
    },
  });

  it('is complete when its pod has succeeded', async () => {
    await api.create(paths.jobs, job('migrate:1'));
    clock.advance(3000);
    expect(await status(`${paths.jobs}/migrate`)).toMatchObject({
      succeeded: 1,
    });
    expect(await condition(`${paths.jobs}/migrate`, 'Complete')).toMatchObject({
      status: 'True',
    });
    expect(textAt((await pods())[0], 'status', 'phase')).toBe('Succeeded');
  });

  it('that fails is tried again, and given up', async () => {
    await api.create(paths.jobs, job('migrate:crash', { backoffLimit: 2 }));
    clock.advance(20_000);
    expect(await condition(`${paths.jobs}/migrate`, 'Failed')).toEqual({
      status: 'True',
      reason: 'BackoffLimitExceeded',
    });
    expect(await pods()).toHaveLength(3);
  });

  it('whose image is missing fails at its deadline', async () => {
    await api.create(
      paths.jobs,
      job('migrate:broken', { activeDeadlineSeconds: 5 }),
    );
    clock.advance(4000);
    expect(await status(`${paths.jobs}/migrate`)).toMatchObject({ active: 1 });
    clock.advance(3000);
    expect(await condition(`${paths.jobs}/migrate`, 'Failed')).toEqual({
      status: 'True',
      reason: 'DeadlineExceeded',
    });
  });

  it('runs as many pods as asked, a few at a time', async () => {
    await api.create(
      paths.jobs,
      job('migrate:1', { completions: 5, parallelism: 2 }),
    );
    let most = 0;
    for (let time = 0; time < 8000; time += 100) {
      clock.advance(100);
      most = Math.max(
        most,
        numberAt(await status(`${paths.jobs}/migrate`), 'active') ?? 0,
      );
    }
    expect(most).toBe(2);
    expect(await status(`${paths.jobs}/migrate`)).toMatchObject({
      succeeded: 5,
    });
  });

  it('goes some time after its end, if it says so', async () => {
    await api.create(
      paths.jobs,
      job('migrate:1', { ttlSecondsAfterFinished: 60 }),
    );
    clock.advance(10_000);
    expect((await api.get(`${paths.jobs}/migrate`)).status).toBe(200);
    clock.advance(60_000);
    expect((await api.get(`${paths.jobs}/migrate`)).status).toBe(404);
    expect(await pods()).toEqual([]);
  });

  it('is started by a CronJob when its time comes', async () => {
    await api.create(paths.cronJobs, {
      metadata: { name: 'nightly' },
      spec: {
        schedule: '*/5 * * * *',
        successfulJobsHistoryLimit: 2,
        jobTemplate: {
          spec: { template: podTemplate('x:1', { restartPolicy: 'Never' }) },
        },
      },
    });
    clock.advance(4 * 60_000);
    const jobs = async () =>
      objectsAt((await api.get(paths.jobs)).body, 'items');
    expect(await jobs()).toEqual([]);
    clock.advance(70_000);
    expect(await jobs()).toHaveLength(1);
    clock.advance(30 * 60_000);
    expect(await jobs()).toHaveLength(2);
    expect(await status(`${paths.cronJobs}/nightly`)).toMatchObject({
      lastScheduleTime: '2026-01-01T00:35:00Z',
    });
  });
});

describe('what stands around workloads', () => {
  it('a DaemonSet has one pod on the one node', async () => {
    await api.create(paths.daemonSets, {
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: podTemplate('agent:1'),
      },
    });
    clock.advance(2000);
    expect(await status(`${paths.daemonSets}/agent`)).toMatchObject({
      desiredNumberScheduled: 1,
      numberReady: 1,
      numberAvailable: 1,
    });
  });

  it('a pod waits for its volume', async () => {
    await api.create(paths.pods, {
      metadata: { name: 'web' },
      spec: {
        containers: [{ name: 'web', image: 'web:1' }],
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
      },
    });
    clock.advance(3000);
    expect(await condition(`${paths.pods}/web`, 'PodScheduled')).toEqual({
      status: 'False',
      reason: 'Unschedulable',
    });
    await api.create(paths.claims, {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    clock.advance(3000);
    expect(await condition(`${paths.pods}/web`, 'Ready')).toMatchObject({
      status: 'True',
    });
  });

  it('a claim in use goes only after its pod, and its volume with it', async () => {
    await api.create(paths.claims, {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await api.create(paths.pods, {
      metadata: { name: 'web' },
      spec: {
        containers: [{ name: 'web', image: 'web:1' }],
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
      },
    });
    clock.advance(2000);
    await api.remove(`${paths.claims}/data`);
    clock.advance(5000);
    expect((await api.get(`${paths.claims}/data`)).status).toBe(200);
    await api.remove(`${paths.pods}/web`);
    clock.advance(1000);
    expect((await api.get(`${paths.claims}/data`)).status).toBe(404);
    expect(
      listAt((await api.get('/api/v1/persistentvolumes')).body, 'items'),
    ).toEqual([]);
  });

  it('an Ingress and a LoadBalancer are given an address', async () => {
    await api.create(paths.ingresses, {
      metadata: { name: 'web' },
      spec: {
        defaultBackend: { service: { name: 'web', port: { number: 80 } } },
      },
    });
    await api.create(paths.services, {
      metadata: { name: 'web' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    });
    clock.advance(1000);
    for (const path of [`${paths.ingresses}/web`, `${paths.services}/web`])
      expect(await status(path)).toMatchObject({
        loadBalancer: { ingress: [{ ip: '127.0.0.1' }] },
      });
  });

  it("a Service's endpoints are the pods it selects", async () => {
    await api.create(paths.services, {
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    await api.create(paths.deployments, deployment('web:1', { replicas: 2 }));
    clock.advance(2000);
    const [slice] = objectsAt((await api.get(paths.slices)).body, 'items');
    expect(
      objectsAt(slice, 'endpoints').map(({ conditions }) => conditions),
    ).toEqual([
      { ready: true, serving: true, terminating: false },
      { ready: true, serving: true, terminating: false },
    ]);
    await api.merge(`${paths.deployments}/web`, { spec: { replicas: 0 } });
    clock.advance(2000);
    const [empty] = objectsAt((await api.get(paths.slices)).body, 'items');
    expect(objectsAt(empty, 'endpoints')).toEqual([]);
  });

  it('an autoscaler keeps the replicas between its bounds', async () => {
    await api.create(paths.deployments, deployment('web:1', { replicas: 1 }));
    await api.create(paths.autoscalers, {
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
    clock.advance(2000);
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      replicas: 2,
    });
    await api.merge(`${paths.deployments}/web`, { spec: { replicas: 9 } });
    clock.advance(2000);
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      replicas: 3,
    });
    expect(await status(`${paths.autoscalers}/web`)).toMatchObject({
      currentReplicas: 3,
      desiredReplicas: 3,
    });
  });

  it('a disruption budget counts', async () => {
    await api.create(paths.deployments, deployment('web:1', { replicas: 3 }));
    await api.create(paths.budgets, {
      metadata: { name: 'web' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    });
    clock.advance(2000);
    expect(await status(`${paths.budgets}/web`)).toMatchObject({
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
    });
  });
});

describe('deleting', () => {
  const counts = async () => ({
    deployments: listAt((await api.get(paths.deployments)).body, 'items')
      .length,
    replicaSets: listAt((await api.get(paths.replicaSets)).body, 'items')
      .length,
    pods: (await pods()).length,
  });

  beforeEach(async () => {
    await api.create(paths.deployments, deployment('web:1', { replicas: 2 }));
    clock.advance(2000);
  });

  it('in the background, the owner goes at once and what it owns after it', async () => {
    await api.remove(`${paths.deployments}/web`);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 1, pods: 2 });
    clock.advance(1000);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 0, pods: 0 });
  });

  it('in the foreground, the owner goes last', async () => {
    await api.remove(`${paths.deployments}/web`, {
      propagationPolicy: 'Foreground',
    });
    clock.advance(100);
    expect((await counts()).deployments).toBe(1);
    clock.advance(1000);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 0, pods: 0 });
  });

  it('as orphans, what it owned stays and is adopted by the next', async () => {
    await api.remove(`${paths.deployments}/web`, {
      propagationPolicy: 'Orphan',
    });
    clock.advance(2000);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 1, pods: 2 });
    const before = (await pods()).map(pod => textAt(pod, 'metadata', 'uid'));
    await api.create(paths.deployments, deployment('web:1', { replicas: 2 }));
    clock.advance(2000);
    expect(await counts()).toEqual({ deployments: 1, replicaSets: 1, pods: 2 });
    expect((await pods()).map(pod => textAt(pod, 'metadata', 'uid'))).toEqual(
      before,
    );
    expect(await status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 2,
    });
  });

  it('a namespace empties it first', async () => {
    await api.create('/api/v1/namespaces', { metadata: { name: 'team' } });
    const inTeam = paths.deployments.replace('default', 'team');
    await api.create(inTeam, deployment('web:1'));
    clock.advance(2000);
    await api.remove('/api/v1/namespaces/team');
    expect((await api.get('/api/v1/namespaces/team')).body).toMatchObject({
      status: { phase: 'Terminating' },
    });
    expect((await api.create(inTeam, deployment('web:1'))).status).toBe(403);
    clock.advance(2000);
    expect((await api.get('/api/v1/namespaces/team')).status).toBe(404);
    expect(
      listAt((await api.get('/api/v1/namespaces/team/pods')).body, 'items'),
    ).toEqual([]);
    expect((await api.create(inTeam, deployment('web:1'))).status).toBe(404);
  });

  it('what has two owners goes with the second', async () => {
    const owner = async (name: string) =>
      (await api.create(paths.configMaps, { metadata: { name } })).body;
    const owners = [await owner('one'), await owner('two')].map(body => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: textAt(body, 'metadata', 'name') ?? '',
      uid: textAt(body, 'metadata', 'uid') ?? '',
    }));
    await api.create(paths.secrets, {
      metadata: { name: 'shared', ownerReferences: owners },
    });
    await api.remove(`${paths.configMaps}/one`);
    clock.advance(10);
    expect((await api.get(`${paths.secrets}/shared`)).status).toBe(200);
    await api.remove(`${paths.configMaps}/two`);
    clock.advance(10);
    expect((await api.get(`${paths.secrets}/shared`)).status).toBe(404);
  });
});
