import { NotFoundError } from '@backstage/errors';
import { Allowed, Deployment } from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import {
  allowedBy,
  demand,
  EnvironmentSubject,
  Grants,
  Guard,
  seesPlace,
} from '../access';
import { environmentSubject } from '../access/Access';
import { causeFor } from '../environments/logs';
import { Lookup } from '../Lookup';
import { Caller, DeploymentsService, Visibility } from '../types';

export class AuthorizedDeploymentsService implements DeploymentsService {
  constructor(
    private readonly inner: DeploymentsService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async create(
    input: { planId: string; idempotencyKey?: string },
    caller: Caller,
  ) {
    const plan = await this.store.plans.get(input.planId);
    if (!plan) {
      throw new NotFoundError(`There is no plan '${input.planId}'`);
    }
    const { grants, subject } = await this.guard.placeById(
      plan.environmentId,
      `plan '${input.planId}'`,
      caller,
    );
    demand(grants.environment('deploy', subject));
    return granted(grants, subject, await this.inner.create(input, caller));
  }

  async list(
    query: {
      application?: string;
      environment?: string;
      limit: number;
      before?: string;
    } & Visibility,
    caller: Caller,
  ) {
    const grants = await this.guard.grants(caller);
    if (query.application) {
      await this.guard.application(query.application, caller);
    }
    const page = await this.inner.list(
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
    const items: Deployment[] = [];
    const subjects = new Map<string, EnvironmentSubject>();
    for (const item of page.items) {
      const key = `${item.application}/${item.environment}`;
      const subject = subjects.get(key) ?? (await this.#subjectOf(item));
      subjects.set(key, subject);
      items.push(granted(grants, subject, item));
    }
    return { ...page, items };
  }

  async get(id: string, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    const detail = await this.inner.get(id, caller);
    const shown = { ...detail, ...granted(grants, subject, detail) };
    const logs = allowedBy(grants.onEnvironment('logs', subject));
    return {
      ...shown,
      steps: shown.steps.map(step => ({
        ...step,
        ...(step.cause && { cause: causeFor(logs, step.cause) }),
      })),
    };
  }

  async cancel(id: string, caller: Caller) {
    const { grants, subject } = await this.#guarded(id, caller);
    const detail = await this.inner.get(id, caller);
    demand(mayCancel(grants, subject, detail));
    return granted(grants, subject, await this.inner.cancel(id, caller));
  }

  async #guarded(id: string, caller: Caller) {
    const record = await this.store.deployments.get(id);
    if (!record) {
      throw new NotFoundError(`There is no deployment '${id}'`);
    }
    return this.guard.placeById(
      record.environmentId,
      `deployment '${id}'`,
      caller,
    );
  }

  async #subjectOf(item: Deployment): Promise<EnvironmentSubject> {
    const place = await new Lookup(this.store).place(item);
    return environmentSubject(place.application, place.environment);
  }
}

/** One's own with the right to deploy; somebody else's has a right of its own. */
function mayCancel(
  grants: Grants,
  subject: EnvironmentSubject,
  deployment: Deployment,
): Allowed {
  const isOwn = deployment.requestedBy === grants.identity.name;
  return allowedBy(grants.onEnvironment(isOwn ? 'deploy' : 'cancel', subject));
}

function granted(
  grants: Grants,
  subject: EnvironmentSubject,
  deployment: Deployment,
): Deployment {
  const cancel = mayCancel(grants, subject, deployment);
  const redeploy = grants.environment('deploy', subject);
  const logs = allowedBy(grants.onEnvironment('logs', subject));
  return {
    ...deployment,
    failures: deployment.failures.map(failure => ({
      ...failure,
      ...(failure.cause && { cause: causeFor(logs, failure.cause) }),
    })),
    allowed: {
      cancel: cancel.allowed ? deployment.allowed.cancel : cancel,
      redeploy: redeploy.allowed ? deployment.allowed.redeploy : redeploy,
    },
  };
}
