import { MatchContext } from '../model';
import { definition, platformOf, target } from './__fixtures__/platform';
import { explainText } from './explainText';
import { matchDefinition } from './matchDefinition';
import { matchTarget } from './matchTarget';

const context: MatchContext = {
  application: 'shop',
  environment: 'blue',
  environmentType: 'production',
  owner: 'group:default/team-a',
  labels: { tier: 'gold', region: 'eu' },
};

const platform = platformOf({
  definitions: [
    definition({
      name: 'postgres-in-cluster',
      criteria: { environmentType: ['development', 'staging'] },
    }),
    definition({
      name: 'postgres-production',
      criteria: { environmentType: ['production'] },
    }),
    definition({ name: 'postgres-large', class: 'large' }),
    definition({ name: 'postgres-any' }),
  ],
  targets: [
    target({ name: 'eu', criteria: { labels: { region: ['eu'] } } }),
    target({ name: 'gold', criteria: { labels: { tier: ['gold'] } } }),
    target({ name: 'fallback' }),
  ],
});

describe('explainText', () => {
  it('shows what was asked, where, and what became of every candidate', () => {
    const explanation = matchDefinition(
      platform,
      { type: 'postgres', class: 'default', workload: 'web' },
      context,
    );
    expect(explainText(explanation)).toBe(`\
asked   postgres.default, workload web
in      application shop, environment blue, environment type production, owner group:default/team-a, labels region=eu tier=gold
winner  postgres-production

won     postgres-production  Matches, and is the most specific of 2 that match.
match   postgres-any         Matches, but postgres-production is more specific: it names the environmentType.
no      postgres-in-cluster  Does not match: environmentType must be development or staging, is production.
no      postgres-large       Does not match: class must be large, is default.
`);
  });

  it('says why there is no winner', () => {
    const nothing = matchDefinition(
      platform,
      { type: 'postgres', class: 'huge', id: 'main' },
      { application: 'a', environment: 'b', environmentType: 'c', labels: {} },
    );
    expect(explainText(nothing)).toContain(
      'asked   postgres.huge, id main\nin      application a, environment b, environment type c\nwinner  none: nothing matches\n',
    );
    expect(explainText(matchTarget(platform, context))).toContain(
      'winner  none: several are equally specific\n',
    );
    expect(explainText(matchTarget(platformOf(), context))).toContain(
      'winner  none: there are no candidates\n',
    );
  });
});

describe('matchTarget', () => {
  it('takes the most specific target', () => {
    const where = { ...context, labels: { region: 'eu' } };
    expect(matchTarget(platform, where).winner).toBe('eu');
    expect(matchTarget(platform, { ...where, labels: {} }).winner).toBe(
      'fallback',
    );
  });
});
