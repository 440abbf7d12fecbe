import { nearestTexts } from './nearest';

it.each<[string, string[], string[]]>([
  [
    'those with the fewest slips first',
    ['redis', 'postgrse', 'postgis'],
    ['postgrse', 'postgis'],
  ],
  [
    'also when they stand last',
    ['postgis', 'redis', 'postgrse'],
    ['postgrse', 'postgis'],
  ],
  [
    'ties in alphabetical order',
    ['postgresz', 'postgresa', 'postgresm'],
    ['postgresa', 'postgresm'],
  ],
  ['all, where there are fewer', ['redis'], ['redis']],
  ['none, where there is none', [], []],
])('names %s', (_, among, nearest) => {
  expect(nearestTexts('postgres', among, 2)).toEqual(nearest);
});
