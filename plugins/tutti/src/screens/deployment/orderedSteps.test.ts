import type { DeploymentStep } from '@tutti/plugin-tutti-common';
import { Ordered, orderedSteps } from './orderedSteps';

const step = (
  address: string,
  status: DeploymentStep['status'],
  seconds: number,
): DeploymentStep => ({
  position: 0,
  address,
  kind: 'workload',
  action: 'update',
  status,
  needs: [],
  attempt: 1,
  startedAt: '2026-11-20T12:00:00Z',
  finishedAt: new Date(
    Date.parse('2026-11-20T12:00:00Z') + seconds * 1000,
  ).toISOString(),
});

const steps = [
  step('workload#web-10', 'done', 3),
  step('workload#web-2', 'running', 9),
  step('workload#api', 'failed', 1),
];

it.each<[Ordered, string[]]>([
  ['run', ['web-10', 'web-2', 'api']],
  ['name', ['api', 'web-2', 'web-10']],
  ['state', ['api', 'web-2', 'web-10']],
  ['took', ['web-2', 'web-10', 'api']],
])('by %s', (order, names) => {
  expect(
    orderedSteps(steps, order).map(({ address }) => address.split('#')[1]),
  ).toEqual(names);
});
