import { fileNames } from './manifestFiles';

const manifest = (kind: string, name: string) => ({ kind, metadata: { name } });

describe('files of a folder of manifests', () => {
  it('say what is in them', () => {
    expect(
      fileNames('shop.production', [
        manifest('Namespace', 'shop'),
        manifest('ClusterRole', 'system:shop/read'),
      ]),
    ).toEqual([
      'shop.production.0001-namespace-shop.yaml',
      'shop.production.0002-clusterrole-system-shop-read.yaml',
    ]);
  });

  it.each([1, 9_999, 10_000, 11_001])(
    'keep the order of the plan: %i of them',
    count => {
      const names = fileNames(
        'shop.production',
        Array.from({ length: count }, (_, index) =>
          manifest(index % 2 ? 'Service' : 'Deployment', `s${index}`),
        ),
      );
      expect([...names].sort()).toEqual(names);
    },
  );
});
