import {
  EnvironmentState,
  FenceLost,
  Phase,
  PLAN_FORMAT,
  PlanRequest,
  Problem,
  Result,
  RunEvent,
  RunOutcome,
  StepFailure,
} from '../model';
import { beyondRemainder } from '../create/plan/deviations';
import { Draft } from '../create/draft/draft';
import { draftDeployment } from '../create/draft/draftDeployment';
import { isDenied } from '../create/plan/judgements';
import { openBinding } from '../create/draft/binding';
import { DrawnPlan } from '../create/plan/planDeployment';
import { planDifference } from '../create/plan/planDifference';
import { plannedNow, PlannedNow } from '../create/plan/presentPlan';
import { behindDoor, Door, Redactor } from '../create/redaction';
import {
  codeOf,
  endsRun,
  messageOf,
  traceOf,
  unforeseenMessage,
} from './failures';
import { movesLeft } from './movesLeft';
import { DEFAULT_LIMITS, RunLimits, RunOrder, RunPorts } from './ports';
import { recoverEnvironment } from './recoverEnvironment';
import { retry } from './retry';
import { rotationsLeft } from './rotationsLeft';
import { runSteps } from './runSteps';
import { Session } from './Session';
import { Watch } from './Watch';

/** An outcome that is clear before the first step. */
class Ended extends Error {
  constructor(readonly outcome: RunOutcome) {
    super(outcome.status);
  }
}

/** The target did not answer. */
class Silent extends Error {}

class Run {
  readonly #limits: RunLimits;
  readonly #watch: Watch;
  readonly #redactor: Redactor;
  readonly #began = new Map<Phase, number>();

  readonly ports: RunPorts & Door;

  constructor(private readonly order: RunOrder, ports: RunPorts) {
    this.#redactor = order.drawn?.draft.redactor ?? new Redactor();
    this.ports = behindDoor(ports, this.#redactor);
    this.#limits = { ...DEFAULT_LIMITS, ...ports.limits };
    this.#watch = new Watch(ports, this.#limits);
    const { secrets, platformSecrets, values } = order.request;
    // Opening the target may fail already.
    this.#redactor.learn(secrets);
    this.#redactor.learn(platformSecrets);
    this.#redactor.learn(values);
  }

  async run(): Promise<RunOutcome> {
    try {
      const drawn = await this.#asDrawn();
      const draft = drawn?.draft ?? (await this.#draft(await this.#read()));
      const plan = drawn?.plan ?? this.#compare(draft);
      if (!plan.deployable) {
        this.#fail('create', refusals(plan));
      }
      return await this.#deploy(draft, plan);
    } catch (error) {
      if (error instanceof Ended) {
        return error.outcome;
      }
      throw error;
    }
  }

  interrupted(error: unknown): RunOutcome {
    const errorId =
      codeOf(error) === 'InternalError' && !endsRun(error)
        ? this.ports.unforeseen?.(this.#redactor.text(traceOf(error)))
        : undefined;
    return {
      status: 'interrupted',
      message: errorId ? unforeseenMessage(errorId) : this.explain(error),
      ...(errorId !== undefined && { errorId }),
    };
  }

  /** What ended the run, for people. */
  explain(error: unknown): string {
    const message = this.#redactor.text(messageOf(error));
    return error instanceof FenceLost
      ? `another worker has taken over: ${message}`
      : message;
  }

  /** What was drawn under this lease stands, unless an older run left something to be settled. */
  async #asDrawn(): Promise<DrawnPlan | undefined> {
    const { drawn } = this.order;
    this.#stopIfCancelled();
    if (
      !drawn ||
      drawn.state.resources.some(({ operation }) => operation) ||
      (await this.ports.store.openIntents()).length > 0 ||
      !(await this.#keepsRoutes(drawn.draft))
    ) {
      return undefined;
    }
    for (const phase of ['read', 'match', 'create'] as const) {
      this.#phase(phase, 'started');
      this.#began.set(phase, this.ports.clock.now() - (drawn.took[phase] ?? 0));
      this.#phase(phase, 'done');
    }
    this.#stopIfCancelled();
    return drawn;
  }

  /** A plan takes routes for a while; they are this run's from now on. */
  async #keepsRoutes({ binding, routes }: Draft): Promise<boolean> {
    const { claimRoutes } = this.ports;
    const taken =
      routes.length > 0
        ? await claimRoutes?.(binding.target.cluster, routes)
        : undefined;
    return !taken?.length;
  }

  /** Settles what older runs left; then the state is what it is. */
  async #read(): Promise<EnvironmentState> {
    const { store, drivers, clock, signal, limits } = this.ports;
    const { request } = this.order;
    this.#phase('read', 'started');
    this.#stopIfCancelled();
    const place = await this.#patiently(() => openBinding(request, this.ports));
    const recovery = await recoverEnvironment({
      environmentId: request.environment.id,
      store,
      target: this.#orEnd('read', place).target,
      drivers,
      clock,
      signal,
      ...(limits && { limits }),
    });
    if (recovery.status === 'unknown') {
      this.#phase('read', 'failed', recovery.message);
      throw new Ended({ status: 'interrupted', message: recovery.message });
    }
    const { state } = recovery;
    for (const { inputs, outputs } of state.resources) {
      this.#redactor.learn(inputs);
      this.#redactor.learn(outputs);
    }
    this.#phase('read', 'done');
    return state;
  }

  async #draft(state: EnvironmentState): Promise<Draft> {
    const { request: asked, reviewed, resumes } = this.order;
    const request: PlanRequest = {
      ...asked,
      ...(resumes && {
        moves: movesLeft(asked.moves, reviewed, state),
        destroyed: stillThere(asked.destroyed, state),
        detached: stillThere(asked.detached, state),
        rotate: rotationsLeft(asked.rotate ?? [], reviewed, state),
      }),
      state,
    };
    this.#stopIfCancelled();
    let phase: Phase = 'match';
    const draft = await this.#patiently(() =>
      draftDeployment(
        request,
        { ...this.ports, signal: this.#watch.signal },
        (name, status) => {
          phase = name;
          this.#phase(name, status);
        },
      ),
    );
    return this.#orEnd(phase, draft);
  }

  /** The same plan as the reviewed one, or what is left of it. */
  #compare(draft: Draft): PlannedNow {
    const { reviewed, resumes } = this.order;
    const plan = plannedNow(draft, this.ports.digest);
    if (reviewed.format !== PLAN_FORMAT) {
      throw new Ended({
        status: 'stale',
        moved: ['The plan was made by another version of Tutti.'],
      });
    }
    if (resumes) {
      const beyond = beyondRemainder(reviewed, plan);
      if (beyond.length > 0) {
        throw new Ended({
          status: 'interrupted',
          message: `the run cannot go on, plan again: ${beyond.join(' ')}`,
        });
      }
    } else if (plan.hash !== reviewed.hash) {
      throw new Ended({
        status: 'stale',
        moved: planDifference(reviewed, plan),
      });
    }
    return plan;
  }

  async #deploy(draft: Draft, plan: PlannedNow): Promise<RunOutcome> {
    this.#phase('deploy', 'started');
    const session = new Session({
      draft,
      plan,
      reviews: this.order.reviewed.reviews ?? [],
      approved: this.order.approved ?? {},
      ...(this.order.deployment !== undefined && {
        deployment: this.order.deployment,
      }),
      ports: this.ports,
      limits: this.#limits,
      watch: this.#watch,
      redactor: this.#redactor,
      emit: event => this.#emit(event),
    });
    for (const { inputs, outputs } of draft.records) {
      this.#redactor.learn(inputs);
      this.#redactor.learn(outputs);
    }
    if (draft.decided.length > 0) {
      await this.ports.store.saveDecided(draft.decided);
    }
    let complete: boolean;
    try {
      complete = await runSteps(session);
    } catch (error) {
      this.#phase('deploy', 'failed', this.explain(error));
      if (endsRun(error)) {
        return { status: 'interrupted', message: this.explain(error) };
      }
      throw error;
    }
    const { failures } = session;
    const { applies, deletes } = session.writer;
    if (complete) {
      this.#phase('deploy', 'done');
      return { status: 'succeeded', applies, deletes };
    }
    if (session.waitsForReview) {
      return { status: 'reviewing', plans: session.exactPlans };
    }
    const [first] = failures;
    this.#phase('deploy', 'failed', first?.message);
    if (this.ports.cancel.aborted) {
      return { status: 'cancelled', failures };
    }
    return failures.length > 0
      ? { status: 'failed', failures, applies, deletes }
      : {
          status: 'interrupted',
          message: 'the worker was stopped, or its lease ran out',
        };
  }

  /** A target that is busy or silent for a moment is asked again. */
  async #patiently<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    let last: Result<T> | undefined;
    const attempt = async () => {
      const result = await ask();
      last = result;
      const silence = result.ok ? undefined : silenceIn(result.problems);
      if (silence) {
        throw new Silent(silence.message);
      }
      return result;
    };
    try {
      return await retry(attempt, {
        ...this.#limits,
        mayHelp: error => error instanceof Silent,
        onRetry: (number, error) => {
          this.#emit({
            type: 'log',
            at: this.ports.clock.now(),
            level: 'warning',
            message: `${messageOf(error)} Asking again (try ${number}).`,
          });
          this.#stopIfCancelled();
        },
        sleep: milliseconds => this.#watch.sleep(milliseconds),
      });
    } catch (error) {
      if (error instanceof Silent && last) {
        return last;
      }
      throw error;
    }
  }

  #orEnd<T>(phase: Phase, result: Result<T>): T {
    if (result.ok) {
      return result.value;
    }
    return this.#fail(
      phase,
      result.problems
        .filter(({ severity }) => severity === 'error')
        .map(failureOf),
    );
  }

  #fail(phase: Phase, failures: StepFailure[]): never {
    this.#phase(phase, 'failed', failures[0]?.message);
    throw new Ended({ status: 'failed', failures, applies: 0, deletes: 0 });
  }

  #stopIfCancelled(): void {
    if (this.ports.cancel.aborted) {
      throw new Ended({ status: 'cancelled', failures: [] });
    }
  }

  #phase(
    phase: Phase,
    status: 'started' | 'done' | 'failed',
    message?: string,
  ): void {
    const at = this.ports.clock.now();
    const began = this.#began.get(phase) ?? at;
    this.#began.set(phase, began);
    this.#emit({
      type: 'phase',
      at,
      phase,
      status,
      ...(message !== undefined && { message }),
      ...(status !== 'started' && { durationMs: at - began }),
    });
  }

  #emit(event: RunEvent): void {
    this.ports.sink(this.#redactor.event(event));
  }
}

/** What an earlier worker has done is asked for no more. */
function stillThere(
  addresses: string[] | undefined,
  { resources }: EnvironmentState,
): string[] | undefined {
  return addresses?.filter(address =>
    resources.some(record => record.address === address),
  );
}

function silenceIn(problems: Problem[]): Problem | undefined {
  return problems.find(({ code }) => code === 'TargetUnavailable');
}

function failureOf(problem: Problem): StepFailure {
  return {
    address: problem.address ?? 'plan',
    code: problem.code,
    message: problem.message,
  };
}

/** Why a plan may not run. */
function refusals(plan: PlannedNow): StepFailure[] {
  return [
    ...plan.policies.filter(isDenied).map(({ policy, subject, message }) => ({
      address: subject,
      code: 'PolicyDenied',
      message: `policy ${policy}: ${message}`,
    })),
    ...plan.consents
      .filter(({ required, given }) => required && !given)
      .map(({ subject, message }) => ({
        address: subject,
        code: 'ConsentMissing',
        message,
      })),
  ];
}

/**
 * Runs one reviewed plan (docs/reference/semantics.md, Deploy). Settles what older runs left, plans again, compares,
 * executes. Never rejects for what happens in the world: every end is an outcome. The
 * caller needs no `recoverEnvironment` before it.
 */
export async function runDeployment(
  order: RunOrder,
  ports: RunPorts,
): Promise<RunOutcome> {
  const run = new Run(order, ports);
  try {
    return await run.run();
  } catch (error) {
    return run.interrupted(error);
  }
}
