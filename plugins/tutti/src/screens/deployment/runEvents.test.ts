import type { DeploymentEvent } from '@tutti/plugin-tutti-common';
import { english } from '../../__testUtils__/texts';
import {
  failed,
  liveEvents,
  pullFailure,
  running,
} from '../../mocks/deployments';
import { afterEvent, isFinal, logLines, progressOf } from './runEvents';
import { stepName } from './stepWords';

const row = (event: DeploymentEvent['event'], id = 1): DeploymentEvent => ({
  id,
  deploymentId: running.id,
  at: '2026-11-20T12:00:00.000Z',
  event,
});

describe('afterEvent', () => {
  it('brings a run to its end, row by row', () => {
    const end = liveEvents(running.id).reduce(afterEvent, running);
    expect(end.status).toBe('succeeded');
    expect(isFinal(end)).toBe(true);
    expect(end.finishedAt).toBeDefined();
    expect(end.phases.map(phase => phase.status)).toEqual([
      'done',
      'done',
      'done',
      'done',
    ]);
  });

  it('changes one step, and remembers when it began', () => {
    const address = 'workload#web';
    const begun = afterEvent(
      running,
      row({
        type: 'step',
        at: 0,
        address,
        status: 'running',
        action: 'update',
      }),
    );
    const over = afterEvent(begun, {
      ...row({
        type: 'step',
        at: 0,
        address,
        status: 'failed',
        action: 'update',
        cause: pullFailure,
        attempt: 2,
      }),
      at: '2026-11-20T12:00:05.000Z',
    });
    const changed = over.steps.filter(
      (step, index) => step !== running.steps[index],
    );
    expect(changed).toEqual([
      expect.objectContaining({
        address,
        status: 'failed',
        cause: pullFailure,
        attempt: 2,
        startedAt: '2026-11-20T12:00:00.000Z',
        finishedAt: '2026-11-20T12:00:05.000Z',
      }),
    ]);
  });

  it('is not moved by a line of the log', () => {
    const line = row({ type: 'log', at: 0, level: 'info', message: 'hello' });
    expect(afterEvent(running, line)).toBe(running);
  });
});

it('counts unchanged steps as done, failed and skipped ones not', () => {
  expect(progressOf(failed)).toEqual({ done: 9, of: 11 });
});

describe('the log', () => {
  const lines = logLines([
    row(
      {
        type: 'log',
        at: 1,
        level: 'info',
        message: 'applying 3 objects',
        address: 'workload#web',
      },
      1,
    ),
    row({ type: 'phase', at: 2, phase: 'deploy', status: 'started' }, 2),
    row(
      {
        type: 'step',
        at: 3,
        address: 'workload#api',
        status: 'failed',
        action: 'update',
        cause: pullFailure,
      },
      3,
    ),
  ]);

  it('tells what became of steps between what they logged', () => {
    expect(lines.map(line => [line.level, line.message])).toEqual([
      ['info', 'applying 3 objects'],
      ['error', `failed: ${pullFailure.message}`],
    ]);
  });
});

it.each([
  ['workload#web', 'workload' as const, 'web', 'workload'],
  ['postgres.default#main', 'resource' as const, 'main', 'postgres'],
  ['postgres.large#shop.db', 'resource' as const, 'shop.db', 'postgres, large'],
  ['environment', 'target' as const, 'shop-staging', 'namespace'],
])('%s is called %s', (address, kind, name, what) => {
  expect(stepName(english, { address, kind }, running.plan)).toEqual({
    name,
    what,
  });
});
