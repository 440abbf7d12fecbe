import { JsonObject, numberAt, objectsAt, textAt } from '../json';
import { paths, podTemplate } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

describe('a Job', () => {
  const job = (image: string, spec: JsonObject = {}): JsonObject => ({
    metadata: { name: 'migrate' },
    spec: {
      template: podTemplate(image, { restartPolicy: 'Never' }),
      ...spec,
    },
  });

  it('is complete when its pod has succeeded', async () => {
    await world.api.create(paths.jobs, job('migrate:1'));
    world.clock.advance(3000);
    expect(await world.status(`${paths.jobs}/migrate`)).toMatchObject({
      succeeded: 1,
    });
    expect(
      await world.condition(`${paths.jobs}/migrate`, 'Complete'),
    ).toMatchObject({
      status: 'True',
    });
    expect(textAt((await world.pods())[0], 'status', 'phase')).toBe(
      'Succeeded',
    );
  });

  it('that fails is tried again, and given up', async () => {
    await world.api.create(
      paths.jobs,
      job('migrate:crash', { backoffLimit: 2 }),
    );
    world.clock.advance(20_000);
    expect(await world.condition(`${paths.jobs}/migrate`, 'Failed')).toEqual({
      status: 'True',
      reason: 'BackoffLimitExceeded',
    });
    expect(await world.pods()).toHaveLength(3);
  });

  it('whose image is missing fails at its deadline', async () => {
    await world.api.create(
      paths.jobs,
      job('migrate:broken', { activeDeadlineSeconds: 5 }),
    );
    world.clock.advance(4000);
    expect(await world.status(`${paths.jobs}/migrate`)).toMatchObject({
      active: 1,
    });
    world.clock.advance(3000);
    expect(await world.condition(`${paths.jobs}/migrate`, 'Failed')).toEqual({
      status: 'True',
      reason: 'DeadlineExceeded',
    });
  });

  it('runs as many pods as asked, a few at a time', async () => {
    await world.api.create(
      paths.jobs,
      job('migrate:1', { completions: 5, parallelism: 2 }),
    );
    let most = 0;
    for (let time = 0; time < 8000; time += 100) {
      world.clock.advance(100);
      most = Math.max(
        most,
        numberAt(await world.status(`${paths.jobs}/migrate`), 'active') ?? 0,
      );
    }
    expect(most).toBe(2);
    expect(await world.status(`${paths.jobs}/migrate`)).toMatchObject({
      succeeded: 5,
    });
  });

  it('goes some time after its end, if it says so', async () => {
    await world.api.create(
      paths.jobs,
      job('migrate:1', { ttlSecondsAfterFinished: 60 }),
    );
    world.clock.advance(10_000);
    expect((await world.api.get(`${paths.jobs}/migrate`)).status).toBe(200);
    world.clock.advance(60_000);
    expect((await world.api.get(`${paths.jobs}/migrate`)).status).toBe(404);
    expect(await world.pods()).toEqual([]);
  });

  it('is started by a CronJob when its time comes', async () => {
    await world.api.create(paths.cronJobs, {
      metadata: { name: 'nightly' },
      spec: {
        schedule: '*/5 * * * *',
        successfulJobsHistoryLimit: 2,
        jobTemplate: {
          spec: { template: podTemplate('x:1', { restartPolicy: 'Never' }) },
        },
      },
    });
    world.clock.advance(4 * 60_000);
    const jobs = async () =>
      objectsAt((await world.api.get(paths.jobs)).body, 'items');
    expect(await jobs()).toEqual([]);
    world.clock.advance(70_000);
    expect(await jobs()).toHaveLength(1);
    world.clock.advance(30 * 60_000);
    expect(await jobs()).toHaveLength(2);
    expect(await world.status(`${paths.cronJobs}/nightly`)).toMatchObject({
      lastScheduleTime: '2026-01-01T00:35:00Z',
    });
  });
});
