import type { DeploymentStep } from '@tutti/plugin-tutti-common';
import { Shown, shownSteps } from './shownSteps';

function step(
  address: string,
  rest: Partial<DeploymentStep> = {},
): DeploymentStep {
  return {
    position: 0,
    address,
    kind: 'workload',
    action: 'update',
    status: 'done',
    needs: [],
    attempt: 1,
    ...rest,
  };
}

const steps = [
  step('postgres#db', { action: 'keep', status: 'kept' }),
  step('workload#api', { needs: ['postgres#db'], status: 'failed' }),
  step('workload#web', { needs: ['workload#api'], status: 'skipped' }),
  step('workload#mail'),
];

it.each<[string, { show: Shown; find?: string; chosen?: string }, string[]]>([
  ['all', { show: 'all' }, steps.map(({ address }) => address)],
  [
    'what changes',
    { show: 'changes' },
    ['workload#api', 'workload#web', 'workload#mail'],
  ],
  [
    'what failed, and what was skipped for it',
    { show: 'failed' },
    ['workload#api', 'workload#web'],
  ],
  [
    'the neighbours of one',
    { show: 'near', chosen: 'workload#api' },
    ['postgres#db', 'workload#api', 'workload#web'],
  ],
  ['what holds a text', { show: 'all', find: 'MAIL' }, ['workload#mail']],
])('shows %s', (_, { show, find = '', chosen = '' }, expected) => {
  const shown = shownSteps(steps, { show, find, chosen });
  expect(shown.map(({ address }) => address)).toEqual(expected);
});

it('leads to shown steps only', () => {
  const [api] = shownSteps(steps, { show: 'failed', find: '', chosen: '' });
  expect(api.needs).toEqual([]);
});
