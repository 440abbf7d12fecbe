import { HealthStatus } from '@tutti/engine';
import { Health } from '@tutti/plugin-tutti-common';
import { Observation, ObservedObject } from './Observation';
import { summariseHealth, summariseRuntime } from './summarise';

function object(
  owner: string,
  status: HealthStatus,
  more: Partial<ObservedObject> = {},
): ObservedObject {
  return {
    owner,
    status,
    message: `${owner} is ${status}`,
    ref: { apiVersion: 'apps/v1', kind: 'Deployment', name: owner },
    ...more,
  };
}

const observed = (...objects: ObservedObject[]): Observation => ({
  observedAt: 0,
  objects,
});

const web = (status: HealthStatus, more?: Partial<ObservedObject>) =>
  object('workload#web', status, more);
const api = (status: HealthStatus) => object('workload#api', status);
const db = (status: HealthStatus) => object('db-1', status);

describe('health in one line', () => {
  it.each<[string, Observation | undefined, Partial<Health>]>([
    [
      'nobody looked yet',
      undefined,
      { status: 'unknown', message: 'The cluster has not answered yet' },
    ],
    ['nothing runs', observed(), { status: 'empty', healthy: 0, of: 0 }],
    [
      'a namespace and a database are not something that runs',
      observed(object('environment', 'healthy'), db('healthy')),
      { status: 'empty', healthy: 0, of: 0 },
    ],
    [
      'a broken resource counts without workloads too',
      observed(db('failed')),
      { status: 'degraded', healthy: 0, of: 0 },
    ],
    [
      'all is well; only workloads are counted',
      observed(web('healthy'), api('healthy'), db('healthy')),
      { status: 'healthy', healthy: 2, of: 2 },
    ],
    [
      'one workload comes up',
      observed(web('progressing'), api('healthy')),
      {
        status: 'progressing',
        healthy: 1,
        of: 2,
        message: 'web: workload#web is progressing',
      },
    ],
    [
      'one workload fails: its cause comes first',
      observed(
        api('progressing'),
        web('failed', { cause: { reason: 'CrashLoopBackOff', message: 'x' } }),
      ),
      {
        status: 'degraded',
        healthy: 0,
        of: 2,
        message: 'web: CrashLoopBackOff',
      },
    ],
    [
      'one object of a workload is gone',
      observed(web('healthy'), web('missing')),
      {
        status: 'degraded',
        healthy: 0,
        of: 1,
        message: 'web: Deployment workload#web is gone',
      },
    ],
    [
      'a resource fails while the workloads still stand',
      observed(web('healthy'), db('failed')),
      {
        status: 'degraded',
        healthy: 1,
        of: 1,
        message: 'Deployment db-1: db-1 is failed',
      },
    ],
    [
      'the cluster went away: what was known, and why it is not now',
      { ...observed(web('healthy')), error: 'connection refused' },
      {
        status: 'unknown',
        healthy: 1,
        of: 1,
        message: 'connection refused',
      },
    ],
  ])('%s', (_what, observation, health) => {
    expect(summariseHealth(observation)).toMatchObject(health);
  });
});

describe('the live view', () => {
  it('lists workloads by name with their worst object and its cause', () => {
    const cause = { reason: 'ImagePullBackOff', message: 'not found' };
    expect(
      summariseRuntime(
        observed(
          web('healthy', { message: '1 of 1 ready' }),
          web('failed', { message: 'cannot start', cause }),
          api('healthy'),
          db('failed'),
        ),
      ),
    ).toEqual({
      observedAt: '1970-01-01T00:00:00.000Z',
      workloads: [
        {
          name: 'api',
          status: 'healthy',
          message: 'workload#api is healthy',
          objects: [expect.objectContaining({ kind: 'Deployment' })],
        },
        {
          name: 'web',
          status: 'failed',
          message: 'cannot start',
          cause,
          objects: [
            expect.objectContaining({ status: 'healthy' }),
            expect.objectContaining({ status: 'failed' }),
          ],
        },
      ],
    });
  });

  it('keeps what was known when the cluster does not answer', () => {
    expect(
      summariseRuntime({ ...observed(web('healthy')), error: 'timeout' }),
    ).toMatchObject({
      error: 'timeout',
      workloads: [{ name: 'web', status: 'healthy' }],
    });
  });
});
