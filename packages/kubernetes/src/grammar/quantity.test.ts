import { canonicalQuantity, isQuantity, quantityValue } from './quantity';

// The right column is what Kubernetes 1.36 answered for the left one.
it.each([
  ['1000m', '1'],
  ['0.5', '500m'],
  ['500m', '500m'],
  ['2', '2'],
  [2, '2'],
  ['1024Mi', '1Gi'],
  ['1048576Ki', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Gi', '512Mi'],
  ['100k', '100k'],
  ['1000k', '1M'],
  ['1e3', '1e3'],
  ['1e9', '1e9'],
  ['1E', '1E'],
  ['0', '0'],
  ['0.0001', '100u'],
  ['-500m', '-500m'],
])('%s is written %s', (given, canonical) => {
  expect(canonicalQuantity(given)).toBe(canonical);
});

it.each(['', 'much', '1 Gi', '1GiB', '--1', '1e'])('%j is none', text => {
  expect(isQuantity(text)).toBe(false);
  expect(canonicalQuantity(text)).toBe(text);
});

it('compares over families', () => {
  expect(quantityValue('1Gi')).toBeGreaterThan(quantityValue('1G'));
  expect(quantityValue('1500m')).toBe(1.5);
});
