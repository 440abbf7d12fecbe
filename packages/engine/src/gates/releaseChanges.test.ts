import { releaseChanges } from './releaseChanges';

const release = {
  digests: { api: 'a1', web: 'w1', worker: 'k1' },
  images: { web: { main: 'nginx:1' } },
};

it('tells each workload that is another, by name', () => {
  expect(
    releaseChanges(release, {
      digests: { admin: 'd1', api: 'a2', web: 'w1' },
      images: { web: { main: 'nginx:2' } },
    }),
  ).toEqual([
    { workload: 'admin', change: 'added' },
    { workload: 'api', change: 'changed' },
    { workload: 'web', change: 'images' },
    { workload: 'worker', change: 'removed' },
  ]);
});

it.each([
  ['the same', release, []],
  ['an image that is given up', { ...release, images: {} }, ['web']],
  [
    'an image of another container',
    {
      ...release,
      images: { web: { main: 'nginx:1', log: 'fluent:1' } },
    },
    ['web'],
  ],
])('%s', (_, after, names) => {
  expect(
    releaseChanges(release, after).map(({ workload }) => workload),
  ).toEqual(names);
});

it('the first release adds all of them', () => {
  expect(
    releaseChanges(undefined, release).map(({ change }) => change),
  ).toEqual(['added', 'added', 'added']);
});

it('a workload may have any name', () => {
  expect(
    releaseChanges(
      { digests: {}, images: {} },
      {
        digests: { constructor: 'c1' },
        images: {},
      },
    ),
  ).toEqual([{ workload: 'constructor', change: 'added' }]);
});
