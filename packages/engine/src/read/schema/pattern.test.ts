import { compilePattern } from './pattern';

it.each([
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'web-1', 'web-'],
  ['^\\d{4}-\\d{2}$', '2025-11', '2025-1'],
  ['^\\p{L}+$', 'Straße', 'a1'],
  ['^\\u0041\\u{42}$', 'AB', 'u0041'],
  ['^\\\\u0041$', '\\u0041', 'A'],
  ['^(?<name>a|b)\\/[\\w-]$', 'a/-', 'c/-'],
  // With backtracking this one takes years.
  ['^(a+)+$', 'a'.repeat(40), `${'a'.repeat(40)}!`],
])('%s', (pattern, good, bad) => {
  const compiled = compilePattern(pattern);
  expect([good, bad].map(text => compiled.test(text))).toEqual([true, false]);
});

it.each(['(', '(?=a)b', '(?!a)b', '(a)\\1', '((a{1,100}){1,100}){1,100}'])(
  'no pattern: %s',
  pattern => {
    expect(() => compilePattern(pattern)).toThrow(Error);
  },
);
