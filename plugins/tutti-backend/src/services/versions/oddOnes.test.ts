import { oddOnes } from './oddOnes';

it.each([
  ['nothing', '', ''],
  ['one', 'a1', '.'],
  ['all the same', 'a1 a1 a2', '...'],
  ['one that is another', 'a1 a1 b2', '..x'],
  ['as many: the newest release counts', 'b2 a1', '.x'],
  ['as many, three of them', 'a1 c3 b2', 'x.x'],
  ['the usual one is older', 'b3 a1 a2', 'x..'],
])('%s', (_, versions, expected) => {
  const row = versions
    .split(' ')
    .filter(text => text !== '')
    .map(([version, release]) => ({ version, release: Number(release) }));
  expect(
    oddOnes(row)
      .map(isOdd => (isOdd ? 'x' : '.'))
      .join(''),
  ).toBe(expected);
});
