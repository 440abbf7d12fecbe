import {
  AllowedActions,
  Deployment,
  DeploymentDetail,
  DeploymentStep,
  FINAL_STATUSES,
  StepPage,
} from '@tutti/plugin-tutti-common';
import { DeploymentRecord, Store } from '../../store';
import { Lookup, Place } from '../Lookup';
import { StepPageQuery } from '../types';
import { approvalView } from './approvals';
import { isoTime, releaseSummary } from './releases';
import { verificationView } from './verification';
import { waitsOf } from './waits';

/** Steps that a plan or a deployment brings with it. */
export const FIRST_STEPS = 200;

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
      records.flatMap(({ releaseId }) => releaseId ?? []),
    );
    const progress = await store.steps.progressOf(records.map(({ id }) => id));
    const byEnvironment = new Map(
      places.map(place => [place.environment.id, place]),
    );
    const successes = await store.deployments.successesBefore(
      records.map(({ id }) => id),
    );
    const ahead = await store.deployments.aheadOf(
      records.flatMap(({ id, status }) => (status === 'queued' ? [id] : [])),
    );
    const now = await store.now();
    const numbers = await this.#numbers(
      records.flatMap(({ supersededBy, rollsBack }) =>
        [supersededBy, rollsBack].filter(id => id !== undefined),
      ),
    );
    const views: Deployment[] = [];
    for (const record of records) {
      const place = byEnvironment.get(record.environmentId);
      const release = record.releaseId && releases.get(record.releaseId);
      if (!place) {
        continue;
      }
      const before = successes.get(record.id);
      const { blocked } = place.environment;
      const line = ahead.get(record.id);
      const waits = waitsOf(record, {
        now,
        ...(line && { ahead: line }),
        ...(blocked !== undefined && { blocked }),
      });
      const { supersededBy, rollsBack, override } = record;
      const number = supersededBy && numbers.get(supersededBy);
      const failed = rollsBack && numbers.get(rollsBack);
      views.push({
        id: record.id,
        number: record.number,
        application: place.application.name,
        applicationTitle: place.application.title,
        environment: place.environment.name,
        status: record.status,
        ...(record.destroys && { destroys: true }),
        ...(record.verb && { verb: record.verb }),
        ...(waits && { waits }),
        ...(supersededBy &&
          number && { supersededBy: { id: supersededBy, number } }),
        ...(record.rollback && { rollback: record.rollback }),
        ...(rollsBack &&
          failed && { rollsBack: { id: rollsBack, number: failed } }),
        ...(override && { overridden: override }),
        ...(release && { release: releaseSummary(release) }),
        ...(record.planId && { planId: record.planId }),
        requestedBy: record.requestedBy,
        requestedAt: isoTime(record.requestedAt),
        ...(record.startedAt && { startedAt: isoTime(record.startedAt) }),
        ...(record.finishedAt && { finishedAt: isoTime(record.finishedAt) }),
        simulated: record.planned?.target.simulated ?? false,
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

  /** @param who - entity ref of the person who looks: who asked for it does not decide about it */
  async detail(
    record: DeploymentRecord,
    who: string,
  ): Promise<DeploymentDetail> {
    const { store } = this;
    const approval = approvalView(
      record,
      record.approval ? await store.approvals.list(record.id) : [],
      who,
    );
    const verification = verificationView(
      record,
      record.verification ? await store.gates.list(record.id) : [],
    );
    const plan = record.planId && (await store.plans.get(record.planId));
    return {
      ...(await this.one(record)),
      ...(await this.steps(record.id, { limit: FIRST_STEPS })),
      statuses: await store.steps.statuses(record.id),
      ...(plan && { plan: plan.plan }),
      ...(record.images && { images: record.images }),
      ...(approval && { approval }),
      ...(verification && { verification }),
      ...(record.review && {
        review: {
          since: isoTime(record.review.since),
          plans: record.review.plans.map(({ hash: _hash, ...shown }) => shown),
        },
      }),
    };
  }

  async #numbers(ids: string[]): Promise<Map<string, number>> {
    const found =
      ids.length > 0 ? await this.store.deployments.numbers(ids) : [];
    return new Map(found.map(({ id, number }) => [id, number]));
  }

  async steps(
    id: string,
    query: StepPageQuery,
  ): Promise<StepPage<DeploymentStep>> {
    const { steps, ...more } = await this.store.steps.page(id, query);
    return {
      steps: steps.map(({ startedAt, finishedAt, ...step }) => ({
        ...step,
        ...(startedAt && { startedAt: isoTime(startedAt) }),
        ...(finishedAt && { finishedAt: isoTime(finishedAt) }),
      })),
      ...more,
    };
  }
}

const NO_WINDOW = {
  allowed: false,
  reason: 'It does not wait for a freeze window to end',
} as const;

function allowedByState(
  record: DeploymentRecord,
): Deployment['allowed'] & AllowedActions {
  const isInWindow =
    record.status === 'queued' && record.waits?.for === 'window';
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
    override: isInWindow ? { allowed: true } : NO_WINDOW,
  };
}
