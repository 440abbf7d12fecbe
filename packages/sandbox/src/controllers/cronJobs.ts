import { timestamp } from '../clock';
import { KubeObject, numberAt, objectAt, textAt } from '../json';
import { conditionOf } from './conditions';
import { recordEvent } from './events';
import { Controller } from './loop';
import { nextTime, parseSchedule } from '@tutti/kubernetes';
import { isBeingDeleted, ownerReference, World } from './world';

const manager = 'kube-controller-manager';
const source = 'cronjob-controller';
const annotation = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** Starts a Job when its time has come; times are UTC whatever `timeZone` says. */
export const cronJobs: Controller = {
  name: 'cronJobs',
  kind: 'batch/CronJob',

  reconcile(cronJob, world) {
    if (isBeingDeleted(cronJob)) return undefined;
    forgetOld(cronJob, world);
    const wait = startDue(cronJob, world);
    report(cronJob, world);
    return wait;
  },
};

function startDue(cronJob: KubeObject, world: World): number | undefined {
  const schedule = parseSchedule(textAt(cronJob, 'spec', 'schedule') ?? '');
  if (!schedule || objectAt(cronJob, 'spec').suspend === true) return undefined;
  const now = world.clock.now();
  const last = Date.parse(
    textAt(cronJob, 'status', 'lastScheduleTime') ??
      textAt(cronJob.metadata, 'creationTimestamp') ??
      '',
  );
  const due = lastDue(schedule, last, now);
  if (due !== undefined) start(cronJob, due, world);
  const next = nextTime(schedule, now);
  return next === undefined ? undefined : next - now;
}

/** Of all the times that passed since, only the latest is made up for. */
function lastDue(
  schedule: Parameters<typeof nextTime>[0],
  last: number,
  now: number,
): number | undefined {
  const recent = Math.max(last, now - 24 * 3600_000);
  let due: number | undefined;
  for (
    let time = nextTime(schedule, recent);
    time !== undefined && time <= now;
    time = nextTime(schedule, time)
  )
    due = time;
  return due;
}

function start(cronJob: KubeObject, time: number, world: World): void {
  const running = world.controlledBy(cronJob, 'batch/Job').filter(isRunning);
  const policy = textAt(cronJob, 'spec', 'concurrencyPolicy');
  const isHeldBack = policy === 'Forbid' && running.length > 0;
  if (policy === 'Replace')
    for (const job of running) world.remove(job, { propagation: 'Background' });
  const name = `${cronJob.metadata.name}-${Math.floor(time / 60_000)}`;
  const namespace = textAt(cronJob.metadata, 'namespace');
  if (!isHeldBack && !world.store.get('batch/Job', namespace, name)) {
    const template = objectAt(cronJob, 'spec', 'jobTemplate');
    world.create(manager, 'batch/Job', namespace, {
      metadata: {
        ...objectAt(template, 'metadata'),
        name,
        annotations: {
          ...objectAt(template, 'metadata', 'annotations'),
          [annotation]: timestamp(time),
        },
        ownerReferences: [ownerReference(cronJob)],
      },
      spec: objectAt(template, 'spec'),
    });
    recordEvent(world, {
      about: cronJob,
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created job ${name}`,
      source,
    });
  }
  if (!isHeldBack)
    world.setStatus(manager, cronJob, {
      ...objectAt(cronJob, 'status'),
      lastScheduleTime: timestamp(time),
    });
}

function isRunning(job: KubeObject): boolean {
  return outcome(job) === undefined;
}

function outcome(job: KubeObject): 'Complete' | 'Failed' | undefined {
  const status = objectAt(job, 'status');
  if (conditionOf(status, 'Complete')?.status === 'True') return 'Complete';
  if (conditionOf(status, 'Failed')?.status === 'True') return 'Failed';
  return undefined;
}

function forgetOld(cronJob: KubeObject, world: World): void {
  const youngestFirst = world
    .controlledBy(cronJob, 'batch/Job')
    .filter(job => !isBeingDeleted(job))
    .sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1));
  const keep = (result: 'Complete' | 'Failed', limit: number | undefined) =>
    youngestFirst
      .filter(job => outcome(job) === result)
      .slice(limit)
      .forEach(job => world.remove(job, { propagation: 'Background' }));
  keep(
    'Complete',
    numberAt(cronJob, 'spec', 'successfulJobsHistoryLimit') ?? 3,
  );
  keep('Failed', numberAt(cronJob, 'spec', 'failedJobsHistoryLimit') ?? 1);
}

function startOf(job: KubeObject): string {
  return textAt(job, 'status', 'startTime') ?? '';
}

function report(cronJob: KubeObject, world: World): void {
  const all = world.controlledBy(cronJob, 'batch/Job');
  const current = world.store.get(
    'batch/CronJob',
    textAt(cronJob.metadata, 'namespace'),
    cronJob.metadata.name,
  );
  if (!current) return;
  const status = { ...objectAt(current, 'status') };
  const running = all.filter(isRunning).map(job => ({
    apiVersion: job.apiVersion,
    kind: job.kind,
    name: job.metadata.name,
    namespace: job.metadata.namespace ?? '',
    uid: job.metadata.uid,
  }));
  delete status.active;
  const ends = all
    .map(job => textAt(job, 'status', 'completionTime') ?? '')
    .sort();
  const last = ends.at(-1) || textAt(status, 'lastSuccessfulTime');
  world.setStatus(manager, current, {
    ...status,
    ...(running.length > 0 && { active: running }),
    ...(last && { lastSuccessfulTime: last }),
  });
}
