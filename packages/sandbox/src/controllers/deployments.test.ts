import { objectsAt, textAt } from '../json';
import { deployment, paths, podTemplate } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

describe('a Deployment', () => {
  it('becomes a ReplicaSet, pods, and is ready within two seconds', async () => {
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 3 }),
    );
    world.clock.advance(10);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      unavailableReplicas: 3,
    });
    world.clock.advance(1500);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    });
    expect(
      await world.condition(`${paths.deployments}/web`, 'Available'),
    ).toEqual({
      status: 'True',
      reason: 'MinimumReplicasAvailable',
    });
    expect(
      await world.condition(`${paths.deployments}/web`, 'Progressing'),
    ).toEqual({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
    const [pod] = await world.pods();
    expect(textAt(pod, 'spec', 'nodeName')).toBe('sandbox-simulation');
    expect(textAt(pod, 'status', 'podIP')).toMatch(/^10\.244\./);
    expect(await world.reasonsOfEvents()).toEqual(
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
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 4 }),
    );
    world.clock.advance(2000);
    await world.api.apply(
      `${paths.deployments}/web`,
      deployment('web:2'),
      '&force=true',
    );
    let fewest = 4;
    for (let time = 0; time < 6000; time += 50) {
      world.clock.advance(50);
      const { availableReplicas } = await world.status(
        `${paths.deployments}/web`,
      );
      fewest = Math.min(fewest, Number(availableReplicas));
    }
    // 25 % of four may be missing, not more.
    expect(fewest).toBe(3);
    const images = (await world.pods()).map(pod =>
      textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
    );
    expect(images).toEqual(['web:2', 'web:2', 'web:2', 'web:2']);
  });

  it('whose new image is broken goes on serving with the old one', async () => {
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 2, progressDeadlineSeconds: 10 }),
    );
    world.clock.advance(2000);
    await world.api.merge(`${paths.deployments}/web`, {
      spec: { template: podTemplate('registry/does-not-exist:1') },
    });
    world.clock.advance(5000);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      availableReplicas: 2,
      updatedReplicas: 1,
    });
    expect(
      await world.condition(`${paths.deployments}/web`, 'Progressing'),
    ).toEqual({
      status: 'True',
      reason: 'ReplicaSetUpdated',
    });
    world.clock.advance(10_000);
    expect(
      await world.condition(`${paths.deployments}/web`, 'Progressing'),
    ).toEqual({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    await world.api.merge(`${paths.deployments}/web`, {
      spec: { template: podTemplate('web:1') },
    });
    world.clock.advance(3000);
    expect(
      await world.condition(`${paths.deployments}/web`, 'Progressing'),
    ).toEqual({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
  });

  it('that recreates has no pod of both kinds at once', async () => {
    const recreate = { replicas: 2, strategy: { type: 'Recreate' } };
    await world.api.create(paths.deployments, deployment('web:1', recreate));
    world.clock.advance(2000);
    await world.api.merge(`${paths.deployments}/web`, {
      spec: { template: podTemplate('web:2') },
    });
    for (let time = 0; time < 3000; time += 50) {
      world.clock.advance(50);
      const images = new Set(
        (await world.pods()).map(pod =>
          textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
        ),
      );
      expect(images.size).toBeLessThan(2);
    }
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 2,
    });
  });

  it('numbers its revisions and takes an old one up again', async () => {
    const revision = async () =>
      textAt(
        (await world.api.get(`${paths.deployments}/web`)).body,
        'metadata',
        'annotations',
        'deployment.kubernetes.io/revision',
      );
    await world.api.create(paths.deployments, deployment('web:1'));
    world.clock.advance(2000);
    expect(await revision()).toBe('1');
    for (const [image, expected] of [
      ['web:2', '2'],
      ['web:1', '3'],
    ]) {
      await world.api.merge(`${paths.deployments}/web`, {
        spec: { template: podTemplate(image) },
      });
      world.clock.advance(3000);
      expect(await revision()).toBe(expected);
    }
    const sets = objectsAt(
      (await world.api.get(paths.replicaSets)).body,
      'items',
    );
    expect(sets).toHaveLength(2);
  });

  it('forgets ReplicaSets beyond its history', async () => {
    await world.api.create(
      paths.deployments,
      deployment('web:1', { revisionHistoryLimit: 1 }),
    );
    for (const image of ['web:2', 'web:3', 'web:4']) {
      world.clock.advance(3000);
      await world.api.merge(`${paths.deployments}/web`, {
        spec: { template: podTemplate(image) },
      });
    }
    world.clock.advance(3000);
    const sets = objectsAt(
      (await world.api.get(paths.replicaSets)).body,
      'items',
    );
    expect(sets).toHaveLength(2);
  });

  it('stands still while it is paused, but scales', async () => {
    await world.api.create(paths.deployments, deployment('web:1'));
    world.clock.advance(2000);
    await world.api.merge(`${paths.deployments}/web`, {
      spec: {
        paused: true,
        replicas: 2,
        template: podTemplate('web:2'),
      },
    });
    world.clock.advance(3000);
    expect(
      (await world.pods()).map(pod =>
        textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
      ),
    ).toEqual(['web:1']);
    await world.api.merge(`${paths.deployments}/web`, {
      spec: { paused: false },
    });
    world.clock.advance(3000);
    expect(
      (await world.pods()).map(pod =>
        textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
      ),
    ).toEqual(['web:2', 'web:2']);
  });

  it('replaces a pod that somebody deletes', async () => {
    await world.api.create(paths.deployments, deployment('web:1'));
    world.clock.advance(2000);
    const [first] = await world.pods();
    await world.api.remove(
      `${paths.pods}/${textAt(first, 'metadata', 'name')}`,
    );
    world.clock.advance(2000);
    const [second, ...others] = await world.pods();
    expect(others).toEqual([]);
    expect(textAt(second, 'metadata', 'uid')).not.toBe(
      textAt(first, 'metadata', 'uid'),
    );
  });
});
