import { nameFrom, workloadNameOf } from './newApplication';

it.each([
  ['Online Shop!', 'online-shop'],
  ['  a  b ', 'a-b'],
  ['', ''],
  ['x'.repeat(80), 'x'.repeat(63)],
])('%s is called %s', (title, name) => {
  expect(nameFrom(title)).toBe(name);
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
