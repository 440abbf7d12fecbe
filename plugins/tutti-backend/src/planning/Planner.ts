import {
  bindingOf,
  Driver,
  DryRunLimits,
  EnvironmentState,
  fail,
  PlanRequest,
  Problem,
  Result,
  RunLimits,
  RunOutcome,
  RunStore,
  Secret,
  Sink,
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
  JobTooLarge,
  storeAcross,
  targetAcross,
} from '../threads';
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

/** What was read of the database for a plan. */
export interface Facts {
  request: Omit<PlanRequest, 'state'>;
  /** Of values and secrets, those that there are. */
  versions: ValueVersions;
  state: EnvironmentState;
  /** Generated values, by `generatedKey`. */
  generated: Map<string, Secret>;
}

/** A plan that was made, to be stored. */
export type PlannedPaper = WrittenPlan & {
  steps: WrittenStep[];
  basis: PlanBasis;
  /** What it is about, and what it was made from; neither is stored. */
  subject: Subject;
  facts: Facts;
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
    const { metrics } = this.options;
    const began = performance.now();
    try {
      const result = await this.#plan(subject, signal, deadline);
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

  async #plan(
    subject: Subject,
    signal: AbortSignal,
    deadline?: PlanDeadline,
  ): Promise<Result<PlannedPaper>> {
    const steps: WrittenStep[] = [];
    try {
      const facts = await this.#facts(subject);
      const { request, ...platforms } = across(facts.request);
      const planned = await this.options.engine.run('plan', {
        ...platforms,
        request: { ...request, state: facts.state },
        ports: this.#ports(subject, facts, signal, 'plan', deadline),
        keepSteps: async more => {
          steps.push(...more);
        },
      });
      return planned.ok
        ? succeed(
            {
              ...planned.value,
              steps,
              subject,
              facts,
              basis: {
                ...subject.basis,
                versions: facts.versions,
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

  async #facts(subject: Subject): Promise<Facts> {
    const { store } = this.options;
    const { id } = subject.environment;
    return {
      ...(await this.#asked(subject)),
      state: await environmentState(store, id),
      generated: await store.generatedValues.all(id),
    };
  }

  /** Runs a reviewed plan to its end. @throws ServiceUnavailableError while no platform serves. */
  async run(
    subject: Subject,
    {
      deploymentId,
      reviewed,
      paper,
      resumes,
      approved,
    }: {
      reviewed: StoredPlan;
      /** Where it was made just now, under the same lease: nothing of it is asked for again. */
      paper?: PlannedPaper;
      resumes: boolean;
      /** Of exact plans, by the address of their step. */
      approved?: Record<string, string>;
      deploymentId: string;
    },
    ports: {
      store: RunStore;
      leaseEnd: BigInt64Array;
      sink: Sink;
      cancel: AbortSignal;
      signal: AbortSignal;
      limits: Partial<RunLimits>;
      unforeseen(errorId: string, trace: string): void;
      /** Told when the request could not be built yet: the run itself asks again by its own rules. */
      onRetry(attempt: number, error: unknown): void;
    },
  ): Promise<RunOutcome> {
    const { store, signal, onRetry, ...crossing } = ports;
    try {
      const facts =
        paper?.facts ??
        (await patiently(
          async () => ({
            request: await this.request(subject),
            generated: await this.options.store.generatedValues.all(
              subject.environment.id,
            ),
          }),
          { signal, onRetry },
        ));
      return await this.options.engine.run('run', {
        reviewed: paper
          ? paperSource(paper)
          : storedSource(this.options.store, reviewed),
        resumes,
        deployment: deploymentId,
        ...(approved && { approved }),
        ...across(facts.request),
        ports: {
          ...this.#ports(subject, facts, signal, { deploymentId }),
          ...crossing,
          store: storeAcross(store),
          readSecret: (reference, place, abort) =>
            this.options.secretStores.read(reference, place, abort),
        },
      });
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

  async #asked(
    subject: Omit<Subject, 'requestedBy'>,
  ): Promise<Pick<Facts, 'request' | 'versions'>> {
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
    { generated }: Pick<Facts, 'generated'>,
    signal: AbortSignal,
    routesFor: RouteClaim['for'],
    deadline?: PlanDeadline,
  ): CrossingPlanPorts {
    const { store, targets, actors, drivers, digestKey, dryRun } = this.options;
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
      claimRoutes: (cluster, routes) =>
        store.claimRoutes({ cluster, environmentId, routes, for: routesFor }),
      dryRun,
      digestKey,
      signal,
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

function paperSource({ head, rest, steps }: PlannedPaper): PlanSource {
  return {
    hash: head.hash,
    rest: async () => rest,
    steps: async () => ({ texts: steps.map(({ text }) => text) }),
  };
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
