import {
  bindingOf,
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
  Workload,
} from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { patiently } from '../faults';
import { Metrics } from '../metrics';
import {
  PlanBasis,
  PlanSource,
  ValueVersions,
  WrittenPlan,
  WrittenStep,
} from '../plans';
import { ActivePlatform, CatalogFacts, PlatformConfig } from '../platform';
import {
  ApplicationRecord,
  BoundTarget,
  EnvironmentRecord,
  environmentState,
  Images,
  RouteClaim,
  Store,
  StoredPlan,
} from '../store';
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
import { goneSince, NotPlannable } from './goneSince';
import { findNeighbours } from './neighbours';
import { PlanDeadline } from './PlanDeadline';
import { withPins } from './imagePins';
import { reserveNamespace } from './reservations';
import { Actors } from './Actors';
import { Targets } from './Targets';
import { SecretStores } from './SecretStores';
import { valuesFor } from './values';

/** What a plan or a run is about. */
export interface Subject {
  application: ApplicationRecord;
  environment: EnvironmentRecord;
  release: { hash: string; workloads: Workload[]; images: Images };
  input: PlanInput;
  basis: PlanBasis;
  /** Who asked for it: a cluster may be written to in their name. */
  requestedBy: string;
}

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

/**
 * Builds the engine's requests from the database: the route that plans and the worker that runs
 * use this one, so that the same facts give the same plan.
 */
export class Planner {
  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      config: PlatformConfig;
      catalog: CatalogFacts;
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
    const { store } = this.options;
    const { id } = subject.environment;
    const steps: WrittenStep[] = [];
    try {
      const asked = await this.#asked(subject);
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
      const { request, generated } = await patiently(
        async () => ({
          request: await this.request(subject),
          generated: await this.options.store.generatedValues.all(
            subject.environment.id,
          ),
        }),
        { signal, onRetry },
      );
      const { engine, store } = this.options;
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

  /**
   * Without the state, which a run reads for itself.
   *
   * @throws NotPlannable where what it goes back to needs what is gone; ServiceUnavailableError while
   *   no platform serves.
   */
  async request(
    subject: Omit<Subject, 'requestedBy'>,
  ): Promise<Omit<PlanRequest, 'state'>> {
    return (await this.#asked(subject)).request;
  }

  async #asked(subject: Omit<Subject, 'requestedBy'>): Promise<{
    request: Omit<PlanRequest, 'state'>;
    /** Of values and secrets, those that there are. */
    versions: ValueVersions;
  }> {
    const { store, config, catalog } = this.options;
    const { environment, input, basis } = subject;
    const release = withPins(subject.release, basis.images?.pins);
    const platform = basis.repairs
      ? await this.options.platform.of(basis.repairs.revision)
      : await this.options.platform.demand();
    const application = await catalog.refreshOne(subject.application);
    const { owner } = application;
    const { versions, ...given } = await valuesFor(
      store,
      environment,
      basis.pinned,
    );
    const { restores } = basis;
    if (restores && basis.pinned && !basis.repairs) {
      const gone = goneSince(basis.pinned, given, restores.number);
      if (gone.length > 0) {
        throw new NotPlannable(gone);
      }
    }
    const request = {
      platform,
      application: {
        id: application.id,
        name: application.name,
        ...(owner && { owner }),
        labels: application.entity?.labels ?? {},
      },
      environment: {
        id: environment.id,
        name: environment.name,
        type: environment.type,
      },
      release: release.hash,
      workloads: release.workloads,
      images: release.images,
      ...given,
      platformValues: config.values,
      platformSecrets: config.secrets,
      neighbours: await findNeighbours(
        store,
        { application, environment },
        release.workloads,
      ),
      force: input.force ?? false,
      destroy: input.destroy ?? false,
      consent: input.consent ?? [],
      moves: input.moves ?? [],
      destroyed: removedBy(input, 'destroy'),
      detached: removedBy(input, 'detach'),
      rotate: input.rotate ?? [],
      ...(input.repair && { repair: input.repair }),
      ...(input.refresh && { refresh: input.refresh }),
      accepted: await store.drift.accepted(environment.id),
      overlays: basis.overlays,
      restart: input.restart ?? [],
      ...(restores && {
        restores: {
          platform: await this.options.platform.of(restores.revision),
        },
      }),
      reservedNamespaces: config.reservedNamespaces,
    };
    const target =
      environment.target ?? (await this.#reserve(subject, request));
    return {
      request: {
        ...request,
        environment: { ...request.environment, ...(target && { target }) },
      },
      versions,
    };
  }

  /** Without a target that matches there is nothing to reserve: the plan says so. */
  async #reserve(
    { environment }: Pick<Subject, 'environment'>,
    request: Omit<PlanRequest, 'state'>,
  ): Promise<BoundTarget | undefined> {
    const binding = bindingOf(request);
    if (!binding.ok) {
      return undefined;
    }
    return request.platform.targets[binding.value.name]?.shared
      ? binding.value
      : reserveNamespace(this.options.store, environment, binding.value);
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

function removedBy(
  { remove = [] }: PlanInput,
  manner: 'destroy' | 'detach',
): string[] {
  return remove.flatMap(({ address, how }) =>
    how === manner ? [address] : [],
  );
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
