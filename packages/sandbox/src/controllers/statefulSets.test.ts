import { JsonObject, listAt, objectsAt, textAt } from '../json';
import { paths, podTemplate } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

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
    (await world.pods()).map(pod => textAt(pod, 'metadata', 'name'));

  it('starts its pods in order, each after the one before is ready', async () => {
    await world.api.create(paths.statefulSets, set('db:1'));
    const seen: (string | undefined)[][] = [];
    for (let time = 0; time < 4000; time += 50) {
      world.clock.advance(50);
      const now = await names();
      if (now.length !== seen.at(-1)?.length) seen.push(now);
    }
    expect(seen).toEqual([
      ['db-0'],
      ['db-0', 'db-1'],
      ['db-0', 'db-1', 'db-2'],
    ]);
    expect(await world.status(`${paths.statefulSets}/db`)).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    });
    const claims = objectsAt((await world.api.get(paths.claims)).body, 'items');
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
    await world.api.create(paths.statefulSets, set('db:1'));
    world.clock.advance(5000);
    await world.api.merge(`${paths.statefulSets}/db`, {
      spec: { replicas: 1 },
    });
    world.clock.advance(3000);
    expect(await names()).toEqual(['db-0']);
    expect(
      listAt((await world.api.get(paths.claims)).body, 'items'),
    ).toHaveLength(3);
  });

  it('is updated from the end, one by one', async () => {
    await world.api.create(paths.statefulSets, set('db:1'));
    world.clock.advance(5000);
    await world.api.merge(`${paths.statefulSets}/db`, {
      spec: { template: podTemplate('db:2') },
    });
    const seen: string[] = [];
    for (let time = 0; time < 8000; time += 50) {
      world.clock.advance(50);
      const images = (await world.pods())
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
    const { currentRevision, updateRevision } = await world.status(
      `${paths.statefulSets}/db`,
    );
    expect(currentRevision).toBe(updateRevision);
  });

  it('gets over a broken update when it is mended', async () => {
    await world.api.create(paths.statefulSets, set('db:1', 2));
    world.clock.advance(4000);
    for (const image of ['db:broken', 'db:3']) {
      await world.api.merge(`${paths.statefulSets}/db`, {
        spec: { template: podTemplate(image) },
      });
      world.clock.advance(6000);
    }
    expect(await world.status(`${paths.statefulSets}/db`)).toMatchObject({
      readyReplicas: 2,
      updatedReplicas: 2,
    });
  });
});
