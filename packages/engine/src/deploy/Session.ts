import {
  Action,
  Address,
  GeneratedKind,
  HealthCause,
  Plan,
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
import { Resolver } from '../create/draft/Resolver';
import { Redactor } from '../create/redaction';
import {
  Cancelled,
  codeOf,
  isRetryable,
  messageOf,
  PlanDiverged,
  StepError,
  traceOf,
  unforeseenMessage,
} from './failures';
import { RunLimits, RunPorts } from './ports';
import { retry } from './retry';
import { Watch } from './Watch';
import { TellRetry, Writer } from './Writer';

/** What a run is made of when its first step begins. */
export interface SessionInput {
  draft: Draft;
  /** As it was compared with the reviewed one. */
  plan: Plan;
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
  /** Its resolver is filled with real outputs, step by step. */
  readonly board: Board;
  readonly failures: StepFailure[] = [];
  readonly #emit: (event: RunEvent) => void;
  readonly #generated = new Map<string, Secret>();
  #wanted: { resourceId: string; kind: GeneratedKind; name: string }[] = [];

  /** Policies that could not be decided while something was unknown. */
  readonly #pending: Policy[];

  constructor(given: SessionInput) {
    const { draft, plan, ports, watch, limits } = given;
    const { setting, identities } = draft;
    this.draft = draft;
    this.ports = ports;
    this.limits = limits;
    this.watch = watch;
    this.redactor = given.redactor;
    this.#emit = given.emit;
    this.target = draft.binding.target;
    this.store = ports.store;
    this.writer = new Writer(
      {
        target: this.target,
        store: this.store,
        digest: ports.digest,
        environmentId: setting.request.environment.id,
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
      resolver: new Resolver(setting, identities, (resourceId, kind, name) =>
        this.#generate(resourceId, kind, name),
      ),
      target: this.target,
      drivers: ports.drivers,
      identities,
      digest: ports.digest,
    };
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
    for (const { resourceId, kind, name } of wanted) {
      const value = await this.store.generated(resourceId, name, kind);
      this.redactor.learn(value);
      this.#generated.set(generatedKey(resourceId, kind, name), value);
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
    this.step(step, error instanceof PlanDiverged ? 'diverged' : 'failed', {
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

  #generate(resourceId: string, kind: GeneratedKind, name: string): Value {
    const known = this.#generated.get(generatedKey(resourceId, kind, name));
    if (known) {
      return known;
    }
    this.#wanted.push({ resourceId, kind, name });
    return new Unknown('string', true, `generate.${kind}.${name}`);
  }
}

/** `generate.password.app` and `generate.suffix.app` are two values. */
function generatedKey(
  resourceId: string,
  kind: GeneratedKind,
  name: string,
): string {
  return `${resourceId}/${kind}/${name}`;
}
