import { matches } from './patterns';

describe('a pattern', () => {
  it.each([
    ['refs/heads/main', 'refs/heads/main', true],
    ['refs/heads/main', 'refs/heads/main2', false],
    ['refs/heads/main', 'a/refs/heads/main', false],
    ['refs/heads/*', 'refs/heads/feature/one', true],
    ['refs/heads/*', 'refs/heads/', true],
    ['refs/heads/*', 'refs/tags/v1', false],
    ['refs/tags/v*.0', 'refs/tags/v1.0', true],
    ['refs/tags/v*.0', 'refs/tags/v1.1', false],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a*bc*bc', 'abc', false],
    ['a.c', 'abc', false],
    ['', '', true],
  ])('%s is for %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});
