import { printAge } from './age';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  [-5, '0s'],
  [0, '0s'],
  [119, '119s'],
  [2 * minute, '2m'],
  [3 * minute + 12, '3m12s'],
  [10 * minute + 30, '10m'],
  [179 * minute, '179m'],
  [3 * hour, '3h'],
  [5 * hour + 20 * minute, '5h20m'],
  [9 * hour, '9h'],
  [47 * hour, '47h'],
  [2 * day, '2d'],
  [3 * day + 4 * hour, '3d4h'],
  [100 * day, '100d'],
  [800 * day, '2y'],
])('%s seconds are %s', (seconds, text) => {
  expect(printAge(seconds * 1000)).toBe(text);
});
