import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import { PlanStep } from '@tutti/engine';
import {
  Allowed,
  PlanInput,
  PlanRecord,
  PlanRefusal,
  PlanState,
  PlanUnderWay,
  PlanView,
  StepPage,
} from '@tutti/plugin-tutti-common';
import { Gates } from '../../line';
import { PlanFacts } from '../../planning';
import {
  ConsentRights,
  PlanRequestRecord,
  ReleaseRecord,
  Store,
  StoredPlan,
} from '../../store';
import { TooManyRequests } from '../errors';
import { Lookup } from '../Lookup';
import {
  Caller,
  Consenting,
  EnvironmentPath,
  PlansService,
  StepPageQuery,
  Waiting,
} from '../types';
import { FIRST_STEPS, isoTime, releaseSummary } from '../views';
import { Wakeups } from '../Wakeups';
import { whyNotDeployable } from './deployable';
import { errorOf, problemsOf } from './refusals';

/** Another replica may make it: nobody in this process knows. */
const LOOK_EVERY_MS = 500;
const RETRY_AFTER_S = 2;

interface MadePlan {
  stored: StoredPlan;
  release: ReleaseRecord;
}

const ALL: ConsentRights = {
  data: { allowed: true },
  foreign: { allowed: true },
};

/** Plans are asked for here and made by workers; to look at one makes none. */
export class DefaultPlansService implements PlansService {
  constructor(
    private readonly options: {
      store: Store;
      facts: PlanFacts;
      gates: Gates;
      wakeups: Wakeups;
      /** How many one caller may have under way, in all replicas. */
      perCaller: number;
    },
  ) {}

  async create(
    path: EnvironmentPath,
    { consenting = ALL, ...input }: PlanInput & Consenting,
    caller: Caller,
    waiting: Waiting,
  ): Promise<PlanRecord | PlanUnderWay> {
    const { store, wakeups, perCaller } = this.options;
    const { environment } = await new Lookup(store).place(path);
    const underWay = await store.planRequests.countOf(caller.name);
    if (underWay >= perCaller) {
      throw new TooManyRequests(
        `You have ${underWay} plans under way; one caller may have no more at once. Try again in ${RETRY_AFTER_S} s.`,
        RETRY_AFTER_S,
      );
    }
    const request: PlanRequestRecord = {
      id: randomUUID(),
      environmentId: environment.id,
      input,
      consenting,
      requestedBy: caller.name,
      requestedAt: await store.now(),
    };
    await store.planRequests.add(request);
    wakeups.plans.ring();
    const left = await this.#end(request.id, waiting);
    if (!left) {
      return this.#record(await this.#made(request.id));
    }
    if (left.refusal) {
      throw errorOf(left.refusal);
    }
    return this.#underWay(left);
  }

  async get(id: string, _caller: Caller, waiting: Waiting): Promise<PlanState> {
    const left = await this.#end(id, waiting);
    if (left) {
      return left.refusal
        ? this.#refused(left, left.refusal)
        : this.#underWay(left);
    }
    return this.#view(await this.#made(id));
  }

  async steps(id: string, query: StepPageQuery): Promise<StepPage<PlanStep>> {
    return this.options.store.planSteps.page(id, query);
  }

  /** What is not any more as it was when the plan was made; empty while it is current. */
  async moved(stored: StoredPlan): Promise<string[]> {
    const { store, facts } = this.options;
    const { application, environment } = await new Lookup(store).placeById(
      stored.environmentId,
    );
    const release = await store.releases.get(stored.releaseId);
    if (!release) {
      throw new NotFoundError(`The release of plan '${stored.id}' is gone`);
    }
    return facts.moved({ application, environment, release }, stored);
  }

  /** Waits for the plan to be made or refused. @returns the request as it is by then, unless it is made. */
  async #end(
    id: string,
    { waitMs, signal }: Waiting,
  ): Promise<PlanRequestRecord | undefined> {
    const { store, wakeups } = this.options;
    const end = performance.now() + waitMs;
    for (;;) {
      const mark = wakeups.work.mark;
      const request = await store.planRequests.get(id);
      const left = end - performance.now();
      if (!request || request.refusal || left <= 0 || signal.aborted) {
        return request;
      }
      await wakeups.work.wait(mark, Math.min(left, LOOK_EVERY_MS), signal);
    }
  }

  async #made(id: string): Promise<MadePlan> {
    const { store } = this.options;
    const stored = await store.plans.get(id);
    const release = stored && (await store.releases.get(stored.releaseId));
    if (!stored || !release) {
      throw new NotFoundError(`There is no plan '${id}'`);
    }
    return { stored, release };
  }

  async #record({ stored, release }: MadePlan): Promise<PlanRecord> {
    const { id } = stored;
    return {
      ...(await this.#place(stored)),
      id,
      release: releaseSummary(release),
      createdAt: isoTime(stored.createdAt),
      createdBy: stored.createdBy,
      plan: stored.plan,
      ...(await this.steps(id, { limit: FIRST_STEPS })),
      input: stored.input,
      ...(stored.basis.images && { images: stored.basis.images }),
    };
  }

  async #view({ stored, release }: MadePlan): Promise<PlanView> {
    const { store, gates } = this.options;
    const deployment = await store.deployments.findByPlan(stored.id);
    const moved = deployment
      ? [`Deployment #${deployment.number} took this plan`]
      : await this.moved(stored);
    const place = await new Lookup(store).placeById(stored.environmentId);
    const need = await gates.approval(place, stored);
    return {
      ...(await this.#record({ stored, release })),
      state: 'made',
      current: moved.length === 0,
      moved,
      ...(deployment && { deploymentId: deployment.id }),
      ...(need.needed && {
        approval: {
          reason: need.reason,
          quorum: need.quorum,
          groups: need.groups,
          self: need.self,
        },
      }),
      allowed: allowedByState(stored, place.environment.blocked, moved),
    };
  }

  async #underWay(request: PlanRequestRecord): Promise<PlanUnderWay> {
    const { store } = this.options;
    const { id, input, requestedAt } = request;
    return {
      ...(await this.#place(request)),
      id,
      state: 'planning',
      input,
      since: isoTime(requestedAt),
      forMs: Math.max(0, (await store.now()) - requestedAt),
      position: await store.planRequests.position(id),
    };
  }

  async #refused(
    request: PlanRequestRecord,
    refusal: NonNullable<PlanRequestRecord['refusal']>,
  ): Promise<PlanRefusal> {
    const { id, input } = request;
    return {
      ...(await this.#place(request)),
      id,
      state: 'refused',
      input,
      message: errorOf(refusal).message,
      problems: problemsOf(refusal),
    };
  }

  async #place(of: { environmentId: string }) {
    const { application, environment } = await new Lookup(
      this.options.store,
    ).placeById(of.environmentId);
    return { application: application.name, environment: environment.name };
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
