import { nameFrom, nameProblem, workloadNameOf } from './newApplication';

it.each([
  ['Online Shop!', 'online-shop'],
  ['  a  b ', 'a-b'],
  ['', ''],
  ['x'.repeat(80), 'x'.repeat(63)],
])('%s is called %s', (title, name) => {
  expect(nameFrom(title)).toBe(name);
});

it.each([
  ['', true],
  ['shop', true],
  ['a1', true],
  ['s', false],
  ['Shop', false],
  ['-shop', false],
  ['shop-', false],
  ['x'.repeat(64), false],
])('%s may be a name: %s', (name, good) => {
  expect(nameProblem(name) === undefined).toBe(good);
});

it.each([
  ['metadata:\n  name: web\n', 'web'],
  ['metadata: {}\n', undefined],
  ['metadata:\n  name: 3\n', undefined],
  ['a: [', undefined],
  ['just text', undefined],
  ['', undefined],
])('the workload of %j is %s', (score, name) => {
  expect(workloadNameOf(score)).toBe(name);
});
