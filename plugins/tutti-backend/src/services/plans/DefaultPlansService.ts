import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import { PLAN_FORMAT, planDifference, Problem } from '@tutti/engine';
import { Allowed, PlanInput, PlanView } from '@tutti/plugin-tutti-common';
import {
  draftRelease,
  cameBetween,
  OTHER_FORMAT,
  Planner,
  storeRelease,
} from '../../planning';
import { Store, StoredPlan } from '../../store';
import { Refused } from '../errors';
import { Lookup } from '../Lookup';
import { Caller, Consenting, EnvironmentPath, PlansService } from '../types';
import { isoTime, releaseSummary } from '../views';
import { whyNotDeployable } from './deployable';

/** A plan that takes longer has met a cluster that does not answer. */
const PLAN_TIMEOUT_MS = 30_000;

const NOTHING_TO_DEPLOY: Problem = {
  severity: 'error',
  code: 'NothingToDeploy',
  message:
    'The application has no workload, and nothing of it runs in this environment.',
  hint: 'Add a workload first.',
};

export class DefaultPlansService implements PlansService {
  constructor(
    private readonly store: Store,
    private readonly planner: Planner,
  ) {}

  async create(
    path: EnvironmentPath,
    { demandConsent, ...input }: PlanInput & Consenting,
    caller: Caller,
  ) {
    const { store } = this;
    const { application, environment } = await new Lookup(store).place(path);
    const draft = await draftRelease(store, application, environment, input);
    const result = await this.planner.plan(
      { application, environment, release: draft, input },
      AbortSignal.timeout(PLAN_TIMEOUT_MS),
    );
    if (!result.ok) {
      throw new Refused('The plan cannot be made', result.problems);
    }
    if (result.value.steps.every(({ kind }) => kind === 'target')) {
      throw new Refused('The plan cannot be made', [NOTHING_TO_DEPLOY]);
    }
    result.value.consents
      .filter(({ given }) => given)
      .forEach(consent => demandConsent?.(consent));
    const plan: StoredPlan = {
      id: randomUUID(),
      environmentId: environment.id,
      releaseId: '',
      input,
      givenImages: draft.givenImages,
      plan: result.value,
      createdAt: await store.now(),
      createdBy: caller.name,
    };
    const release = await store.ofApplication(application.id, async tx => {
      const kept = await storeRelease(tx, application.id, draft);
      await tx.plans.add({ ...plan, releaseId: kept.id });
      return kept;
    });
    return {
      id: plan.id,
      application: application.name,
      environment: environment.name,
      release: releaseSummary(release),
      createdAt: isoTime(plan.createdAt),
      createdBy: plan.createdBy,
      plan: plan.plan,
      input,
    };
  }

  async get(id: string): Promise<PlanView> {
    const { store } = this;
    const stored = await store.plans.get(id);
    const release = stored && (await store.releases.get(stored.releaseId));
    if (!stored || !release) {
      throw new NotFoundError(`There is no plan '${id}'`);
    }
    const { application, environment } = await new Lookup(store).placeById(
      stored.environmentId,
    );
    const deployment = await store.deployments.findByPlan(id);
    const moved = deployment
      ? [`Deployment #${deployment.number} took this plan`]
      : await this.moved(stored);
    return {
      id,
      application: application.name,
      environment: environment.name,
      release: releaseSummary(release),
      createdAt: isoTime(stored.createdAt),
      createdBy: stored.createdBy,
      plan: stored.plan,
      input: stored.input,
      current: moved.length === 0,
      moved,
      ...(deployment && { deploymentId: deployment.id }),
      allowed: allowedByState(stored, environment.blocked, moved),
    };
  }

  /** What would come out differently if the same plan was made now; empty while it is current. */
  async moved(stored: StoredPlan): Promise<string[]> {
    if (stored.plan.format !== PLAN_FORMAT) {
      return [OTHER_FORMAT];
    }
    const { store } = this;
    const { application, environment } = await new Lookup(store).placeById(
      stored.environmentId,
    );
    const release = await store.releases.get(stored.releaseId);
    if (!release) {
      throw new NotFoundError(`The release of plan '${stored.id}' is gone`);
    }
    const now = await this.planner.plan(
      { application, environment, release, input: stored.input },
      AbortSignal.timeout(PLAN_TIMEOUT_MS),
      'look',
    );
    const moved = now.ok
      ? planDifference(stored.plan, now.value)
      : now.problems
          .filter(({ severity }) => severity === 'error')
          .map(({ message }) => message);
    return moved.length > 0
      ? [...(await cameBetween(store, stored)), ...moved]
      : [];
  }
}

function allowedByState(
  stored: StoredPlan,
  blocked: string | undefined,
  moved: string[],
): Allowed {
  const reason = blocked
    ? `The environment is locked: ${blocked}`
    : whyNotDeployable(stored.plan) ?? moved[0];
  return reason ? { allowed: false, reason } : { allowed: true };
}
