import {
  AllowedActions,
  Deployment,
  DeploymentDetail,
  FINAL_STATUSES,
} from '@tutti/plugin-tutti-common';
import { DeploymentRecord, Store } from '../../store';
import { Lookup, Place } from '../Lookup';
import { isoTime, releaseSummary } from './releases';

const NOTHING_DONE = { done: 0, of: 0 };

/** Deployments as the API shows them. `allowed` says what their state permits, no more. */
export class DeploymentViews {
  constructor(private readonly store: Store) {}

  async list(
    records: DeploymentRecord[],
    places: Place[],
  ): Promise<Deployment[]> {
    const { store } = this;
    const releases = await store.releases.heads(
      records.map(({ releaseId }) => releaseId),
    );
    const progress = await store.steps.progressOf(records.map(({ id }) => id));
    const byEnvironment = new Map(
      places.map(place => [place.environment.id, place]),
    );
    const targets = await store.plans.targets(
      records.map(({ planId }) => planId),
    );
    const successes = await store.deployments.successesBefore(
      records.map(({ id }) => id),
    );
    const views: Deployment[] = [];
    for (const record of records) {
      const place = byEnvironment.get(record.environmentId);
      const release = releases.get(record.releaseId);
      if (!place || !release) {
        continue;
      }
      const before = successes.get(record.id);
      views.push({
        id: record.id,
        number: record.number,
        application: place.application.name,
        applicationTitle: place.application.title,
        environment: place.environment.name,
        status: record.status,
        release: releaseSummary(release),
        planId: record.planId,
        requestedBy: record.requestedBy,
        requestedAt: isoTime(record.requestedAt),
        ...(record.startedAt && { startedAt: isoTime(record.startedAt) }),
        ...(record.finishedAt && { finishedAt: isoTime(record.finishedAt) }),
        simulated: targets.get(record.planId)?.simulated ?? false,
        phases: record.phases,
        progress: progress.get(record.id) ?? NOTHING_DONE,
        failures: record.failures,
        ...(before && { previousSuccess: before }),
        allowed: allowedByState(record),
      });
    }
    return views;
  }

  async one(record: DeploymentRecord): Promise<Deployment> {
    const place = await new Lookup(this.store).placeById(record.environmentId);
    const [view] = await this.list([record], [place]);
    return view;
  }

  async detail(record: DeploymentRecord): Promise<DeploymentDetail> {
    const { store } = this;
    const plan = await store.plans.get(record.planId);
    if (!plan) {
      throw new Error(`The plan of deployment ${record.id} is gone`);
    }
    const steps = await store.steps.list(record.id);
    return {
      ...(await this.one(record)),
      steps: steps.map(({ startedAt, finishedAt, ...step }) => ({
        ...step,
        ...(startedAt && { startedAt: isoTime(startedAt) }),
        ...(finishedAt && { finishedAt: isoTime(finishedAt) }),
      })),
      plan: plan.plan,
    };
  }
}

function allowedByState(
  record: DeploymentRecord,
): Deployment['allowed'] & AllowedActions {
  const over = FINAL_STATUSES.includes(record.status);
  return {
    cancel:
      over || record.status === 'cancelling'
        ? {
            allowed: false,
            reason: over ? 'It has ended' : 'It is being cancelled',
          }
        : { allowed: true },
    redeploy: over
      ? { allowed: true }
      : { allowed: false, reason: 'It has not ended yet' },
  };
}
