import type {
  Approval,
  ApprovalDecision,
  DeploymentDetail,
  EnvironmentSummary,
  WaitingItem,
  WaitingPage,
  Waits,
} from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR, MINUTE, no, release, yes } from './applications';
import { running } from './deployments';
import { acceptedPlan } from './plans';

/** ISO 8601, so many milliseconds from now. */
export function ahead(milliseconds: number): string {
  return ago(-milliseconds);
}

export const MANAGERS = 'group:default/release-managers';

const pending = running.phases.map(({ phase }) => ({
  phase,
  status: 'pending' as const,
}));

const base: DeploymentDetail = {
  ...running,
  status: 'queued',
  requestedAt: ago(2 * MINUTE),
  startedAt: undefined,
  phases: pending,
  plan: acceptedPlan.plan,
  planId: acceptedPlan.id,
  steps: running.steps.map(step => ({
    ...step,
    status: step.action === 'keep' ? 'kept' : 'pending',
    startedAt: undefined,
  })),
  allowed: { cancel: yes, redeploy: no('It has not ended yet.') },
};

export const approval: Approval = {
  reason: 'Production asks for approval of every deployment.',
  quorum: 2,
  groups: [MANAGERS],
  self: false,
  expiresAt: ahead(3 * HOUR),
  decisions: [
    {
      by: 'user:default/jon',
      decision: 'approve',
      comment: 'The numbers of staging look good.',
      at: ago(20 * MINUTE),
      counts: true,
    },
  ],
  missing: { people: 1, groups: [MANAGERS] },
  allowed: { decide: yes },
};

export const needsApproval: DeploymentDetail = {
  ...base,
  id: 'deployment-asked',
  number: 13,
  environment: 'production',
  status: 'waiting-approval',
  verb: 'Deploy',
  release: release(42, 30 * MINUTE),
  requestedAt: ago(30 * MINUTE),
  approval,
  waits: {
    for: 'approval',
    message: 'One more person of release-managers must approve.',
    since: ago(30 * MINUTE),
    until: approval.expiresAt,
  },
};

/** It has begun: what a driver would do became known in its run. */
export const reviewing: DeploymentDetail = {
  ...needsApproval,
  id: 'deployment-reviewed',
  number: 15,
  startedAt: ago(10 * MINUTE),
  phases: running.phases,
  steps: running.steps.map(step => ({
    ...step,
    status: step.status === 'done' ? 'done' : 'pending',
  })),
  review: {
    since: ago(5 * MINUTE),
    plans: [
      {
        address: 'postgres.default#main',
        action: 'update',
        changes: [
          {
            address: 'aws_db_instance.main',
            action: 'replace',
            summary: 'engine_version forces a replacement',
          },
          { address: 'aws_security_group.db', action: 'create' },
        ],
      },
      { address: 'dns.default#shop', action: 'create' },
    ],
  },
};

function queued(
  id: string,
  number: number,
  waits: Waits,
  rest: Partial<DeploymentDetail> = {},
): DeploymentDetail {
  return { ...base, id, number, verb: 'Deploy', waits, ...rest };
}

export const inLine = queued('deployment-queued', 33, {
  for: 'run',
  message: 'It starts when #32 is over.',
  since: ago(2 * MINUTE),
  deployment: { id: 'deployment-live', number: 32 },
  position: 2,
});

export const frozen = queued(
  'deployment-frozen',
  14,
  {
    for: 'window',
    message: 'Weekend: nothing starts before Monday.',
    since: ago(HOUR),
    until: ahead(14 * HOUR),
  },
  { environment: 'production' },
);

/** Puts one of each into a Tutti in memory. */
export function addWaiting(mock: {
  deployments: Record<string, DeploymentDetail>;
  holdAutomation(
    application: string,
    environment: string,
    reason: string,
  ): Promise<void>;
}): void {
  for (const each of [needsApproval, inLine, frozen]) {
    mock.deployments[each.id] = each;
  }
  void mock.holdAutomation('shop', 'staging', 'latency since #61');
}

/** After somebody has decided: who is still missing, and whether it may begin. */
export function afterDecision(
  detail: DeploymentDetail,
  by: string,
  said: Pick<ApprovalDecision, 'decision' | 'comment'>,
): DeploymentDetail {
  const { approval: before } = detail;
  if (!before) return detail;
  const decisions = [
    ...before.decisions,
    { by, ...said, at: ago(0), counts: true },
  ];
  if (said.decision === 'reject') {
    return {
      ...detail,
      status: 'rejected',
      waits: undefined,
      finishedAt: ago(0),
      approval: {
        ...before,
        decisions,
        allowed: { decide: no('It is over.') },
      },
    };
  }
  const people = Math.max(0, before.missing.people - 1);
  const decided: Approval = {
    ...before,
    decisions,
    missing: { people, groups: [] },
    allowed: { decide: no('You have approved it already.') },
  };
  return people > 0
    ? { ...detail, approval: decided }
    : {
        ...detail,
        status: 'queued',
        approval: decided,
        waits: {
          for: 'worker',
          message: 'It starts as soon as a worker is free.',
          since: ago(0),
        },
      };
}

/** As the backend tells it: first what waits for the caller, then the oldest. */
export function waitingPage(
  deployments: DeploymentDetail[],
  held: {
    application: string;
    applicationTitle: string;
    environment: EnvironmentSummary;
  }[],
  query: { limit?: number; cursor?: string },
): WaitingPage {
  const items: WaitingItem[] = [
    ...deployments.flatMap(waitingDeployment),
    ...held.flatMap(({ application, applicationTitle, environment }) =>
      environment.hold
        ? [
            {
              kind: 'hold' as const,
              application,
              applicationTitle,
              environment: environment.name,
              hold: environment.hold,
              mine: environment.allowed.resume?.allowed !== false,
            },
          ]
        : [],
    ),
  ];
  items.sort(
    (a, b) =>
      Number(b.mine) - Number(a.mine) || sinceOf(a).localeCompare(sinceOf(b)),
  );
  const from = Number(query.cursor ?? 0);
  const to = from + (query.limit ?? 50);
  return {
    items: items.slice(from, to),
    total: items.length,
    mine: items.filter(({ mine }) => mine).length,
    ...(to < items.length && { next: String(to) }),
  };
}

function sinceOf({ waits, hold }: WaitingItem): string {
  return waits?.since ?? hold?.since ?? ago(DAY);
}

function waitingDeployment(detail: DeploymentDetail): WaitingItem[] {
  const { waits, approval: needed } = detail;
  if (!waits) return [];
  return [
    {
      kind: 'deployment',
      id: detail.id,
      number: detail.number,
      application: detail.application,
      applicationTitle: detail.applicationTitle,
      environment: detail.environment,
      release: detail.release,
      requestedBy: detail.requestedBy,
      ...(detail.verb && { verb: detail.verb }),
      waits,
      ...(needed && { approval: needed }),
      mine: waits.for === 'approval' && needed?.allowed.decide.allowed === true,
    },
  ];
}
