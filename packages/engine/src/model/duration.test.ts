import { durationMs } from './duration';

it.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['72h', 259_200_000],
  ['3d', 259_200_000],
])('%s', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it.each(['', '0h', '1w', '1.5h', '-1h', '1h '])('%p is none', text => {
  expect(() => durationMs(text)).toThrow('is no time');
});
