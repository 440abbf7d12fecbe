import { valueAt } from '@tutti/kubernetes';
import { withChanges } from '../__testUtils__/withChanges';
import { AcceptedField, objectKey } from '../model';
import { mapValues } from '../read/tree';
import { TestEnvironment } from '../testing';
import { smallShop } from '../testing/shop';
import { changes } from './__testUtils__/changes';

const IMAGE_PATH = ['spec', 'template', 'spec', 'containers', 0, 'image'];
const IMAGE = 'spec.template.spec.containers[main].image';

describe('repair', () => {
  let shop: TestEnvironment;
  beforeEach(async () => {
    shop = smallShop();
    await shop.deploy();
    shop.cluster.writes.length = 0;
  });

  const byHand = (name: string, path: readonly (string | number)[]) =>
    shop.cluster.edit(`Deployment/${name}`, content =>
      withChanges(content, [path, 'by-hand:1']),
    );
  const imageOf = (name: string): unknown =>
    valueAt(shop.cluster.get(`Deployment/${name}`)?.content, ...IMAGE_PATH);
  const keyOf = (name: string) => {
    const found = shop.cluster.get(`Deployment/${name}`);
    return found ? objectKey(found.ref) : '';
  };
  /** The Score file says another image from now on. */
  const newImage = () =>
    shop.change({
      workloads: shop.request.workloads.map(each =>
        each.name === 'api'
          ? {
              ...each,
              containers: mapValues(each.containers, container => ({
                ...container,
                image: 'new:2',
              })),
            }
          : each,
      ),
    });

  it('puts back what is named and nothing else, and the plan shows exactly that', async () => {
    const before = imageOf('api');
    byHand('api', IMAGE_PATH);
    byHand('worker', IMAGE_PATH);
    shop.change({ repair: [keyOf('api')] });
    const plan = await shop.plan();
    expect(changes(plan)).toEqual({
      'workload#api': ['update', 'object-altered'],
    });
    expect(
      plan.steps.flatMap(({ objects }) =>
        objects.filter(({ action }) => action !== 'keep'),
      ),
    ).toMatchObject([{ ref: { kind: 'Deployment', name: 'api' } }]);
    expect(await shop.run(plan)).toMatchObject({
      status: 'succeeded',
      applies: 1,
    });
    expect(shop.cluster.writes).toEqual(['apply Deployment/api']);
    expect(imageOf('api')).toBe(before);
    expect(imageOf('worker')).toBe('by-hand:1');
    // What was left out is found by the next one.
    shop.change({ repair: undefined });
    expect(changes(await shop.plan())).toEqual({
      'workload#worker': ['update', 'object-altered'],
    });
  });

  it('makes anew what is gone', async () => {
    const key = keyOf('worker');
    shop.cluster.delete('Deployment/worker');
    shop.change({ repair: [key] });
    const plan = await shop.plan();
    expect(changes(plan)).toEqual({
      'workload#worker': ['update', 'object-missing'],
    });
    await shop.run(plan);
    expect(shop.cluster.listing()).toContain('Deployment/worker');
  });

  it('what is whole is left as it is, whatever it would be made as today', async () => {
    byHand('worker', IMAGE_PATH);
    shop.change({ repair: [keyOf('worker')] });
    newImage();
    expect(changes(await shop.plan())).toEqual({
      'workload#worker': ['update', 'object-altered'],
    });
  });

  it('refuses to bring along what was changed since', async () => {
    byHand('api', IMAGE_PATH);
    shop.change({ repair: [keyOf('api')] });
    newImage();
    await expect(shop.plan()).rejects.toThrow(
      'RepairNeedsDeployment: workload#api cannot be put back by itself',
    );
  });

  describe('accepted', () => {
    let applied: string;
    const accepted = (): AcceptedField[] => [
      {
        object: keyOf('api'),
        path: IMAGE,
        wanted: applied,
        value: 'by-hand:1',
      },
    ];
    beforeEach(() => {
      applied = String(imageOf('api'));
      byHand('api', IMAGE_PATH);
      shop.change({ accepted: accepted() });
    });

    it('stays over a deployment, and is nothing new after it', async () => {
      expect(await shop.run(await shop.plan())).toMatchObject({
        status: 'succeeded',
      });
      expect(imageOf('api')).toBe('by-hand:1');
      expect(changes(await shop.plan())).toEqual({});
    });

    it('stays when another field of the same object is put back', async () => {
      byHand('api', ['metadata', 'labels', 'app.kubernetes.io/name']);
      shop.change({ repair: [keyOf('api')] });
      const plan = await shop.plan();
      expect(changes(plan)).toMatchObject({
        'workload#api': ['update', 'object-altered'],
      });
      expect(await shop.run(plan)).toMatchObject({ status: 'succeeded' });
      expect(imageOf('api')).toBe('by-hand:1');
      expect(
        shop.cluster.get('Deployment/api')?.content.metadata,
      ).not.toMatchObject({
        labels: { 'app.kubernetes.io/name': 'by-hand:1' },
      });
    });

    it('ends with the next change of that field', async () => {
      newImage();
      await shop.run(await shop.plan());
      expect(imageOf('api')).toBe('new:2');
    });
  });
});

describe('what an object says of the deployment that changed it', () => {
  const deployment = (shop: TestEnvironment, name: string) =>
    shop.cluster.get(`Deployment/${name}`)?.content.metadata;
  const says = (id: string) => ({
    annotations: { 'tutti.dev/deployment': id },
  });

  it('is the last one that changed it, and no reason to change it', async () => {
    const shop = smallShop();
    await shop.run(await shop.plan(), { deployment: 'first' });
    expect(deployment(shop, 'api')).toMatchObject(says('first'));
    expect(changes(await shop.plan())).toEqual({});
    shop.cluster.edit('Deployment/worker', content =>
      withChanges(content, [IMAGE_PATH, 'by-hand:1']),
    );
    await shop.run(await shop.plan(), { deployment: 'second' });
    expect(deployment(shop, 'worker')).toMatchObject(says('second'));
    expect(deployment(shop, 'api')).toMatchObject(says('first'));
  });
});
