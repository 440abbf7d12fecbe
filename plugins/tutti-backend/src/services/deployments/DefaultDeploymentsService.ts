import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Deployment, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { DeploymentRecord, Store, StoredPlan } from '../../store';
import { Refused, StalePlan } from '../errors';
import { Lookup } from '../Lookup';
import { whyNotDeployable } from '../plans/deployable';
import { Caller, DeploymentsService, Visibility } from '../types';
import { DeploymentViews } from '../views';
import { Wakeups } from '../Wakeups';
import { readCursor, writeCursor } from './cursor';

/** Says what moved since a plan was made. */
export interface PlanCheck {
  moved(plan: StoredPlan): Promise<string[]>;
}

const PHASES = ['read', 'match', 'create', 'deploy'] as const;

export class DefaultDeploymentsService implements DeploymentsService {
  constructor(
    private readonly options: {
      store: Store;
      views: DeploymentViews;
      plans: PlanCheck;
      wakeups: Wakeups;
    },
  ) {}

  async create(
    input: { planId: string; idempotencyKey?: string },
    caller: Caller,
  ): Promise<Deployment> {
    const { store, views, plans, wakeups } = this.options;
    const repeated = await this.#repeated(input, caller);
    if (repeated) {
      return views.one(repeated);
    }
    const plan = await store.plans.get(input.planId);
    if (!plan) {
      throw new NotFoundError(`There is no plan '${input.planId}'`);
    }
    await this.#demandRunnable(plan);
    const moved = await plans.moved(plan);
    if (moved.length > 0) {
      throw new StalePlan(moved);
    }
    const deployment = await this.#queue(plan, input, caller);
    wakeups.notify();
    return views.one(deployment);
  }

  async list(
    query: {
      application?: string;
      environment?: string;
      limit: number;
      before?: string;
    } & Visibility,
  ): Promise<{ items: Deployment[]; next?: string }> {
    const { store, views } = this.options;
    const lookup = new Lookup(store);
    const applications = query.application
      ? [await lookup.application(query.application)]
      : await store.applications.list();
    const places = (await lookup.places(applications)).filter(
      place =>
        (!query.environment || place.environment.name === query.environment) &&
        (query.visible?.(place) ?? true),
    );
    const records = await store.deployments.page({
      environmentIds: places.map(({ environment }) => environment.id),
      limit: query.limit + 1,
      ...(query.before && { before: readCursor(query.before) }),
    });
    const page = records.slice(0, query.limit);
    const last = page[page.length - 1];
    return {
      items: await views.list(page, places),
      ...(records.length > page.length && { next: writeCursor(last) }),
    };
  }

  async get(id: string) {
    return this.options.views.detail(await this.#find(id));
  }

  async cancel(id: string, caller: Caller): Promise<Deployment> {
    const { store, views, wakeups } = this.options;
    const record = await this.#find(id);
    const at = await store.now();
    await store.transaction(async tx => {
      if (
        await tx.deployments.change(id, ['queued', 'waiting-approval'], {
          status: 'cancelled',
          finishedAt: at,
        })
      ) {
        await tx.steps.closeOpen(id);
        await tx.events.append(id, [
          {
            type: 'status',
            at,
            status: 'cancelled',
            message: `Cancelled by ${caller.name} before it began`,
          },
        ]);
      } else if (
        await tx.deployments.change(id, ['running'], { status: 'cancelling' })
      ) {
        await tx.events.append(id, [
          {
            type: 'status',
            at,
            status: 'cancelling',
            message: `${caller.name} asked to cancel`,
          },
        ]);
      } else {
        throw new ConflictError(
          FINAL_STATUSES.includes(record.status)
            ? `Deployment #${record.number} has ended already`
            : `Deployment #${record.number} is being cancelled already`,
        );
      }
    });
    wakeups.notify();
    return views.one(await this.#find(id));
  }

  async #repeated(
    input: { planId: string; idempotencyKey?: string },
    caller: Caller,
  ): Promise<DeploymentRecord | undefined> {
    if (!input.idempotencyKey) {
      return undefined;
    }
    const found = await this.options.store.deployments.findByIdempotencyKey(
      caller.name,
      input.idempotencyKey,
    );
    if (found && found.planId !== input.planId) {
      throw new ConflictError(
        'This Idempotency-Key was used for another plan before',
      );
    }
    return found;
  }

  async #demandRunnable(plan: StoredPlan): Promise<void> {
    const { store } = this.options;
    const reason = whyNotDeployable(plan.plan);
    if (reason) {
      throw new Refused('The plan may not be deployed', [
        { severity: 'error', code: 'NotDeployable', message: reason },
      ]);
    }
    const { environment } = await new Lookup(store).placeById(
      plan.environmentId,
    );
    if (environment.blocked) {
      throw new ConflictError(
        `The environment is locked: ${environment.blocked}`,
      );
    }
    const earlier = await store.deployments.findByPlan(plan.id);
    if (earlier) {
      throw new StalePlan([`Deployment #${earlier.number} took this plan`]);
    }
  }

  async #queue(
    plan: StoredPlan,
    input: { idempotencyKey?: string },
    caller: Caller,
  ): Promise<DeploymentRecord> {
    const { store } = this.options;
    try {
      return await store.transaction(async tx => {
        const at = await tx.now();
        const deployment: DeploymentRecord = {
          id: randomUUID(),
          environmentId: plan.environmentId,
          number: await tx.environments.nextDeploymentNumber(
            plan.environmentId,
          ),
          status: 'queued',
          planId: plan.id,
          releaseId: plan.releaseId,
          format: plan.plan.format,
          requestedBy: caller.name,
          requestedAt: at,
          phases: PHASES.map(phase => ({ phase, status: 'pending' })),
          failures: [],
          ...(input.idempotencyKey && {
            idempotencyKey: input.idempotencyKey,
          }),
        };
        await tx.deployments.add(deployment);
        await tx.steps.plan(deployment.id, plan.plan.steps);
        await tx.events.append(deployment.id, [
          {
            type: 'status',
            at,
            status: 'queued',
            message: `Requested by ${caller.name}`,
          },
        ]);
        return deployment;
      });
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
      // Somebody asked at the same moment: the same request, or another for the same plan.
      const twin = await this.#repeated({ planId: plan.id, ...input }, caller);
      if (!twin) {
        await this.#demandRunnable(plan);
        throw error;
      }
      return twin;
    }
  }

  async #find(id: string): Promise<DeploymentRecord> {
    const record = await this.options.store.deployments.get(id);
    if (!record) {
      throw new NotFoundError(`There is no deployment '${id}'`);
    }
    return record;
  }
}
