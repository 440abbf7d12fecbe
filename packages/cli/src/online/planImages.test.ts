import { planImages } from './planImages';

const workloads = [
  { name: 'web', openImages: ['main', 'proxy'] },
  { name: 'api', openImages: ['main'] },
  { name: 'proxy', openImages: [] },
  { name: 'fixed', openImages: [] },
];

it.each<[string[], object]>([
  [['a:1'], { web: { main: 'a:1', proxy: 'a:1' }, api: { main: 'a:1' } }],
  [['web=a:1'], { web: { main: 'a:1', proxy: 'a:1' } }],
  [['main=a:1'], { web: { main: 'a:1' }, api: { main: 'a:1' } }],
  [['web/main=a:1'], { web: { main: 'a:1' } }],
  [
    ['web=a:1', 'main=b:1', 'web/main=c:1'],
    { web: { main: 'c:1', proxy: 'a:1' }, api: { main: 'b:1' } },
  ],
])('%j', (texts, images) => {
  expect(planImages(texts, workloads)).toEqual(images);
});

it.each([
  [['wbe=a:1'], 'no container of that name takes an image'],
  [['fixed=a:1'], 'no container of that name takes an image'],
  [['proxy=a:1'], 'a workload and a container of another one'],
  [['a:1', 'web=a:1'], '--image container=image'],
])('%j is refused', (texts, message) => {
  expect(() => planImages(texts, workloads)).toThrow(message);
});

it('an image that nothing takes is refused', () => {
  expect(() => planImages(['a:1'], [workloads[3]])).toThrow(
    'no container takes one',
  );
});
