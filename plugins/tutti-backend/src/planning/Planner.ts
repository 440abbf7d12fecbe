import {
  Driver,
  DryRunLimits,
  fail,
  PlanRequest,
  Problem,
  Result,
  RunOutcome,
  RunStore,
  Secret,
  succeed,
} from '@tutti/engine';
import { patiently } from '../faults';
import { Metrics } from '../metrics';
import { PlanBasis, PlanSource, WrittenPlan, WrittenStep } from '../plans';
import { environmentState, RouteClaim, Store, StoredPlan } from '../store';
import {
  byRevision,
  CrossingPlanPorts,
  driversAcross,
  EngineThreads,
  Jobs,
  JobTooLarge,
  RunOnlyPorts,
  storeAcross,
  targetAcross,
} from '../threads';
import { Drawing } from './Drawing';
import { NotPlannable } from './goneSince';
import { PlanRequests, Subject } from './PlanRequests';
import { PlanDeadline } from './PlanDeadline';
import { Actors } from './Actors';
import { Targets } from './Targets';
import { SecretStores } from './SecretStores';

/** A plan that was made, to be stored. */
export type PlannedPaper = WrittenPlan & {
  steps: WrittenStep[];
  basis: PlanBasis;
};

/** One that its maker runs at once: ends its drawing in any case. */
export type DrawnPaper = PlannedPaper & { drawing: Drawing };

/** What a run may touch, as its worker has it. */
export type WorkerPorts = Omit<RunOnlyPorts, 'store' | 'readSecret'> & {
  store: RunStore;
  signal: AbortSignal;
};

/** Has plans made and run by the engine's threads: for whoever asks and for the worker that runs. */
export class Planner {
  constructor(
    private readonly options: {
      store: Store;
      requests: PlanRequests;
      targets: Targets;
      actors: Actors;
      drivers: Record<string, Driver>;
      secretStores: SecretStores;
      digestKey: Buffer;
      dryRun: DryRunLimits;
      engine: EngineThreads;
      metrics: Metrics;
    },
  ) {}

  /**
   * Takes the hosts and paths of its routes for the environment.
   *
   * @throws ServiceUnavailableError while no platform serves.
   */
  async plan(
    subject: Subject,
    signal: AbortSignal,
    deadline?: PlanDeadline,
  ): Promise<Result<PlannedPaper>> {
    return this.#measured(() =>
      this.#plan(subject, signal, deadline, ask =>
        this.options.engine.run('plan', ask),
      ),
    );
  }

  /**
   * As `plan`, for the run that follows at once under the same lease (`runDrawn`).
   *
   * @throws ServiceUnavailableError while no platform serves.
   */
  draw(subject: Subject, signal: AbortSignal): Promise<Result<DrawnPaper>> {
    return this.#measured(() =>
      this.#plan(subject, signal, undefined, async ask => {
        const drawn = await Drawing.make(this.options.engine, ask);
        return drawn.ok
          ? succeed(
              { ...drawn.value.written, drawing: drawn.value.drawing },
              drawn.problems,
            )
          : drawn;
      }),
    );
  }

  async #measured<T>(make: () => Promise<Result<T>>): Promise<Result<T>> {
    const { metrics } = this.options;
    const began = performance.now();
    try {
      const result = await make();
      metrics.planned(
        result.ok ? 'made' : 'refused',
        performance.now() - began,
      );
      return result;
    } catch (error) {
      metrics.planned('failed', performance.now() - began);
      throw error;
    }
  }

  async #plan<Written extends WrittenPlan>(
    subject: Subject,
    signal: AbortSignal,
    deadline: PlanDeadline | undefined,
    make: (ask: Jobs['plan']['ask']) => Promise<Result<Written>>,
  ): Promise<Result<Written & PlannedPaper>> {
    const { store, requests } = this.options;
    const { id } = subject.environment;
    const steps: WrittenStep[] = [];
    try {
      const asked = await requests.of(subject);
      const { request, ...platforms } = across(asked.request);
      const state = await environmentState(store, id);
      const generated = await store.generatedValues.all(id);
      const planned = await make({
        ...platforms,
        request: { ...request, state },
        ports: this.#ports(subject, generated, signal, 'plan', deadline),
        keepSteps: async more => {
          steps.push(...more);
        },
      });
      return planned.ok
        ? succeed(
            {
              ...planned.value,
              steps,
              basis: {
                ...subject.basis,
                versions: asked.versions,
                revision: planned.value.head.platformRevision,
              },
            },
            planned.problems,
          )
        : planned;
    } catch (error) {
      return fail(whyUnplanned(error));
    }
  }

  /** Runs a reviewed plan to its end. @throws ServiceUnavailableError while no platform serves. */
  run(
    subject: Subject,
    order: {
      reviewed: StoredPlan;
      resumes: boolean;
      /** Of exact plans, by the address of their step. */
      approved?: Record<string, string>;
      deploymentId: string;
    },
    ports: WorkerPorts,
    /** Told when the request could not be built yet: the run itself asks again by its own rules. */
    onRetry: (attempt: number, error: unknown) => void,
  ): Promise<RunOutcome> {
    const { reviewed, resumes, approved, deploymentId } = order;
    const { signal } = ports;
    return outcomeOf(async () => {
      const { engine, store, requests } = this.options;
      const { request, generated } = await patiently(
        async () => ({
          ...(await requests.of(subject)),
          generated: await store.generatedValues.all(subject.environment.id),
        }),
        { signal, onRetry },
      );
      return engine.run('run', {
        reviewed: storedSource(store, reviewed),
        resumes,
        deployment: deploymentId,
        ...(approved && { approved }),
        ...across(request),
        ports: {
          ...this.#ports(subject, generated, signal, { deploymentId }),
          ...this.#runPorts(ports),
        },
      });
    });
  }

  /** Runs what was drawn just now to its end. */
  runDrawn(
    { drawing }: DrawnPaper,
    {
      deploymentId,
      environmentId,
    }: { deploymentId: string; environmentId: string },
    ports: WorkerPorts,
  ): Promise<RunOutcome> {
    const { signal } = ports;
    return outcomeOf(() =>
      drawing.run({
        deployment: deploymentId,
        ports: {
          ...this.#runPorts(ports),
          claimRoutes: this.#claimRoutes(environmentId, { deploymentId }),
          signal,
        },
      }),
    );
  }

  #ports(
    { environment: { id: environmentId }, requestedBy }: Subject,
    generated: Map<string, Secret>,
    signal: AbortSignal,
    routesFor: RouteClaim['for'],
    deadline?: PlanDeadline,
  ): CrossingPlanPorts {
    const { targets, actors, drivers, digestKey, dryRun } = this.options;
    return {
      drivers: driversAcross(drivers, deadline),
      openTarget: async place =>
        targetAcross(
          await targets.open(
            place,
            targets.impersonates(place)
              ? await actors.find(requestedBy)
              : undefined,
          ),
        ),
      generated,
      claimRoutes: this.#claimRoutes(environmentId, routesFor),
      dryRun,
      digestKey,
      signal,
    };
  }

  #claimRoutes(
    environmentId: string,
    routesFor: RouteClaim['for'],
  ): CrossingPlanPorts['claimRoutes'] {
    return (cluster, routes) =>
      this.options.store.claimRoutes({
        cluster,
        environmentId,
        routes,
        for: routesFor,
      });
  }

  #runPorts({ store, signal: _signal, ...ports }: WorkerPorts): RunOnlyPorts {
    return {
      ...ports,
      store: storeAcross(store),
      readSecret: (reference, place, abort) =>
        this.options.secretStores.read(reference, place, abort),
    };
  }
}

/** Platforms are large: a thread asks for those that it does not have. */
function across({
  platform,
  restores,
  ...request
}: Omit<PlanRequest, 'state'>) {
  return {
    request,
    platform: byRevision(platform),
    ...(restores && { restores: byRevision(restores.platform) }),
  };
}

/** @throws what is no limit of a thread, and nothing that is gone */
function whyUnplanned(error: unknown): Problem[] {
  if (error instanceof NotPlannable) {
    return error.problems;
  }
  if (!(error instanceof JobTooLarge)) {
    throw error;
  }
  return [
    {
      severity: 'error',
      code: 'PlanTooLarge',
      message: `The plan could not be made. ${error.message}.`,
      hint: 'Split the application, or ask for less in one Score file.',
    },
  ];
}

/** What keeps a run from beginning is its outcome. @throws what is no limit of a thread, and nothing that is gone */
async function outcomeOf(run: () => Promise<RunOutcome>): Promise<RunOutcome> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NotPlannable) {
      const moved = error.problems.map(({ message }) => message);
      return { status: 'stale', moved };
    }
    if (!(error instanceof JobTooLarge)) {
      throw error;
    }
    return { status: 'interrupted', message: `${error.message}.` };
  }
}

/** Steps that a thread reads at once. */
const STEPS_AT_ONCE = 200;

function storedSource(store: Store, { id, plan }: StoredPlan): PlanSource {
  return {
    hash: plan.hash,
    rest: () => store.plans.rest(id),
    steps: cursor =>
      store.planSteps.texts(id, { cursor, limit: STEPS_AT_ONCE }),
  };
}
