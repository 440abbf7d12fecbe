import { DecisionRecord, DeploymentRecord } from '../store';
import { noticeOf, NoticeFacts } from './noticeOf';
import type { Happening } from './told';

const MARIA = 'user:default/maria';
const JON = 'user:default/jon';
const STOREFRONT = 'group:default/storefront';
const MANAGERS = 'group:default/release-managers';

function deployment(change: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    id: 'd12',
    environmentId: 'e1',
    number: 12,
    status: 'failed',
    format: 1,
    destroys: false,
    requestedBy: MARIA,
    requestedAt: 1,
    phases: [],
    failures: [],
    ...change,
  };
}

const QUESTION = {
  status: 'waiting-approval',
  verb: 'Deploy',
  approval: {
    reason: 'Production asks for an approval of every deployment.',
    quorum: 1,
    groups: [],
    self: false,
    effects: 'now',
    author: MARIA,
    expiresAt: 2,
  },
} satisfies Partial<DeploymentRecord>;
const CAUSE = {
  failures: [
    { address: 'workload#api', code: 'NotHealthy', message: 'No such image.' },
  ],
};
const BY_MACHINE = { requestedBy: 'external:ci', byAutomation: true };

function decision(change: Partial<DecisionRecord>): DecisionRecord {
  return {
    id: '1',
    deploymentId: 'd12',
    who: JON,
    decision: 'approve',
    at: 1,
    effects: 'now',
    groups: [],
    ...change,
  };
}

function told(
  happening: Happening,
  of: Partial<DeploymentRecord>,
  more: Partial<NoticeFacts> = {},
) {
  const notice = noticeOf(happening, {
    application: { title: 'Shop', owner: STOREFRONT },
    environment: { name: 'production' },
    deployment: deployment(of),
    decisions: [],
    approvers: [MANAGERS],
    ...more,
  });
  if (!notice) {
    return undefined;
  }
  const { entityRef, excludeEntityRef = [] } = notice.recipients;
  return { ...notice, to: entityRef, except: excludeEntityRef };
}

const ENDED = { kind: 'ended' } as const;

it.each<[string, ReturnType<typeof told>, object]>([
  [
    'that something waits for them: who may approve, without who asked',
    told({ kind: 'asked' }, QUESTION, { approvers: [MANAGERS, 'owner'] }),
    {
      to: [MANAGERS, STOREFRONT],
      except: [MARIA],
      topic: 'approval',
      scope: 'approval:d12',
      title: 'Shop to production #12 waits for your approval',
      description: 'maria asked: Deploy. One person has to approve it.',
    },
  ],
  [
    'that it is asked for again, because something else would happen',
    told(
      { kind: 'asked' },
      {
        ...QUESTION,
        waits: {
          for: 'approval',
          message: 'What would happen is not what was approved.',
          since: '2026-11-30T00:00:00.000Z',
        },
      },
    ),
    {
      scope: 'approval:d12',
      description:
        'maria asked: Deploy. What would happen is not what was approved.',
    },
  ],
  [
    'that something waits, the author too where oneself counts',
    told(
      { kind: 'asked' },
      { ...QUESTION, approval: { ...QUESTION.approval, self: true } },
    ),
    { to: [MANAGERS], except: [] },
  ],
  [
    'that it is approved, with what was said',
    told(
      { kind: 'approved', by: JON },
      { status: 'queued' },
      { decisions: [decision({ comment: 'Looks good' })] },
    ),
    {
      to: [MARIA],
      except: [JON],
      topic: 'decision',
      scope: 'deployment:d12',
      title: 'Shop to production #12 is approved',
      description: 'By jon: Looks good.',
    },
  ],
  [
    'that it is rejected, with the comment',
    told(
      { kind: 'ended', by: JON },
      {
        status: 'rejected',
        failures: [
          {
            address: 'plan',
            code: 'Rejected',
            message: `${JON} rejected it: Not on a Friday`,
          },
        ],
      },
    ),
    {
      to: [MARIA],
      topic: 'decision',
      title: 'Shop to production #12 is rejected',
      description: `${JON} rejected it: Not on a Friday.`,
    },
  ],
  [
    'that nobody approved it in time',
    told(ENDED, {
      status: 'rejected',
      failures: [
        {
          address: 'plan',
          code: 'ApprovalExpired',
          message: 'Nobody approved it in time.',
        },
      ],
    }),
    {
      to: [MARIA],
      topic: 'decision',
      title: 'Shop to production #12 was approved by nobody in time',
    },
  ],
  [
    'that it failed: the cause first, then what becomes of it',
    told(ENDED, { ...CAUSE, rollback: { id: 'd13', number: 13 } }),
    {
      to: [MARIA],
      topic: 'failure',
      severity: 'high',
      scope: 'deployment:d12',
      about: 'd12',
      title: 'Shop to production #12 failed',
      description: 'api: No such image. #13 puts back what ran before.',
    },
  ],
  [
    'that it failed and nothing puts it back',
    told(ENDED, {
      ...CAUSE,
      rollback: { reason: 'It was a rollback itself.' },
    }),
    {
      description:
        'api: No such image. Nothing puts it back by itself. It was a rollback itself.',
    },
  ],
  [
    'that it failed: all whose changes are in it',
    told(ENDED, { ...CAUSE, askedBy: [MARIA, JON] }),
    { to: [MARIA, JON] },
  ],
  [
    'that it was interrupted',
    told(ENDED, { ...CAUSE, status: 'interrupted' }),
    { title: 'Shop to production #12 was interrupted', topic: 'failure' },
  ],
  [
    'that what automation asked for failed: the owner',
    told(ENDED, { ...CAUSE, ...BY_MACHINE }),
    { to: [STOREFRONT], topic: 'failure' },
  ],
  [
    'that it did not run, because something changed',
    told(ENDED, {
      status: 'stale',
      failures: [
        { address: 'plan', code: 'StalePlan', message: 'CURRENCY changed.' },
      ],
    }),
    {
      to: [MARIA],
      topic: 'stale',
      title:
        'Shop to production #12 did not run: something changed while it waited',
      description: 'CURRENCY changed. Plan it again.',
    },
  ],
  [
    'that it was put back by itself, in the place of the news that it failed',
    told(
      ENDED,
      { id: 'd13', number: 13, status: 'succeeded', requestedBy: 'Tutti' },
      { rollback: { failed: deployment(CAUSE), to: 9 } },
    ),
    {
      to: [MARIA],
      topic: 'rollback',
      scope: 'deployment:d12',
      about: 'd12',
      title: 'Shop to production #12 failed and was put back',
      description: 'api: No such image. #13 put back what #9 deployed.',
    },
  ],
  [
    'that it could not be put back either',
    told(
      ENDED,
      {
        id: 'd13',
        number: 13,
        requestedBy: 'Tutti',
        failures: [{ address: 'plan', code: 'X', message: 'No cluster.' }],
      },
      { rollback: { failed: deployment({ ...CAUSE, ...BY_MACHINE }), to: 9 } },
    ),
    {
      to: [STOREFRONT],
      severity: 'critical',
      scope: 'deployment:d12',
      description:
        'api: No such image. #13 could not put back what #9 deployed: No cluster.',
    },
  ],
])('people are told %s', (_, notice, expected) => {
  expect(notice).toMatchObject(expected);
});

it.each<[string, ReturnType<typeof told>]>([
  ['that one’s own succeeded', told(ENDED, { status: 'succeeded' })],
  ['that somebody cancelled it', told(ENDED, { status: 'cancelled' })],
  ['that a newer one took its place', told(ENDED, { status: 'superseded' })],
  [
    'that it failed, once it has been put back',
    told(ENDED, CAUSE, {
      back: deployment({ status: 'succeeded', finishedAt: 5 }),
    }),
  ],
  [
    'that something waits, when it does not any more',
    told({ kind: 'asked' }, { ...QUESTION, status: 'cancelled' }),
  ],
  [
    'that something waits, where anyone may approve',
    told({ kind: 'asked' }, QUESTION, { approvers: ['anyone'] }),
  ],
  [
    'that they approved it themselves',
    told({ kind: 'approved', by: MARIA }, { status: 'queued' }),
  ],
  [
    'that something is approved which has failed since',
    told({ kind: 'approved', by: JON }, { status: 'failed', finishedAt: 5 }),
  ],
  [
    'that what a machine asked for is rejected',
    told(ENDED, { ...BY_MACHINE, status: 'rejected' }),
  ],
  [
    'that what a machine asked for failed, where nobody owns it',
    told(
      ENDED,
      { ...CAUSE, ...BY_MACHINE },
      { application: { title: 'Shop' } },
    ),
  ],
])('nobody is told %s', (_, notice) => {
  expect(notice).toBeUndefined();
});
