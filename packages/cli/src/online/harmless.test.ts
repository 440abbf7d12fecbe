import { harmless } from './harmless';

it.each([
  ['a\tb', 'a\tb'],
  ['\u001b[31mred\u001b[0m', '\u001b[31mred\u001b[0m'],
  ['\u001b[2J\u001b]0;title\u0007', '[2J]0;title'],
  ['a\rb\u009bc', 'abc'],
])('%j becomes %j', (text, shown) => {
  expect(harmless(text)).toBe(shown);
});
