import type { Promotion } from '@tutti/plugin-tutti-common';
import { shop } from '../mocks/applications';
import { promotableTo } from './promotable';

const [development, staging, production] = shop.environments;
const promotion: Promotion = {
  environment: 'production',
  from: 'development',
  automatic: false,
  only: false,
  state: 'open',
  message: '',
};

it.each([
  ['what runs in the stage before it', staging, undefined, 'development r41'],
  ['not of two stages before', production, undefined, 'staging r40'],
  ['what its type says', production, promotion, 'development r41'],
  ['nothing to the first stage', development, undefined, undefined],
  [
    'nothing that is on its way',
    production,
    {
      ...promotion,
      deployment: { id: 'd', number: 7, status: 'queued' as const },
    },
    undefined,
  ],
  [
    'what failed on its way',
    production,
    {
      ...promotion,
      deployment: { id: 'd', number: 7, status: 'failed' as const },
    },
    'development r41',
  ],
  [
    'nothing where nobody knows from where',
    production,
    { ...promotion, from: undefined, state: 'unpaired' as const },
    undefined,
  ],
])('offers %s', (_, environment, rule, expected) => {
  const found = promotableTo(environment, shop.environments, rule);
  expect(found && `${found.from} r${found.release.number}`).toBe(expected);
});

it('offers nothing that runs here already, nor where two stages are before it', () => {
  const same = { ...production, release: staging.release };
  expect(promotableTo(same, shop.environments, undefined)).toBeUndefined();
  const twin = { ...staging, name: 'staging-us' };
  expect(
    promotableTo(production, [...shop.environments, twin], undefined),
  ).toBeUndefined();
});

it('takes no preview for a stage, neither before nor after one', () => {
  const preview = { ...development, name: 'pr-1', preview: { key: 'pr-1' } };
  const first = { ...preview, rank: 5 };
  expect(
    promotableTo(development, [first, ...shop.environments], undefined),
  ).toBeUndefined();
  const between = { ...preview, rank: 15, release: undefined };
  const all = [...shop.environments, between];
  expect(promotableTo(between, all, undefined)).toBeUndefined();
  expect(promotableTo(staging, all, undefined)?.from).toBe('development');
});
