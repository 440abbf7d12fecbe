import { Workload } from '@tutti/engine';
import { RanImage } from '@tutti/plugin-tutti-common';
import { keptPins, pinImages, RanIn, withPins } from './imagePins';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

/** Only its images matter. */
function workload(name: string, images: Record<string, string>): Workload {
  return {
    name,
    containers: Object.fromEntries(
      Object.entries(images).map(([container, image]) => [
        container,
        { image },
      ]),
    ),
  } as unknown as Workload;
}

const release = {
  workloads: [
    workload('orders', { main: '.', proxy: 'envoy:1.30' }),
    workload('web', { main: '.' }),
  ],
  images: { orders: { main: 'orders:1.4' }, web: { main: `web:2@${B}` } },
};

const ran = (
  workloadName: string,
  container: string,
  image: string,
  found: Pick<RanImage, 'digest' | 'unknown'>,
): RanImage => ({ workload: workloadName, container, image, ...found });

const run = (number: number, ...items: RanImage[]): RanIn => ({
  environment: 'staging',
  number,
  images: { items },
});

const ranIn = (number: number) => ({ environment: 'staging', number });

describe('pinning', () => {
  it('names tags by what ran, and leaves what has a digest', () => {
    const pins = pinImages(release, [
      run(
        12,
        ran('orders', 'main', 'orders:1.4', { digest: A }),
        ran('orders', 'proxy', 'envoy:1.30', { digest: B }),
        ran('web', 'main', `web:2@${B}`, { digest: B }),
      ),
    ]);
    expect(pins).toEqual({
      pins: [
        {
          workload: 'orders',
          container: 'main',
          image: 'orders:1.4',
          digest: A,
          ranIn: ranIn(12),
        },
        {
          workload: 'orders',
          container: 'proxy',
          image: 'envoy:1.30',
          digest: B,
          ranIn: ranIn(12),
        },
      ],
      unpinned: [],
    });
    const pinned = withPins(release, pins.pins);
    expect(pinned.images).toEqual({
      orders: { main: `orders:1.4@${A}` },
      web: { main: `web:2@${B}` },
    });
    expect(pinned.workloads[0].containers.proxy.image).toBe(`envoy:1.30@${B}`);
    expect(pinned.workloads[0].containers.main.image).toBe('.');
    // The release itself stays what it is.
    expect(release.images.orders.main).toBe('orders:1.4');
  });

  it('knows what was pinned where it ran, whoever looked', () => {
    const [pin] = pinImages(release, [
      run(12, ran('orders', 'main', 'orders:1.4', { digest: A })),
    ]).pins;
    const later = pinImages(release, [
      {
        environment: 'production',
        number: 3,
        images: { items: [], message: 'The cluster did not answer.' },
        pins: [pin],
      },
    ]);
    expect(later.pins).toEqual([
      { ...pin, ranIn: { environment: 'production', number: 3 } },
    ]);
    // As a pod names it that was deployed with a digest.
    const observed = pinImages(release, [
      run(4, ran('orders', 'main', `orders:1.4@${A}`, { digest: A })),
    ]);
    expect(observed.pins).toMatchObject([{ image: 'orders:1.4', digest: A }]);
  });

  it('takes what ran just before, where nothing runs now', () => {
    const { pins } = pinImages(release, [
      run(14),
      run(13, ran('orders', 'main', 'orders:1.4', { digest: A })),
    ]);
    expect(pins).toMatchObject([{ digest: A, ranIn: ranIn(13) }]);
  });

  it.each<[string, RanIn[], string]>([
    [
      'pods of one tag ran different contents',
      [
        run(12, ran('orders', 'main', 'orders:1.4', { unknown: 'differs' })),
        run(11, ran('orders', 'main', 'orders:1.4', { digest: A })),
      ],
      'Its pods ran more than one content under this tag.',
    ],
    [
      'a node named none',
      [run(12, ran('orders', 'main', 'orders:1.4', { unknown: 'unreported' }))],
      'Its nodes named no digest that a registry knows.',
    ],
    [
      'the cluster did not say',
      [
        {
          ...ranIn(12),
          images: { items: [], message: 'The cluster did not answer.' },
        },
        run(11, ran('orders', 'main', 'orders:1.4', { digest: A })),
      ],
      'The cluster did not answer.',
    ],
    [
      'it was not kept then',
      [ranIn(12)],
      'Which contents ran was not written down when it succeeded there.',
    ],
    [
      'no pod was ready',
      [run(12)],
      'No pod of it was ready when it succeeded there.',
    ],
    [
      'something between put another name there',
      [run(12, ran('orders', 'main', 'mirror/orders:1.4', { digest: A }))],
      'The cluster ran it under another name, mirror/orders:1.4.',
    ],
  ])('says why a tag stays a tag: %s', (_, runs, reason) => {
    const { pins, unpinned } = pinImages(release, runs);
    expect(pins).toEqual([]);
    expect(unpinned[0]).toEqual({
      workload: 'orders',
      container: 'main',
      image: 'orders:1.4',
      ranIn: ranIn(12),
      reason,
    });
  });
});

describe('what is deployed next', () => {
  const before = pinImages(release, [
    run(12, ran('orders', 'main', 'orders:1.4', { digest: A })),
  ]);

  it('keeps a pin while the image is the same', () => {
    expect(keptPins(before, release)).toEqual(before.pins);
  });

  it.each([
    [
      'another image is chosen',
      { ...release, images: { orders: { main: 'orders:1.5' } } },
      {},
    ],
    ['the same tag is named anew', release, { orders: { main: 'orders:1.4' } }],
    [
      'the workload is gone',
      { ...release, workloads: release.workloads.slice(1) },
      {},
    ],
  ])('has none where %s', (_, next, named) => {
    expect(keptPins(before, next, named)).toEqual([]);
  });
});
