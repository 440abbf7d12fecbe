import fc from 'fast-check';
import { Criteria, MatchContext, MatchRequest } from '../model';
import { definition, platformOf } from './__fixtures__/platform';
import { anyDefinition, contexts, requests } from './__testUtils__/universe';
import { definitionMatcher, matchDefinition } from './matchDefinition';

const context: MatchContext = {
  application: 'shop',
  environment: 'development',
  environmentType: 'dev',
  owner: 'group:default/team-a',
  labels: { region: 'eu', tier: 'gold' },
};

const request: MatchRequest = {
  type: 'postgres',
  class: 'default',
  workload: 'web',
};

function match(
  criteria: Criteria[],
  asked: Partial<MatchRequest> = {},
  where: Partial<MatchContext> = {},
) {
  const names = ['a', 'b', 'c', 'd'];
  return matchDefinition(
    platformOf({
      definitions: criteria.map((one, index) =>
        definition({ name: names[index], criteria: one }),
      ),
    }),
    { ...request, ...asked },
    { ...context, ...where },
  );
}

describe('criteria', () => {
  it.each<[string, Criteria, Partial<MatchRequest>, boolean]>([
    ['nothing given matches everything', {}, {}, true],
    ['environment type', { environmentType: ['dev'] }, {}, true],
    ['a list means any of', { environmentType: ['prod', 'dev'] }, {}, true],
    ['an empty list matches nothing', { environmentType: [] }, {}, false],
    ['another environment type', { environmentType: ['prod'] }, {}, false],
    ['environment', { environment: ['development'] }, {}, true],
    ['application', { application: ['shop'] }, {}, true],
    ['an application in other letters', { application: ['Shop'] }, {}, false],
    ['a label in other letters', { labels: { region: ['EU'] } }, {}, false],
    ['another application', { application: ['blog'] }, {}, false],
    ['owner', { owner: ['group:default/team-a'] }, {}, true],
    ['owner in other letters', { owner: ['group:default/Team-A'] }, {}, true],
    ['label', { labels: { region: ['eu'] } }, {}, true],
    ['two labels', { labels: { region: ['eu'], tier: ['gold'] } }, {}, true],
    ['all labels', { labels: { region: ['eu'], tier: ['tin'] } }, {}, false],
    ['a label nobody has', { labels: { constructor: ['eu'] } }, {}, false],
    ['workload', { workload: ['web'] }, {}, true],
    ['another workload', { workload: ['api'] }, {}, false],
    ['resource id', { resourceId: ['main'] }, { id: 'main' }, true],
    ['a resource without id', { resourceId: ['main'] }, {}, false],
    [
      'the workload of a shared resource',
      { workload: ['web'] },
      { id: 'main' },
      false,
    ],
    [
      'all keys must match',
      { environmentType: ['dev'], application: ['blog'] },
      {},
      false,
    ],
  ])('%s', (_, criteria, asked, matched) => {
    const { winner, candidates } = match([criteria], asked);
    expect(candidates[0].matched).toBe(matched);
    expect(winner).toBe(matched ? 'a' : undefined);
  });

  it('without an owner, no owner matches', () => {
    const { candidates } = match(
      [{ owner: ['none'] }],
      {},
      { owner: undefined },
    );
    expect(candidates[0].failed).toEqual([
      { key: 'owner', wanted: 'none', got: 'none' },
    ]);
  });
});

describe('specificity', () => {
  // Each beats all that follow together.
  const ladder: [string, Criteria][] = [
    ['resourceId', { resourceId: ['main'] }],
    ['environment', { environment: ['development'] }],
    ['application', { application: ['shop'] }],
    ['two labels', { labels: { region: ['eu'], tier: ['gold'] } }],
    ['one label', { labels: { region: ['eu'] } }],
    ['owner', { owner: ['group:default/team-a'] }],
    ['environmentType', { environmentType: ['dev'] }],
    ['nothing', {}],
  ];

  it.each(
    ladder
      .slice(0, -1)
      .map(([name, criteria], index): [string, Criteria, Criteria] => [
        name,
        criteria,
        Object.assign({}, ...ladder.slice(index + 1).map(([, one]) => one)),
      ]),
  )('%s beats everything weaker together', (_, strong, weak) => {
    expect(match([weak, strong], { id: 'main' }).winner).toBe('b');
    expect(match([strong, weak], { id: 'main' }).winner).toBe('a');
  });

  it('workload beats environment, application, labels, owner and environment type', () => {
    const weak = Object.assign({}, ...ladder.slice(1).map(([, one]) => one));
    expect(match([weak, { workload: ['web'] }]).winner).toBe('b');
  });

  it('a given list is as specific as a single entry', () => {
    const { winner, candidates } = match([
      { environmentType: ['dev'] },
      { environmentType: ['dev', 'prod'] },
    ]);
    expect(winner).toBeUndefined();
    expect(candidates.map(({ reason }) => reason)).toEqual([
      'Matches, but b is exactly as specific: neither wins.',
      'Matches, but a is exactly as specific: neither wins.',
    ]);
  });

  it('the exact class beats any class with all criteria', () => {
    const platform = platformOf({
      definitions: [
        definition({
          name: 'any',
          class: '*',
          criteria: { workload: ['web'], environment: ['development'] },
        }),
        definition({ name: 'exact' }),
      ],
    });
    expect(matchDefinition(platform, request, context).winner).toBe('exact');
  });

  it('is shown as a tuple, labels counted', () => {
    const { candidates } = match([
      { environmentType: ['dev'], labels: { region: ['eu'], tier: ['gold'] } },
    ]);
    expect(candidates[0].specificity).toEqual([1, 0, 0, 0, 0, 2, 0, 1]);
  });
});

describe('class', () => {
  const platform = platformOf({
    definitions: [
      definition({ name: 'plain' }),
      definition({ name: 'large', class: 'large' }),
    ],
  });

  it('never falls back to default', () => {
    const { winner, candidates } = matchDefinition(
      platform,
      { ...request, class: 'huge' },
      context,
    );
    expect(winner).toBeUndefined();
    expect(candidates.map(({ failed }) => failed)).toEqual([
      [{ key: 'class', wanted: 'large', got: 'huge' }],
      [{ key: 'class', wanted: 'default', got: 'huge' }],
    ]);
  });

  it('is found by name', () => {
    const { winner } = matchDefinition(
      platform,
      { ...request, class: 'large' },
      context,
    );
    expect(winner).toBe('large');
  });
});

describe('explanation', () => {
  it('has every candidate: winner, those that match, then the nearest', () => {
    const { winner, candidates } = match([
      { environmentType: ['prod'], application: ['blog'] },
      {},
      { environmentType: ['prod'] },
      { environmentType: ['dev'] },
    ]);
    expect(winner).toBe('d');
    expect(
      candidates.map(({ definition: name, matched, won, reason }) => ({
        name,
        matched,
        won,
        reason,
      })),
    ).toEqual([
      {
        name: 'd',
        matched: true,
        won: true,
        reason: 'Matches, and is the most specific of 2 that match.',
      },
      {
        name: 'b',
        matched: true,
        won: false,
        reason:
          'Matches, but d is more specific: it names the environmentType.',
      },
      {
        name: 'c',
        matched: false,
        won: false,
        reason: 'Does not match: environmentType must be prod, is dev.',
      },
      {
        name: 'a',
        matched: false,
        won: false,
        reason:
          'Does not match: application must be blog, is shop; environmentType must be prod, is dev.',
      },
    ]);
  });

  it('tells more labels from none', () => {
    const { candidates } = match([
      { labels: { region: ['eu'] } },
      { labels: { region: ['eu'], tier: ['gold'] } },
    ]);
    expect(candidates.map(({ reason }) => reason)).toEqual([
      'Matches, and is the most specific of 2 that match.',
      'Matches, but b is more specific: it names more labels.',
    ]);
  });

  it('names every key that failed', () => {
    const { candidates } = match(
      [
        {
          resourceId: ['main', 'other'],
          workload: ['api'],
          labels: { zone: ['z1'], region: ['us', 'ap'] },
        },
      ],
      { id: 'cache' },
    );
    expect(candidates[0].failed).toEqual([
      { key: 'resourceId', wanted: 'main or other', got: 'cache' },
      { key: 'workload', wanted: 'api', got: 'shared by its id cache' },
      { key: 'labels', wanted: 'region=us or ap', got: 'region=eu' },
      { key: 'labels', wanted: 'zone=z1', got: 'no label zone' },
    ]);
  });

  it('is empty where the platform defines nothing of that type', () => {
    expect(matchDefinition(platformOf(), request, context)).toEqual({
      request,
      context,
      candidates: [],
    });
  });
});

describe('properties', () => {
  const platforms = fc.uniqueArray(anyDefinition, {
    maxLength: 6,
    selector: ({ name }) => name,
  });

  it('the order of definitions does not matter, and the winner is the one that won', () => {
    fc.assert(
      fc.property(
        platforms,
        fc.constantFrom(...requests),
        fc.constantFrom(...contexts),
        (definitions, asked, where) => {
          const answer = matchDefinition(
            platformOf({ definitions }),
            asked,
            where,
          );
          const reversed = [...definitions].reverse();
          expect(
            matchDefinition(
              platformOf({ definitions: reversed }),
              asked,
              where,
            ),
          ).toEqual(answer);
          const won = answer.candidates.filter(candidate => candidate.won);
          expect(won.map(candidate => candidate.definition)).toEqual(
            answer.winner === undefined ? [] : [answer.winner],
          );
        },
      ),
    );
  });

  it('a matcher that has answered others gives the same answer as a fresh one', () => {
    fc.assert(
      fc.property(
        platforms,
        fc.constantFrom(...contexts),
        (definitions, where) => {
          const platform = platformOf({ definitions });
          const matcher = definitionMatcher(platform, where);
          for (const asked of requests) {
            expect(matcher(asked)).toEqual(
              matchDefinition(platform, asked, where),
            );
          }
        },
      ),
    );
  });
});
