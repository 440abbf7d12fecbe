import { columnsOf, versionOf, wholeImage } from './versionWords';

it.each([
  ['registry.example.com:5000/shop/web:1.9.2', '1.9.2'],
  ['registry.example.com:5000/shop/web', 'registry.example.com:5000/shop/web'],
  ['web:1.9.2@sha256:0123456789abcdef0123', '1.9.2'],
  ['web@sha256:0123456789abcdef0123', 'sha256:0123456789ab'],
  ['.', '.'],
])('%s is %s', (image, version) => {
  expect(versionOf(image)).toBe(version);
});

it.each([
  ['web:1.9.2', undefined, 'web:1.9.2'],
  ['web:1.9.2', 'sha256:0123', 'web:1.9.2@sha256:0123'],
  ['web:1.9.2@sha256:0123', 'sha256:0123', 'web:1.9.2@sha256:0123'],
])('%s, of which %s ran, is %s', (image, digest, whole) => {
  expect(wholeImage({ image, ...(digest && { digest }) })).toBe(whole);
});

it('columns stand in rank order, one for each name', () => {
  const row = (...cells: [string, number][]) => ({
    application: 'shop',
    applicationTitle: 'Shop',
    workload: 'web',
    cells: cells.map(([environment, rank]) => ({
      environment,
      rank,
      typeTitle: '',
      release: { id: 'r', number: 1 },
      images: [],
      isOdd: false,
    })),
  });
  expect(
    columnsOf([
      row(['production', 30], ['pr-10', 10]),
      row(['pr-2', 10], ['production', 30]),
    ]),
  ).toEqual(['pr-2', 'pr-10', 'production']);
});
