import type {
  Deployment,
  DeploymentDetail,
  DeploymentEvent,
  DeploymentStep,
  HealthCause,
  StepStatus,
} from '@tutti/plugin-tutti-common';
import { ago, MINUTE, no, release, yes } from './applications';
import { stagingPlan, wholeStagingPlan } from './plans';

export const pullFailure: HealthCause = {
  reason: 'ImagePullBackOff',
  message:
    'image registry.example/shop/checkout:1.2.0 cannot be pulled: not found',
  hint: 'Check the name and the tag of the image, and that the build pushed it.',
  pod: 'checkout-6d9f7c-x2lqp',
  container: 'checkout',
  events: [
    {
      time: ago(2 * MINUTE),
      reason: 'Pulling',
      message: 'Pulling image "registry.example/shop/checkout:1.2.0"',
    },
    {
      time: ago(2 * MINUTE - 4000),
      reason: 'Failed',
      message: 'Failed to pull image: manifest unknown',
    },
  ],
  logTail: ['waiting for the image', 'the image never came'],
};

function steps(
  statuses: Partial<Record<string, StepStatus>>,
  otherwise: StepStatus,
): DeploymentStep[] {
  return wholeStagingPlan.steps.map((step, position) => {
    const status =
      statuses[step.address] ?? (step.action === 'keep' ? 'kept' : otherwise);
    return {
      position,
      address: step.address,
      kind: step.kind,
      action: step.action,
      status,
      needs: step.needs,
      attempt: 1,
      ...(status !== 'pending' && { startedAt: ago(3 * MINUTE) }),
      ...(status === 'done' && { finishedAt: ago(3 * MINUTE - 1200) }),
    };
  });
}

const base: Deployment = {
  id: 'deployment-31',
  number: 31,
  application: 'shop',
  applicationTitle: 'Online shop',
  environment: 'staging',
  status: 'succeeded',
  release: release(41, 12 * MINUTE),
  planId: 'plan-8d2f',
  requestedBy: 'user:default/jon',
  requestedAt: ago(9 * MINUTE),
  startedAt: ago(9 * MINUTE),
  finishedAt: ago(7 * MINUTE),
  simulated: true,
  phases: [
    { phase: 'read', status: 'done', durationMs: 20 },
    { phase: 'match', status: 'done', durationMs: 4 },
    { phase: 'create', status: 'done', durationMs: 61 },
    { phase: 'deploy', status: 'done', durationMs: 118_000 },
  ],
  progress: { done: 11, of: 11 },
  failures: [],
  previousSuccess: { id: 'deployment-30', number: 30, releaseId: 'release-40' },
  allowed: { cancel: no('It is over.'), redeploy: yes },
};

export const succeeded: DeploymentDetail = {
  ...base,
  id: 'deployment-57',
  number: 57,
  environment: 'development',
  steps: steps({}, 'done'),
  statuses: {},
  plan: stagingPlan,
};

export const failed: DeploymentDetail = {
  ...base,
  status: 'failed',
  phases: base.phases.map(phase =>
    phase.phase === 'deploy' ? { ...phase, status: 'failed' } : phase,
  ),
  failures: [
    {
      address: 'workload#checkout',
      code: 'Unhealthy',
      message: 'checkout: ImagePullBackOff',
      cause: pullFailure,
    },
  ],
  steps: steps(
    { 'workload#checkout': 'failed', 'route.default#web.route': 'skipped' },
    'done',
  ).map(step =>
    step.address === 'workload#checkout'
      ? { ...step, message: '0 of 1 replicas ready', cause: pullFailure }
      : step,
  ),
  statuses: {},
  plan: stagingPlan,
};

export const running: DeploymentDetail = {
  ...base,
  id: 'deployment-live',
  number: 32,
  status: 'running',
  requestedAt: ago(14_000),
  startedAt: ago(14_000),
  finishedAt: undefined,
  phases: [
    { phase: 'read', status: 'done', durationMs: 20 },
    { phase: 'match', status: 'done', durationMs: 4 },
    { phase: 'create', status: 'done', durationMs: 61 },
    { phase: 'deploy', status: 'running' },
  ],
  steps: steps({ 'postgres.default#main': 'running' }, 'pending'),
  statuses: {},
  plan: stagingPlan,
  allowed: { cancel: yes, redeploy: no('It is still running.') },
};

/** What the event stream says of `running`, up to its success. */
export function liveEvents(deploymentId: string): DeploymentEvent[] {
  const start = Date.now() - 14_000;
  const event = (
    id: number,
    body: DeploymentEvent['event'],
  ): DeploymentEvent => ({
    id,
    deploymentId,
    at: new Date(body.at).toISOString(),
    event: body,
  });
  const line = (at: number, address: string, message: string) => ({
    type: 'log' as const,
    at: start + at,
    address,
    level: 'info' as const,
    message,
  });
  const step = (
    at: number,
    address: string,
    status: StepStatus,
    message?: string,
  ) => ({
    type: 'step' as const,
    at: start + at,
    address,
    status,
    action: 'update' as const,
    message,
  });
  const bodies: DeploymentEvent['event'][] = [
    line(100, 'postgres.default#main', 'applying 3 objects'),
    step(2_000, 'postgres.default#main', 'waiting', '0 of 1 replicas ready'),
    line(3_000, 'postgres.default#main', 'StatefulSet created'),
    step(6_000, 'postgres.default#main', 'done', '1 of 1 replicas ready'),
    step(6_100, 's3.default#catalog.pictures', 'running'),
    line(6_200, 's3.default#catalog.pictures', 'applying 2 objects'),
    step(8_000, 's3.default#catalog.pictures', 'done'),
    step(8_100, 'workload#web', 'running'),
    step(8_100, 'workload#catalog', 'running'),
    step(9_000, 'workload#web', 'waiting', '1 of 2 replicas ready'),
    line(9_100, 'workload#web', 'waiting for 2 replicas'),
    step(11_000, 'workload#web', 'done', '2 of 2 replicas ready'),
    step(12_000, 'workload#catalog', 'done', '1 of 1 replicas ready'),
    {
      type: 'phase',
      at: start + 12_100,
      phase: 'deploy',
      status: 'done',
      durationMs: 12_000,
    },
    { type: 'status', at: start + 12_200, status: 'succeeded' },
  ];
  return bodies.map((body, index) => event(index + 1, body));
}
