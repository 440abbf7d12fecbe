import {
  headOf,
  type PlanView,
  type PolicyFinding,
  type Reason,
} from '@tutti/plugin-tutti-common';
import { english } from '../../__testUtils__/texts';
import { no } from '../../mocks/applications';
import { acceptedPlan, planView, wholeStagingPlan } from '../../mocks/plans';
import { policySummary } from './policyWords';
import { reasonWords } from './reasonWords';
import { deployAllowed, withConsent } from './usePlan';

const reason = (rest: Partial<Reason>): Reason => ({
  code: 'input-changed',
  message: 'image',
  ...rest,
});

it.each<[string, Reason, string | undefined]>([
  [
    'two versions of one image',
    reason({
      before: 'registry/shop/web:1.9.1',
      after: 'registry/shop/web:1.9.2',
    }),
    'web:1.9.1 → 1.9.2',
  ],
  [
    'images of two registries',
    reason({ before: 'a.example/web:1', after: 'b.example/web:1' }),
    'a.example/web:1 → b.example/web:1',
  ],
  ['numbers', reason({ before: 2, after: 3 }), '2 → 3'],
  ['something new', reason({ after: 'x' }), undefined],
  [
    'what is too long to read',
    reason({ before: 'x'.repeat(200), after: 'y' }),
    undefined,
  ],
])('a reason with %s', (_, given, change) => {
  expect(reasonWords(given).change).toBe(change);
});

const finding = (
  outcome: PolicyFinding['outcome'],
  effect: PolicyFinding['effect'] = 'deny',
): PolicyFinding => ({
  policy: 'p',
  message: 'Images carry a version.',
  subject: 'web',
  outcome,
  effect,
});

it.each<[PolicyFinding[], string]>([
  [[], 'none apply'],
  [[finding('pass'), finding('pass', 'warn')], '2 passed'],
  [
    [
      finding('pass'),
      finding('pending'),
      finding('broken', 'warn'),
      finding('broken'),
    ],
    '1 denial, 1 warning, 1 passed, 1 pending',
  ],
])('policies in short: %#', (findings, said) => {
  const { contents } = headOf({ ...wholeStagingPlan, policies: findings });
  expect(policySummary(english, contents.policies)).toBe(said);
});

describe('deployAllowed', () => {
  const plan = acceptedPlan.plan;
  it.each<[string, PlanView, string | undefined]>([
    ['a good plan', acceptedPlan, undefined],
    [
      'a plan without consent',
      planView,
      'Accept first: postgres.default#main holds data; replacing it loses that data.',
    ],
    [
      'a denied plan',
      {
        ...acceptedPlan,
        plan: { ...plan, policies: [finding('broken')], deployable: false },
      },
      'The policy p denies it: Images carry a version.',
    ],
    [
      'a held resource needs no consent',
      {
        ...acceptedPlan,
        plan: {
          ...plan,
          consents: plan.consents.map(each => ({
            ...each,
            required: false,
            given: false,
          })),
        },
      },
      undefined,
    ],
    [
      'a person who may not',
      { ...acceptedPlan, allowed: no('Not you.') },
      'Not you.',
    ],
  ])('%s', (_, view, reasonGiven) => {
    const allowed = deployAllowed(english, view);
    expect(allowed.allowed ? undefined : allowed.reason).toBe(reasonGiven);
  });
});

it('gives one consent and takes it back', () => {
  const [needed] = planView.plan.consents;
  const given = withConsent(planView, needed, true);
  expect(given.consent).toEqual([
    { subject: needed.subject, action: needed.action },
  ]);
  const back = withConsent({ ...planView, input: given }, needed, false);
  expect(back.consent).toEqual([]);
});
