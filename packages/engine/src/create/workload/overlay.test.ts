import { WorkloadKind, WorkloadOverlay } from '../../model';
import { profile } from './__fixtures__/renderInput';
import { problems, rendered } from './__fixtures__/renderInput';
import { valueAt } from './tree';

const WEB = `
metadata: { name: web }
containers: { main: { image: "web:1" } }
`;

const of = (kind: WorkloadKind) =>
  profile({
    kind,
    defaults: {
      spec: {
        ...(kind === 'CronJob' && { schedule: '0 3 * * *' }),
        ...(kind === 'Deployment' && { replicas: 2 }),
      },
    },
  });

/** The object that runs the pods. */
function main(
  kind: WorkloadKind,
  overlay: WorkloadOverlay,
  autoscaled = false,
) {
  const objects = rendered(WEB, { profile: of(kind), overlay, autoscaled });
  return Object.values(objects).find(object => object.kind === kind);
}

describe('what people decided about pods', () => {
  it.each<[string, WorkloadKind, WorkloadOverlay, unknown]>([
    ['nothing', 'Deployment', { paused: false }, 2],
    ['a number', 'Deployment', { paused: false, replicas: 5 }, 5],
    ['a number', 'StatefulSet', { paused: false, replicas: 5 }, 5],
    ['none at all', 'Deployment', { paused: false, replicas: 0 }, 0],
    ['a pause', 'Deployment', { paused: true }, 0],
    ['a pause', 'StatefulSet', { paused: true }, 0],
    ['a pause over a number', 'Deployment', { paused: true, replicas: 5 }, 0],
  ])('%s: replicas of a %s', (_, kind, overlay, replicas) => {
    expect(valueAt(main(kind, overlay), 'spec', 'replicas')).toBe(replicas);
  });

  it('a pause stops an autoscaler too, and without one it decides alone', () => {
    const replicas = (paused: boolean) =>
      valueAt(main('Deployment', { paused }, true), 'spec', 'replicas');
    expect(replicas(true)).toBe(0);
    expect(replicas(false)).toBeUndefined();
  });

  it('a pause suspends a CronJob and leaves a Job as it is', () => {
    expect(main('CronJob', { paused: true })).toMatchObject({
      spec: { suspend: true },
    });
    expect(main('CronJob', { paused: false })?.spec).not.toHaveProperty(
      'suspend',
    );
    expect(main('Job', { paused: true })).toEqual(
      main('Job', { paused: false }),
    );
  });

  it.each<WorkloadKind>(['Deployment', 'StatefulSet'])(
    'a restart of a %s changes its pods as kubectl does',
    kind => {
      const restartedAt = '2026-11-29T20:00:00.000Z';
      expect(main(kind, { paused: false, restartedAt })).toMatchObject({
        spec: {
          template: {
            metadata: {
              annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt },
            },
          },
        },
      });
    },
  );

  it.each<WorkloadKind>(['Job', 'CronJob'])(
    'a restart of before changes nothing of what is a %s now',
    kind => {
      const overlay = { paused: false, restartedAt: '2026-11-29T20:00:00Z' };
      expect(main(kind, overlay)).toEqual(main(kind, { paused: false }));
    },
  );

  it.each<[string, Parameters<typeof rendered>[1], string]>([
    [
      'a number of pods where an autoscaler decides',
      { overlay: { paused: false, replicas: 3 }, autoscaled: true },
      'ScaleRefused: Workload web has an autoscaler, which decides how many pods run.',
    ],
    [
      'a number of pods of a Job',
      { overlay: { paused: false, replicas: 3 }, profile: of('Job') },
      'ScaleRefused: Workload web is a Job: its pods end by themselves, and their number is its own.',
    ],
    [
      'a restart of a Job',
      { restarted: true, profile: of('Job') },
      'RestartRefused: Workload web is a Job: its pods end by themselves, and none is made anew.',
    ],
    [
      'a restart of a CronJob',
      { restarted: true, profile: of('CronJob') },
      'RestartRefused: Workload web is a CronJob: its pods end by themselves, and none is made anew.',
    ],
  ])('refuses %s, with the reason', (_, parts, problem) => {
    expect(problems(WEB, parts)).toEqual([problem]);
  });
});
