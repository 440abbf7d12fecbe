import { oddOnes } from './oddOnes';

it.each([
  ['nothing', '', ''],
  ['one', 'a1', '.'],
  ['all the same', 'a1 a1 a2', '...'],
  ['one that is another', 'a1 a1 b2', '..x'],
  ['as many: the newest release counts', 'b2 a1', '.x'],
  ['as many, three of them', 'a1 c3 b2', 'x.x'],
  ['the usual one is older', 'b3 a1 a2', 'x..'],
  ['all the same, as far as anybody knows', 'a1 a1@x a1@y', '...'],
  ['all the same, as all that ran', 'a1@x a2@x', '..'],
  ['one tag that moved', 'a1@x a1@y a1@x b2', '.x.x'],
])('%s', (_, versions, expected) => {
  const row = versions
    .split(' ')
    .filter(text => text !== '')
    .map(([version, release, ...ran]) => ({
      version,
      release: Number(release),
      ...(ran.length > 0 && { contents: ran.join('') }),
    }));
  expect(
    oddOnes(row)
      .map(isOdd => (isOdd ? 'x' : '.'))
      .join(''),
  ).toBe(expected);
});
