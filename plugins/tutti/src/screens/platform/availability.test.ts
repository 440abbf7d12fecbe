import { platform } from '../../mocks/platform';
import { availabilityOf, Platform } from './availability';

const { 'postgres-in-cluster': inCluster } = platform.definitions;

function told(criteria: Platform['definitions'][string]['criteria'][]) {
  return availabilityOf(
    {
      ...platform,
      definitions: Object.fromEntries(
        criteria.map((each, index) => [
          `d${index}`,
          { ...inCluster, criteria: each },
        ]),
      ),
    },
    'postgres',
  )
    .map(({ available }) => available)
    .join(' ');
}

it.each([
  ['nobody makes it', [], 'no no no'],
  ['one for everything', [{}], 'yes yes yes'],
  ['one for some types', [{ environmentType: ['development'] }], 'yes no no'],
  ['one for an owner', [{ owner: ['group:default/a'] }], 'some some some'],
  [
    'for all, and for an owner',
    [
      { environmentType: ['staging'], owner: ['group:default/a'] },
      { environmentType: ['development'] },
    ],
    'yes some no',
  ],
])('%s', (_, criteria, expected) => {
  expect(told(criteria)).toBe(expected);
});
