import { isName } from '@tutti/engine';
import { Named, nameProblem } from './names';

const LABELS = ['application', 'environment', 'workload'] as const;

it.each<[string, Named[]]>([
  ['shop', ['application', 'environment', 'workload', 'value']],
  ['a1', ['application', 'environment', 'workload', 'value']],
  ['a--b', ['application', 'environment', 'workload', 'value']],
  ['s', ['application', 'environment', 'value']],
  ['7', ['application', 'environment']],
  ['1st', ['application', 'environment', 'workload']],
  ['x'.repeat(63), ['application', 'environment', 'workload', 'value']],
  ['x'.repeat(64), ['value']],
  ['x'.repeat(128), ['value']],
  ['x'.repeat(129), []],
  ['LOG_LEVEL', ['value']],
  ['_x', ['value']],
  ['__proto', ['value']],
  ['__proto__', []],
  ['constructor', ['application', 'environment', 'workload', 'value']],
  ['Shop', ['value']],
  ['shop-', ['value']],
  ['-shop', []],
  ['-', []],
  ['', []],
  ['a.b', []],
  ['a b', []],
  ['a/b', []],
  ['ä', []],
  ['shop\n', []],
])('%j is a name of %j', (name, good) => {
  const all: Named[] = [...LABELS, 'value'];
  expect(all.filter(named => !nameProblem(named, name))).toEqual(good);
});

it.each(['shop', 's', 'Shop', '-', 'a.b', 'x'.repeat(63), 'x'.repeat(64), ''])(
  'a platform file takes %j as the API does',
  name => {
    expect(isName(name)).toBe(nameProblem('application', name) === undefined);
    expect(isName(name)).toBe(nameProblem('environment', name) === undefined);
  },
);

it('says the rule in a sentence', () => {
  expect(nameProblem('application', 'Shop')).toBe(
    'The name of an application must be lower-case letters, digits and dashes, at most 63 characters, no dash at either end.',
  );
  expect(nameProblem('value', 'a.b')).toMatch(/^The name of a value must be/);
});
