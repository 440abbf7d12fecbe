import { EnvironmentType, Unknown } from '../model';
import { environmentType } from '../testing/platform';
import {
  approvalNeeded,
  ApprovalNeed,
  ApprovalQuestion,
} from './approvalNeeded';

const question: ApprovalQuestion = {
  plan: {
    summary: {
      create: 0,
      update: 2,
      replace: 1,
      keep: 5,
      hold: 0,
      adopt: 0,
      retain: 0,
      destroy: 0,
    },
    policies: [
      {
        policy: 'no-latest',
        effect: 'warn',
        outcome: 'broken',
        message: '',
        subject: 'plan',
      },
    ],
  },
  changes: [
    { workload: 'api', change: 'changed' },
    { workload: 'web', change: 'images' },
  ],
  context: {
    application: 'shop',
    environment: 'live',
    environmentType: 'production',
    owner: 'group:default/team-a',
    labels: { tier: 'gold' },
    release: 'r-1',
  },
};

function needOf(
  approval: Partial<EnvironmentType['approval']>,
  asked: Partial<ApprovalQuestion> = {},
): ApprovalNeed {
  const type = environmentType('production', { title: 'Production' });
  return approvalNeeded(
    { ...type, approval: { ...type.approval, ...approval } },
    { ...question, ...asked },
  );
}

it('where approvals are required every deployment needs one', () => {
  expect(
    needOf({
      required: true,
      quorum: 2,
      groups: ['group:default/release-managers'],
      expiresAfter: '2d',
    }),
  ).toEqual({
    needed: true,
    reason: 'Production asks for an approval of every deployment.',
    quorum: 2,
    groups: ['group:default/release-managers'],
    self: false,
    expiresAfterMs: 172_800_000,
  });
});

it('where nothing is said nobody is needed', () => {
  expect(needOf({})).toEqual({
    needed: false,
    reason: 'Production asks for no approvals.',
  });
});

describe('a rule', () => {
  it.each([
    ['plan.summary.replace > 0', true],
    ['plan.summary.destroy > 0', false],
    ['plan.destroys', false],
    ['plan.broken.exists(p, p == "no-latest")', true],
    ['release.changes.size() > 3', false],
    ['release.changes.size() == 2', true],
    ['release.changes.exists(c, c.change == "changed")', true],
    ['release.changes.all(c, c.change == "images")', false],
    ['release.changes.exists(c, c.workload == "db")', false],
    ['context.application == "shop"', true],
    ['context.labels.tier != "gold"', false],
    ['context.owner == "group:default/team-a"', true],
    ['release.id == "r-1"', true],
  ])('%s: %s', (when, needed) => {
    expect(needOf({ when }).needed).toBe(needed);
  });

  it('says why, whether it asks or not', () => {
    expect(needOf({ when: 'plan.summary.replace > 0' }).reason).toBe(
      'Production asks for an approval where plan.summary.replace > 0.',
    );
    expect(needOf({ when: 'plan.summary.replace > 7' }).reason).toBe(
      'Production asks for an approval where plan.summary.replace > 7; here it is not so.',
    );
  });

  it('over what is not known yet asks for it', () => {
    const changes = new Unknown('array', false, 'release.changes');
    expect(
      needOf({ when: 'release.changes.size() > 3' }, { changes }),
    ).toMatchObject({
      needed: true,
      reason:
        'Production asks for an approval where release.changes.size() > 3; here that depends on release.changes, which is known only after apply.',
    });
    expect(
      needOf({ when: 'plan.summary.destroy > 0' }, { changes }).needed,
    ).toBe(false);
  });

  it.each([
    ['context.labels.region == "eu"', 'field not found: region'],
    ['plan.summary.replace', 'it gives neither true nor false'],
  ])('that cannot be judged asks for it: %s', (when, why) => {
    const { owner, ...context } = question.context;
    expect(needOf({ when }, { context })).toMatchObject({
      needed: true,
      reason: `Production asks for an approval where ${when}; here that cannot be judged: ${why}.`,
    });
  });
});
