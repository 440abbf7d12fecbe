import {
  Action,
  Address,
  DeliveryOrigin,
  ExactPlan,
  GeneratedKey,
  HealthCause,
  Policy,
  ResourceRecord,
  RunEvent,
  RunStore,
  Secret,
  StepFailure,
  StepStatus,
  Target,
  Unknown,
  Value,
} from '../model';
import { CompleteObject } from '../create/objects';
import { Board } from '../create/draft/board';
import { Draft, StepDraft } from '../create/draft/draft';
import { judgeStep } from '../create/plan/judgements';
import { PlannedNow } from '../create/plan/presentPlan';
import { Resolver } from '../create/draft/Resolver';
import { Redactor } from '../create/redaction';
import {
  Cancelled,
  codeOf,
  isRetryable,
  messageOf,
  NotDelivered,
  PlanDiverged,
  StepError,
  traceOf,
  unforeseenMessage,
} from './failures';
import { Delivery } from './Delivery';
import { generationsIn } from './generations';
import { HealthRounds } from './HealthRounds';
import { RunLimits, RunPorts } from './ports';
import { retry } from './retry';
import { Slots } from './Slots';
import { Watch } from './Watch';
import { TellRetry, Writer } from './Writer';

/** What a run is made of when its first step begins. */
export interface SessionInput {
  draft: Draft;
  /** As it was compared with the reviewed one. */
  plan: PlannedNow;
  /** Steps whose exact plan somebody reviews, and which of those are approved (`RunOrder`). */
  reviews: Address[];
  approved: Readonly<Record<Address, string>>;
  /** Of the run, for the objects that it changes. */
  deployment?: string;
  ports: RunPorts;
  limits: RunLimits;
  watch: Watch;
  redactor: Redactor;
  emit(event: RunEvent): void;
}

/** What all steps of one run share. */
export class Session {
  readonly draft: Draft;
  readonly ports: RunPorts;
  readonly limits: RunLimits;
  readonly watch: Watch;
  readonly redactor: Redactor;
  readonly target: Target;
  readonly store: RunStore;
  readonly writer: Writer;
  readonly slots: Slots;
  readonly health: HealthRounds;
  /** Where the target takes all changes at once. */
  readonly delivery?: Delivery;
  readonly origin: DeliveryOrigin;
  /** Its resolver is filled with real outputs, step by step. */
  readonly board: Board;
  /** Of one workload (`generationsIn`). */
  readonly generationsFor: (workload: Address) => Record<string, number>;
  readonly failures: StepFailure[] = [];
  /** What has to be reviewed before the run goes on. */
  readonly exactPlans: ExactPlan[] = [];
  readonly #reviews: ReadonlySet<Address>;
  readonly #approved: ReadonlyMap<Address, string>;
  readonly #emit: (event: RunEvent) => void;
  readonly #generated = new Map<string, Secret>();
  #wanted: GeneratedKey[] = [];

  /** Policies that could not be decided while something was unknown. */
  readonly #pending: Policy[];

  constructor(given: SessionInput) {
    const { draft, plan, ports, watch, limits } = given;
    const { setting, identities } = draft;
    this.draft = draft;
    this.ports = ports;
    this.limits = {
      ...limits,
      healthTimeoutMs: Math.max(
        limits.healthTimeoutMs,
        draft.binding.target.healthWithinMs ?? 0,
      ),
    };
    this.watch = watch;
    this.redactor = given.redactor;
    this.#emit = given.emit;
    this.#reviews = new Set(given.reviews);
    this.#approved = new Map(Object.entries(given.approved));
    this.target = draft.binding.target;
    if (this.target.deliver) {
      this.delivery = new Delivery();
    }
    this.origin = {
      application: plan.application,
      environment: plan.environment,
      release: plan.release,
      plan: plan.hash,
      ...(given.deployment !== undefined && { deployment: given.deployment }),
    };
    this.generationsFor = generationsIn(draft);
    this.store = ports.store;
    this.slots = new Slots(limits.parallel);
    this.health = new HealthRounds(
      this.target,
      watch,
      ports.clock,
      limits.healthPollMs,
    );
    this.writer = new Writer(
      {
        target: this.target,
        store: this.store,
        digest: ports.digest,
        environmentId: setting.request.environment.id,
        ...(given.deployment !== undefined && {
          deployment: given.deployment,
        }),
        conflicts: draft.binding.conflicts,
      },
      watch,
      limits,
    );
    const pending = new Set(
      plan.policies
        .filter(({ outcome }) => outcome === 'pending')
        .map(({ policy }) => policy),
    );
    this.#pending = Object.values(setting.request.platform.policies).filter(
      ({ name }) => pending.has(name),
    );
    this.board = {
      setting,
      resolver: new Resolver(setting, identities, key => this.#generate(key)),
      target: this.target,
      drivers: ports.drivers,
      identities,
      digest: ports.digest,
    };
  }

  /** Nothing failed, and what is left goes on when somebody has reviewed something. */
  get waitsForReview(): boolean {
    return (
      this.exactPlans.length > 0 &&
      this.failures.length === 0 &&
      !this.watch.stopped
    );
  }

  isReviewed(address: Address): boolean {
    return this.#reviews.has(address);
  }

  isApproved({ address, hash }: ExactPlan): boolean {
    return this.#approved.get(address) === hash;
  }

  /** The step is as if it had not begun. */
  review(
    step: { address: Address; decision: { action: Action } },
    exact: ExactPlan,
  ): void {
    this.exactPlans.push(exact);
    this.step(step, 'pending', {
      message: 'it waits for a review of what its driver would do',
    });
  }

  consentedTo(subject: string, action: string): boolean {
    return this.draft.setting.request.consent.some(
      consent => consent.subject === subject && consent.action === action,
    );
  }

  /** @throws PlanDiverged where a repair would bring something new */
  demandNoRepair(): void {
    if (this.draft.setting.request.repair) {
      throw new PlanDiverged(
        'it would not be put back as it was: what it is made from has changed, and a deployment brings that',
      );
    }
  }

  get force(): boolean {
    return this.draft.setting.request.force;
  }

  /**
   * Fills values whose generated parts must exist in the database before anybody uses them: what
   * the first pass asks for is minted, the second pass finds it.
   */
  async settle<T>(fill: () => T): Promise<T> {
    this.#wanted = [];
    const first = fill();
    if (this.#wanted.length === 0) {
      return first;
    }
    // Filling is synchronous, so this list is all ours although steps run in parallel.
    const wanted = this.#wanted;
    for (const key of wanted) {
      const value = await this.store.generated(key);
      this.redactor.learn(value);
      this.#generated.set(keyText(key), value);
    }
    return fill();
  }

  /**
   * Decides, before the first write that they cover, the policies that waited for values.
   *
   * @throws StepError `PolicyDenied`
   */
  judge(step: StepDraft, objects: CompleteObject[]): void {
    const broken = judgeStep(
      this.draft,
      this.#pending,
      step,
      objects.map(({ template }) => template),
    ).filter(({ outcome }) => outcome !== 'pass');
    for (const { policy, effect, message } of broken) {
      if (effect === 'deny') {
        throw new StepError(`policy ${policy}: ${message}`, 'PolicyDenied');
      }
      this.log('warning', `policy ${policy}: ${message}`, step.address);
    }
  }

  step(
    step: { address: Address; decision: { action: Action } },
    status: StepStatus,
    more: {
      message?: string;
      cause?: HealthCause;
      durationMs?: number;
      attempt?: number;
      deadline?: number;
    } = {},
  ): void {
    this.#emit({
      type: 'step',
      at: this.ports.clock.now(),
      address: step.address,
      status,
      action: step.decision.action,
      ...more,
    });
  }

  log(
    level: 'info' | 'warning' | 'error',
    message: string,
    address?: Address,
  ): void {
    this.#emit({
      type: 'log',
      at: this.ports.clock.now(),
      ...(address !== undefined && { address }),
      level,
      message,
    });
  }

  /** Shows that something is tried again. */
  retrying(step: {
    address: Address;
    decision: { action: Action };
  }): TellRetry {
    return (attempt, why) =>
      this.step(step, 'running', { attempt, message: `trying again: ${why}` });
  }

  /**
   * Calls a driver, again while that may help.
   *
   * @throws Cancelled, Interrupted, or the driver's error
   */
  retryDriver<T>(
    step: { address: Address; decision: { action: Action } },
    call: () => Promise<T>,
  ): Promise<T> {
    const { watch, limits } = this;
    return retry(
      async () => {
        watch.check();
        try {
          return await call();
        } catch (error) {
          // A driver that was told to stop may say anything.
          watch.check();
          throw error;
        }
      },
      {
        ...limits,
        mayHelp: isRetryable,
        onRetry: (attempt, error) =>
          this.retrying(step)(attempt, messageOf(error)),
        sleep: milliseconds => watch.sleep(milliseconds),
      },
    );
  }

  /** One failure record per failed step, and the event that tells it. */
  fail(
    step: { address: Address; decision: { action: Action } },
    error: unknown,
    durationMs: number,
  ): void {
    if (error instanceof Cancelled) {
      this.step(step, 'skipped', { message: 'cancelled', durationMs });
      return;
    }
    if (error instanceof NotDelivered) {
      const status = this.waitsForReview ? 'pending' : 'skipped';
      this.step(step, status, { message: error.message, durationMs });
      return;
    }
    const code = codeOf(error);
    const errorId =
      code === 'InternalError'
        ? this.ports.unforeseen?.(this.redactor.text(traceOf(error)))
        : undefined;
    const message = errorId
      ? unforeseenMessage(errorId)
      : this.redactor.text(messageOf(error));
    const cause =
      error instanceof StepError && error.cause
        ? this.redactor.cause(error.cause)
        : undefined;
    this.failures.push({
      address: step.address,
      code,
      message,
      ...(cause && { cause }),
      ...(errorId !== undefined && { errorId }),
    });
    this.step(step, code === 'PlanDiverged' ? 'diverged' : 'failed', {
      message,
      ...(cause && { cause }),
      durationMs,
    });
  }

  /** Another resource that a driver calls by the same name in the real world. */
  ownerOfPhysical(
    driver: string,
    physicalId: string,
    resourceId: string,
  ): ResourceRecord | undefined {
    return this.draft.records.find(
      record =>
        record.resourceId !== resourceId &&
        record.definition.driver === driver &&
        record.physicalId === physicalId,
    );
  }

  #generate(key: GeneratedKey): Value {
    const known = this.#generated.get(keyText(key));
    if (known) {
      return known;
    }
    this.#wanted.push(key);
    return new Unknown('string', true, `generate.${key.kind}.${key.name}`);
  }
}

/** `generate.password.app` and `generate.suffix.app` are two values. */
function keyText({ resourceId, kind, name, generation }: GeneratedKey): string {
  return `${resourceId}/${kind}/${name}/${generation}`;
}
