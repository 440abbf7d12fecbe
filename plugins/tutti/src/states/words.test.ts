import {
  DeploymentStatus,
  EnvironmentSummary,
  hasProblem,
} from '@tutti/plugin-tutti-common';
import { english } from '../__testUtils__/texts';
import { shop } from '../mocks/applications';
import { environmentState, isMoving } from './words';

const [good] = shop.environments;

function after(
  status: DeploymentStatus,
  rest: Partial<EnvironmentSummary> = {},
): EnvironmentSummary {
  const { lastDeployment } = good;
  return {
    ...good,
    ...rest,
    lastDeployment: lastDeployment && {
      ...lastDeployment,
      status,
      progress: { done: 2, of: 5 },
      failure: status === 'failed' ? 'api: no image' : undefined,
    },
  };
}

describe('environmentState', () => {
  it.each<[string, EnvironmentSummary, string, string | undefined]>([
    ['a success shows health', after('succeeded'), 'Healthy 6/6', undefined],
    [
      'without workloads there is nothing to count',
      after('succeeded', {
        health: { status: 'empty', healthy: 0, of: 0 },
      }),
      'Nothing runs',
      undefined,
    ],
    [
      'a resource alone may be unwell',
      after('succeeded', {
        health: { status: 'degraded', healthy: 0, of: 0, message: 'db: gone' },
      }),
      'Degraded',
      'db: gone',
    ],
    ['a run shows its steps', after('running'), 'Deploying 2/5', undefined],
    ['a queued one waits', after('queued'), 'Queued', undefined],
    ['a cancelling one says so', after('cancelling'), 'Cancelling', undefined],
    [
      'a failure comes before health, with its cause',
      after('failed'),
      'Deployment failed',
      'api: no image',
    ],
    [
      'an interrupted run comes before health',
      after('interrupted'),
      'Deployment interrupted',
      undefined,
    ],
    [
      'a cancelled run leaves what runs',
      after('cancelled'),
      'Healthy 6/6',
      undefined,
    ],
    [
      'degraded says what is wrong',
      after('succeeded', {
        health: {
          status: 'degraded',
          healthy: 1,
          of: 2,
          message: 'api: CrashLoopBackOff',
        },
      }),
      'Degraded 1/2',
      'api: CrashLoopBackOff',
    ],
    [
      'an unreachable cluster is not unhealthy',
      after('succeeded', {
        health: { status: 'unknown', healthy: 0, of: 0, message: 'timeout' },
      }),
      'Health unknown',
      'timeout',
    ],
    [
      'a paused one is not unwell',
      after('succeeded', {
        paused: true,
        health: { status: 'degraded', healthy: 0, of: 6 },
      }),
      'Paused',
      undefined,
    ],
    [
      'nothing was ever deployed',
      { ...good, release: undefined, lastDeployment: undefined },
      'Never deployed',
      undefined,
    ],
  ])('%s', (_, environment, word, detail) => {
    const state = environmentState(english, environment);
    expect([state.word, state.detail]).toEqual([word, detail]);
  });
});

it.each<[DeploymentStatus, boolean, boolean]>([
  ['queued', true, false],
  ['running', true, false],
  ['cancelling', true, false],
  ['waiting-approval', false, false],
  ['succeeded', false, false],
  ['failed', false, true],
  ['interrupted', false, true],
  ['cancelled', false, false],
])('%s: moving %s, a problem %s', (status, moving, problem) => {
  expect(isMoving(after(status))).toBe(moving);
  expect(hasProblem(after(status))).toBe(problem);
});
