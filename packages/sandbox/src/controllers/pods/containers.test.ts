import {
  isObject,
  JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
} from '../../json';
import { deployment, paths, podTemplate } from '../../testing/manifests';
import { Observer, startObserver, waitingReason } from '../../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

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
    await world.api.create(
      paths.deployments,
      deployment(image, {}, podTemplate(image, {}, annotations)),
    );
    world.clock.advance(2800);
    const [pod] = await world.pods();
    const [container] = objectsAt(pod, 'status', 'containerStatuses');
    expect({
      ready: container.ready,
      running: isObject(objectAt(container, 'state').running),
      reason: waitingReason(pod),
      restarts: (numberAt(container, 'restartCount') ?? 0) > 0,
    }).toMatchObject(expected);
  });

  it('slow is ready in the end, never ready never', async () => {
    await world.api.create(paths.deployments, deployment('web:slow'));
    world.clock.advance(10_000);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 1,
    });
  });

  it('crashing goes on with growing pauses, and the pod tells how it ended', async () => {
    await world.api.create(paths.deployments, deployment('web:crash'));
    const counts: number[] = [];
    for (let second = 0; second < 30; second += 1) {
      world.clock.advance(1000);
      const [pod] = await world.pods();
      counts.push(
        numberAt(
          objectsAt(pod, 'status', 'containerStatuses')[0],
          'restartCount',
        ) ?? 0,
      );
    }
    expect(counts.at(-1)).toBeGreaterThan(3);
    expect(counts.at(-1)).toBeLessThan(7);
    const [pod] = await world.pods();
    expect(objectsAt(pod, 'status', 'containerStatuses')[0]).toMatchObject({
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(await world.reasonsOfEvents()).toContain('BackOff');
  });

  it('a pull that fails changes between the error and the pause', async () => {
    await world.api.create(paths.deployments, deployment('web:broken'));
    const seen = new Set<string | undefined>();
    for (let time = 0; time < 10_000; time += 100) {
      world.clock.advance(100);
      seen.add(waitingReason((await world.pods())[0]));
    }
    expect([...seen]).toEqual([
      'ContainerCreating',
      'ErrImagePull',
      'ImagePullBackOff',
    ]);
    const { body } = await world.api.get(
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
    await world.api.create(
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
    world.clock.advance(3000);
    const held = async () =>
      objectAt(
        objectsAt((await world.pods())[0], 'status', 'containerStatuses')[0],
        'state',
        'waiting',
      );
    expect(await held()).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'secret "db" not found',
    });
    await world.api.create(paths.secrets, {
      metadata: { name: 'db' },
      stringData: { user: 'x' },
    });
    world.clock.advance(3000);
    expect(await held()).toEqual({
      reason: 'CreateContainerConfigError',
      message: "couldn't find key password in Secret default/db",
    });
    await world.api.merge(`${paths.secrets}/db`, {
      stringData: { password: 'y' },
    });
    world.clock.advance(3000);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 1,
    });
  });

  it('init containers come first, sidecars stay', async () => {
    await world.api.create(paths.pods, {
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
      world.clock.advance(50);
      const pod = (await world.pods())[0];
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
    expect(await world.condition(`${paths.pods}/web`, 'Ready')).toMatchObject({
      status: 'True',
    });
  });

  it('an init container that crashes keeps the others from starting', async () => {
    await world.api.create(paths.pods, {
      metadata: { name: 'web' },
      spec: {
        initContainers: [{ name: 'first', image: 'init:crash' }],
        containers: [{ name: 'web', image: 'web:1' }],
      },
    });
    world.clock.advance(3000);
    const [pod] = await world.pods();
    expect(textAt(pod, 'status', 'phase')).toBe('Pending');
    expect(waitingReason(pod)).toBe('PodInitializing');
  });
});

it('at pace 0 a crash goes round slowly all the same', async () => {
  const hasty = await startObserver(0);
  try {
    await hasty.api.create(paths.deployments, deployment('web:crash'));
    hasty.clock.advance(1000);
    const [pod] = await hasty.pods();
    const count = numberAt(
      objectsAt(pod, 'status', 'containerStatuses')[0],
      'restartCount',
    );
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThan(11);
  } finally {
    await hasty.close();
  }
});
