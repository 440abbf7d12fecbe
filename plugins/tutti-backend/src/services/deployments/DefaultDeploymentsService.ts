import { isDeepStrictEqual } from 'node:util';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { Deployment, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { Gates, whatStands } from '../../line';
import { Notifier } from '../../notifications';
import { draftRelease } from '../../planning';
import { DeploymentRecord, Store, StoredPlan } from '../../store';
import { Refused, StalePlan } from '../errors';
import { Lookup, Place } from '../Lookup';
import { whyNotDeployable } from '../plans/deployable';
import {
  Asked,
  AskedChange,
  Caller,
  Deciding,
  DecisionInput,
  DeploymentsService,
  PlansService,
  GateInput,
  StepPageQuery,
  Visibility,
} from '../types';
import { DeploymentViews, gateViews } from '../views';
import { Wakeups } from '../Wakeups';
import { readCursor, writeCursor } from './cursor';
import { decide } from './deciding';
import { queue, Request } from './queueing';
import { isOfImages } from './superseding';
import { verbFor } from './words';

/** Says what moved since a plan was made, and has one made. */
export interface PlanCheck extends Pick<PlansService, 'create'> {
  moved(plan: StoredPlan): Promise<string[]>;
}

/** A plan that takes longer is made when the turn of its change has come. */
const PLAN_WAIT_MS = 5_000;

export class DefaultDeploymentsService implements DeploymentsService {
  constructor(
    private readonly options: {
      store: Store;
      views: DeploymentViews;
      plans: PlanCheck;
      gates: Gates;
      wakeups: Wakeups;
      notifier: Pick<Notifier, 'tell'>;
    },
  ) {}

  async create(asked: Asked, caller: Caller): Promise<Deployment> {
    const { views, wakeups } = this.options;
    const repeated = await this.#repeated(asked, caller);
    if (repeated) {
      return views.one(repeated);
    }
    let request: Request;
    try {
      request =
        'planId' in asked
          ? await this.#ofPlan(asked.planId, caller)
          : await this.#ofChange(asked, caller);
    } catch (error) {
      // The same request, sent twice, may have taken the plan meanwhile.
      const twin = await this.#repeated(asked, caller);
      if (!twin) {
        throw error;
      }
      return views.one(twin);
    }
    const { unpromoted } = request.input;
    if (unpromoted !== undefined) {
      caller.audit?.changed({ after: { unpromoted } });
    }
    const deployment = await this.#queue(request, asked, caller);
    wakeups.notify();
    return views.one(deployment);
  }

  async list(
    query: {
      application?: string;
      environment?: string;
      mine?: boolean;
      limit: number;
      before?: string;
    } & Visibility,
    caller: Caller,
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
      ...(query.mine && { requestedBy: caller.name }),
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

  async get(id: string, caller: Caller) {
    const { store, gates, views } = this.options;
    const record = await this.#find(id);
    const detail = await views.detail(record, caller.name);
    if (!isForPromotion(record)) {
      return detail;
    }
    const { environment } = await new Lookup(store).placeById(
      record.environmentId,
    );
    const keys = await gates.promotionGates(environment);
    return keys.length === 0
      ? detail
      : {
          ...detail,
          promotion: {
            gates: gateViews(keys, await store.gates.list(id)),
            allowed: { setGate: { allowed: true as const } },
          },
        };
  }

  async steps(id: string, query: StepPageQuery) {
    return this.options.views.steps((await this.#find(id)).id, query);
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
          aside: null,
        })
      ) {
        const stands = await whatStands(tx, id);
        await tx.steps.closeOpen(id);
        await tx.events.append(id, [
          {
            type: 'status',
            at,
            status: 'cancelled',
            message:
              record.startedAt === undefined
                ? `Cancelled by ${caller.name} before it began`
                : `Cancelled by ${caller.name} while it was reviewed. ${stands}`,
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
      } else if (
        await tx.deployments.change(id, ['verifying'], {
          status: 'cancelled',
          finishedAt: at,
        })
      ) {
        await tx.events.append(id, [
          {
            type: 'status',
            at,
            status: 'cancelled',
            message: `Cancelled by ${caller.name} while it was verified: what it changed stays`,
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

  async decide(
    id: string,
    { isMemberOf, ...decision }: DecisionInput & Deciding,
    caller: Caller,
  ): Promise<Deployment> {
    const { store, views, wakeups, notifier } = this.options;
    const record = await this.#find(id);
    const kept = await this.#kept(record);
    caller.audit?.changed({ after: { decision: decision.decision } });
    const came = await decide(store, id, {
      ...decision,
      who: caller.name,
      isMemberOf: isMemberOf ?? (() => false),
      ...(kept && { kept }),
    });
    if (came !== 'waits') {
      notifier.tell({
        kind: came === 'approved' ? 'approved' : 'ended',
        by: caller.name,
        deploymentId: id,
      });
    }
    wakeups.notify();
    return views.one(await this.#find(id));
  }

  async override(
    id: string,
    reason: string,
    caller: Caller,
  ): Promise<Deployment> {
    const { views, wakeups } = this.options;
    const record = await this.#find(id);
    caller.audit?.changed({ after: { reason } });
    await this.#override(record, reason, caller);
    wakeups.notify();
    return views.one(await this.#find(id));
  }

  async #override(
    record: DeploymentRecord,
    reason: string,
    caller: Caller,
  ): Promise<void> {
    const { store, gates } = this.options;
    const { id } = record;
    const { environment } = await new Lookup(store).placeById(
      record.environmentId,
    );
    if (!(await gates.closed(environment))) {
      throw new ConflictError(
        `No freeze window keeps deployment #${record.number} from beginning`,
      );
    }
    const override = { by: caller.name, reason };
    await store.transaction(async tx => {
      const deployment = await tx.deployments.hold(id);
      const isInWindow = deployment?.waits?.for === 'window';
      if (
        !(await tx.deployments.change(id, ['queued', 'waiting-approval'], {
          override,
          ...(isInWindow && { aside: null }),
        }))
      ) {
        throw new ConflictError(
          `Deployment #${record.number} does not wait any more`,
        );
      }
      await tx.events.append(id, [
        {
          type: 'status',
          at: await tx.now(),
          status: deployment?.status ?? record.status,
          message: `${caller.name} lets it begin in the freeze window: ${reason}`,
        },
      ]);
    });
  }

  async setGate(
    id: string,
    gate: GateInput,
    caller: Caller,
  ): Promise<Deployment> {
    const { store, views, gates, wakeups } = this.options;
    const record = await this.#find(id);
    const { environment } = await new Lookup(store).placeById(
      record.environmentId,
    );
    const ofPromotion = await gates.promotionGates(environment);
    const { key, status } = gate;
    caller.audit?.changed({ after: { key, status } });
    await store.transaction(async tx => {
      const held = await tx.deployments.hold(id);
      const ofVerification =
        held?.status === 'verifying' ? held.verification?.rule.gates ?? [] : [];
      const settable = [
        ...new Set([
          ...ofVerification,
          ...(held && isForPromotion(held) ? ofPromotion : []),
        ]),
      ];
      if (settable.length === 0) {
        throw new ConflictError(
          `Deployment #${record.number} is not verified now: it is ${
            held?.status ?? 'gone'
          }. Gates are set after everything is healthy and before it has ended; those that a promotion waits for also after it has succeeded.`,
        );
      }
      if (!settable.includes(gate.key)) {
        throw new InputError(
          `key: it has no gate '${
            gate.key
          }' that can be set now; it has: ${settable.join(', ')}`,
        );
      }
      const at = await tx.now();
      await tx.gates.set(id, { ...gate, by: caller.name, at });
      // Whoever looks next does so at once.
      await tx.deployments.lookNow(id);
      await tx.events.append(id, [
        {
          type: 'log',
          at,
          level: gate.status === 'failed' ? 'error' : 'info',
          message: `${caller.name} set the gate '${gate.key}': ${gate.status}${
            gate.text ? `, ${gate.text}` : ''
          }`,
        },
      ]);
    });
    wakeups.notify();
    return views.one(await this.#find(id));
  }

  async #repeated(
    asked: Asked,
    caller: Caller,
  ): Promise<DeploymentRecord | undefined> {
    if (!asked.idempotencyKey) {
      return undefined;
    }
    const { store } = this.options;
    const found = await store.deployments.findByIdempotencyKey(
      caller.name,
      asked.idempotencyKey,
    );
    if (found && !(await isFor(store, asked, found))) {
      throw new ConflictError(
        'This Idempotency-Key was used for another plan or change before',
      );
    }
    return found;
  }

  /** Exactly the plan that somebody reviewed. */
  async #ofPlan(planId: string, caller: Caller): Promise<Request> {
    const { store, plans, gates } = this.options;
    const plan = await store.plans.get(planId);
    if (!plan) {
      throw new NotFoundError(`There is no plan '${planId}'`);
    }
    await this.#demandRunnable(plan);
    const moved = await plans.moved(plan);
    if (moved.length > 0) {
      throw new StalePlan(moved);
    }
    const place = await new Lookup(store).placeById(plan.environmentId);
    const kept = await gates.start(
      place,
      { byAutomation: !caller.isUser },
      plan.input,
    );
    const approval = await gates.askedApproval(place, plan);
    return {
      environmentId: plan.environmentId,
      plan,
      input: plan.input,
      verb: await verbFor(store, place, plan.input, plan.releaseId),
      ...(kept && { kept }),
      ...(approval && { approval }),
    };
  }

  /** A change, which is merged and planned when its turn has come. */
  async #ofChange(
    { application, environment, input }: AskedChange,
    caller: Caller,
  ): Promise<Request> {
    const { store, gates } = this.options;
    if (input.consent && input.consent.length > 0) {
      throw new InputError(
        'input.consent: consent is given to a plan that was looked at. Make a plan, and deploy that one.',
      );
    }
    const place = await new Lookup(store).place({ application, environment });
    // What cannot be meant is said now, not when its turn has come.
    const draft = await draftRelease(
      store,
      place.application,
      place.environment,
      input,
    );
    const unpromoted = await gates.notPromoted(place, draft, input);
    if (unpromoted) {
      throw new Refused('The change may not be deployed', [unpromoted]);
    }
    const kept = await gates.start(
      place,
      { byAutomation: !caller.isUser },
      input,
    );
    const plan = await this.#lookedAt(
      { application, environment, input },
      place,
      caller,
    );
    if (plan) {
      await this.#demandRunnable(plan);
    }
    const approval = plan && (await gates.askedApproval(place, plan));
    return {
      environmentId: place.environment.id,
      input,
      isChange: true,
      verb: await verbFor(store, place, input),
      ...(kept && { kept }),
      ...(plan && approval && { plan, approval }),
    };
  }

  /** What a change would do now, where people may have to agree to it: they see what they agree to. */
  async #lookedAt(
    { input, ...path }: AskedChange,
    { environment }: Place,
    caller: Caller,
  ): Promise<StoredPlan | undefined> {
    const { store, plans, gates } = this.options;
    if (environment.blocked || !(await gates.hasApprovals(environment))) {
      return undefined;
    }
    const waiting = await store.deployments.waitingIn(environment.id);
    if (
      isOfImages(input) &&
      waiting.some(
        each => each.startedAt === undefined && isOfImages(each.input),
      )
    ) {
      // It takes those along: what all of them do together is seen when their turn has come.
      return undefined;
    }
    const { id } = await plans.create(path, input, caller, {
      waitMs: PLAN_WAIT_MS,
      signal: new AbortController().signal,
    });
    return store.plans.get(id);
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
    request: Request,
    asked: Asked,
    caller: Caller,
  ): Promise<DeploymentRecord> {
    const { idempotencyKey } = asked;
    try {
      const queued = await queue(
        this.options.store,
        { ...request, ...(idempotencyKey && { idempotencyKey }) },
        caller,
      );
      if (queued.approval) {
        this.options.notifier.tell({ kind: 'asked', deploymentId: queued.id });
      }
      return queued;
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
      // Somebody asked at the same moment: the same request, or another for the same plan.
      const twin = await this.#repeated(asked, caller);
      if (twin) {
        return twin;
      }
      if (request.plan) {
        await this.#demandRunnable(request.plan);
      }
      throw error;
    }
  }

  /** Why it could not begin now, whoever agreed to it. */
  async #kept(record: DeploymentRecord) {
    if (record.startedAt !== undefined) {
      // What has begun goes on: gates are before a beginning.
      return undefined;
    }
    const { store, gates } = this.options;
    const plan = record.planId && (await store.plans.get(record.planId));
    return gates.start(
      await new Lookup(store).placeById(record.environmentId),
      record,
      record.input ?? (plan ? plan.input : {}),
    );
  }

  async #find(id: string): Promise<DeploymentRecord> {
    const record = await this.options.store.deployments.get(id);
    if (!record) {
      throw new NotFoundError(`There is no deployment '${id}'`);
    }
    return record;
  }
}

/** What it deployed may go on to other environments. */
function isForPromotion({ status, destroys }: DeploymentRecord): boolean {
  return (status === 'succeeded' || status === 'verifying') && !destroys;
}

/** Was this deployment asked for by the same request? */
async function isFor(
  store: Store,
  asked: Asked,
  found: DeploymentRecord,
): Promise<boolean> {
  if ('planId' in asked) {
    return found.planId === asked.planId;
  }
  const { application, environment } = await new Lookup(store).placeById(
    found.environmentId,
  );
  return (
    asked.application === application.name &&
    asked.environment === environment.name &&
    isDeepStrictEqual(asked.input, found.input)
  );
}
