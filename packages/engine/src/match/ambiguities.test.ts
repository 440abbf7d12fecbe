import fc from 'fast-check';
import { Criteria } from '../model';
import { definition, platformOf, target } from './__fixtures__/platform';
import {
  anyDefinition,
  contexts,
  requests,
  twoAlike,
} from './__testUtils__/universe';
import { ambiguities } from './ambiguities';
import { definitionMatcher } from './matchDefinition';

function between(a: Criteria, b: Criteria): string[] {
  const platform = platformOf({
    definitions: [
      definition({ name: 'a', criteria: a }),
      definition({ name: 'b', criteria: b }),
    ],
  });
  return ambiguities(platform).map(({ message }) => message);
}

describe('pairs of definitions', () => {
  const both = (where: string) => [
    `ResourceDefinition b and ResourceDefinition a (a.yaml:1) both match ${where}, and neither is more specific.`,
  ];

  it.each<[string, Criteria, Criteria, string[]]>([
    ['without criteria', {}, {}, both('everywhere')],
    [
      'equal',
      { environmentType: ['dev'] },
      { environmentType: ['dev'] },
      both('for environmentType dev'),
    ],
    [
      'lists that overlap',
      { environmentType: ['dev', 'staging'] },
      { environmentType: ['staging', 'prod'] },
      both('for environmentType staging'),
    ],
    [
      'disjoint lists',
      { environmentType: ['dev'] },
      { environmentType: ['prod'] },
      [],
    ],
    ['one more specific', { environmentType: ['dev'] }, {}, []],
    [
      'different keys: the leftmost wins',
      { environment: ['dev'] },
      { environmentType: ['dev'] },
      [],
    ],
    [
      'overlap in one key, not in the other',
      { environmentType: ['dev'], application: ['shop'] },
      { environmentType: ['dev'], application: ['blog'] },
      [],
    ],
    [
      'owners that differ in case only',
      { owner: ['group:default/a'] },
      { owner: ['group:default/A'] },
      both('for owner group:default/a'),
    ],
    [
      'the same label with a common value',
      { labels: { region: ['eu', 'us'] } },
      { labels: { region: ['us'] } },
      both('for label region=us'),
    ],
    [
      'the same label without a common value',
      { labels: { region: ['eu'] } },
      { labels: { region: ['us'] } },
      [],
    ],
    [
      'different labels: only the entity at hand can say',
      { labels: { region: ['eu'] } },
      { labels: { tier: ['gold'] } },
      [],
    ],
    [
      'what no request can have: a workload and an id',
      { resourceId: ['main'], workload: ['web'] },
      { resourceId: ['main'], workload: ['web'] },
      [],
    ],
  ])('%s', (_, a, b, messages) => {
    expect(between(a, b)).toEqual(messages);
    const swapped = between(b, a);
    expect(swapped).toHaveLength(messages.length);
  });

  it('only of one type, and of classes that one request can have with equal weight', () => {
    const platform = platformOf({
      definitions: [
        definition({ name: 'a' }),
        definition({ name: 'b', class: '*' }),
        definition({ name: 'c', class: 'large' }),
        definition({ name: 'd', type: 'redis' }),
      ],
    });
    expect(ambiguities(platform)).toEqual([]);
  });

  it('stands at the second definition', () => {
    const platform = platformOf({
      definitions: [
        definition({ name: 'b', source: { file: 'two.yaml', line: 9 } }),
        definition({ name: 'a', source: { file: 'one.yaml', line: 4 } }),
      ],
    });
    expect(ambiguities(platform)).toEqual([
      {
        severity: 'error',
        code: 'AmbiguousMatch',
        message:
          'ResourceDefinition b and ResourceDefinition a (one.yaml:4) both match everywhere, and neither is more specific.',
        hint: 'Give one of them a criterion that the other lacks, or make their lists disjoint.',
        file: 'two.yaml',
        line: 9,
        path: 'spec.criteria',
      },
    ]);
  });

  it('every pair of three is named', () => {
    const platform = platformOf({
      definitions: ['a', 'b', 'c'].map(name => definition({ name })),
    });
    expect(ambiguities(platform)).toHaveLength(3);
  });
});

it('targets are judged among each other', () => {
  const platform = platformOf({
    definitions: [definition({ name: 'eu' })],
    targets: [target({ name: 'eu' }), target({ name: 'us' })],
  });
  expect(ambiguities(platform).map(({ message }) => message)).toEqual([
    'Target us and Target eu (eu.yaml:1) both match everywhere, and neither is more specific.',
  ]);
});

it('a target with a criterion and one without never tie', () => {
  const platform = platformOf({
    targets: [
      target({ name: 'eu', criteria: { application: ['shop'] } }),
      target({ name: 'us' }),
    ],
  });
  expect(ambiguities(platform)).toEqual([]);
});

it('ambiguities are told by type and name, in whatever order the files had them', () => {
  const types = ['redis', 'postgres'];
  const told = (names: string[]) =>
    ambiguities(
      platformOf({
        definitions: names.flatMap(name =>
          types.map(type => definition({ name: `${type}-${name}`, type })),
        ),
      }),
    ).map(({ message }) => message);
  expect(told(['b', 'a'])).toEqual(told(['a', 'b']));
  expect(told(['b', 'a'])).toHaveLength(2);
});

it('a platform is ambiguous exactly when two of its definitions tie somewhere', () => {
  const different = fc.tuple(anyDefinition, anyDefinition).map(([a, b]) => [
    { ...a, name: 'a' },
    { ...b, name: 'b' },
  ]);
  const seen = { tie: 0, clear: 0 };
  fc.assert(
    fc.property(fc.oneof(different, twoAlike), definitions => {
      const platform = platformOf({ definitions });
      const tie = contexts.some(context => {
        const match = definitionMatcher(platform, context);
        return requests.some(request => {
          const { winner, candidates } = match(request);
          return winner === undefined && candidates[0].matched;
        });
      });
      seen[tie ? 'tie' : 'clear']++;
      expect(ambiguities(platform)).toHaveLength(tie ? 1 : 0);
    }),
    // A fixed seed, so that both kinds are there for sure.
    { numRuns: 500, seed: 7 },
  );
  expect(seen.tie).toBeGreaterThan(10);
  expect(seen.clear).toBeGreaterThan(10);
});
