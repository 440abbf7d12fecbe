import {
  bindingOf,
  Driver,
  fail,
  Plan,
  Platform,
  PlanRequest,
  Result,
  RunLimits,
  RunOutcome,
  RunStore,
  Sink,
  Workload,
} from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { patiently } from '../faults';
import { Metrics } from '../metrics';
import { ActivePlatform, CatalogFacts, PlatformConfig } from '../platform';
import {
  ApplicationRecord,
  BoundTarget,
  EnvironmentRecord,
  environmentState,
  Images,
  RouteClaim,
  Store,
} from '../store';
import {
  CrossingPlanPorts,
  driversAcross,
  EngineThreads,
  JobTooLarge,
  storeAcross,
  targetAcross,
} from '../threads';
import { findNeighbours } from './neighbours';
import { reserveNamespace } from './reservations';
import { Targets } from './Targets';
import { valuesFor } from './values';

/** What a plan or a run is about. */
export interface Subject {
  application: ApplicationRecord;
  environment: EnvironmentRecord;
  release: { hash: string; workloads: Workload[]; images: Images };
  input: PlanInput;
}

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
      drivers: Record<string, Driver>;
      digestKey: Buffer;
      engine: EngineThreads;
      metrics: Metrics;
    },
  ) {}

  /**
   * @param routes whether hosts and paths are taken for the environment, or only looked at
   * @throws ServiceUnavailableError while no platform serves.
   */
  async plan(
    subject: Subject,
    signal: AbortSignal,
    routes: 'plan' | 'look' = 'plan',
  ): Promise<Result<Plan>> {
    const { metrics } = this.options;
    const began = performance.now();
    try {
      const result = await this.#plan(subject, signal, routes);
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
    routes: RouteClaim['for'],
  ): Promise<Result<Plan>> {
    const { engine, store } = this.options;
    const { platform, ...request } = await this.request(subject);
    const { id } = subject.environment;
    try {
      return await engine.run('plan', {
        request: { ...request, state: await environmentState(store, id) },
        platform: byRevision(platform),
        ports: await this.#ports(id, signal, routes),
      });
    } catch (error) {
      if (!(error instanceof JobTooLarge)) {
        throw error;
      }
      return fail([
        {
          severity: 'error',
          code: 'PlanTooLarge',
          message: `The plan could not be made. ${error.message}.`,
          hint: 'Split the application, or ask for less in one Score file.',
        },
      ]);
    }
  }

  /** Runs a reviewed plan to its end. @throws ServiceUnavailableError while no platform serves. */
  async run(
    subject: Subject,
    {
      deploymentId,
      ...order
    }: {
      reviewed: Plan;
      resumes: boolean;
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
    const [{ platform, ...request }, planPorts] = await patiently(
      async () =>
        [
          await this.request(subject),
          await this.#ports(subject.environment.id, signal, { deploymentId }),
        ] as const,
      { signal, onRetry },
    );
    try {
      return await this.options.engine.run('run', {
        ...order,
        request,
        platform: byRevision(platform),
        ports: {
          ...planPorts,
          ...crossing,
          store: storeAcross(store),
        },
      });
    } catch (error) {
      if (!(error instanceof JobTooLarge)) {
        throw error;
      }
      return { status: 'interrupted', message: `${error.message}.` };
    }
  }

  /** Without the state, which a run reads for itself. */
  async request(subject: Subject): Promise<Omit<PlanRequest, 'state'>> {
    const { store, config, catalog } = this.options;
    const { environment, release, input } = subject;
    const platform = await this.options.platform.demand();
    const application = await catalog.refreshOne(subject.application);
    const { owner } = application;
    const { values, secrets } = await valuesFor(store, environment);
    const request = {
      platform,
      application: {
        id: application.id,
        name: application.name,
        ...(owner && { owner }),
        ...(application.declared && { declared: true }),
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
      values,
      secrets,
      platformValues: config.values,
      platformSecrets: config.secrets,
      neighbours: await findNeighbours(
        store,
        { application, environment },
        release.workloads,
      ),
      force: input.force ?? false,
      consent: input.consent ?? [],
      moves: input.moves ?? [],
      reservedNamespaces: config.reservedNamespaces,
    };
    const target =
      environment.target ?? (await this.#reserve(subject, request));
    return {
      ...request,
      environment: { ...request.environment, ...(target && { target }) },
    };
  }

  /** Without a target that matches there is nothing to reserve: the plan says so. */
  async #reserve(
    { environment }: Subject,
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

  async #ports(
    environmentId: string,
    signal: AbortSignal,
    routesFor: RouteClaim['for'],
  ): Promise<CrossingPlanPorts> {
    const { store, targets, drivers, digestKey } = this.options;
    return {
      drivers: driversAcross(drivers),
      openTarget: async place => targetAcross(await targets.open(place)),
      generated: await store.generatedValues.all(environmentId),
      claimRoutes: (cluster, routes) =>
        store.claimRoutes({ cluster, environmentId, routes, for: routesFor }),
      digestKey,
      signal,
    };
  }
}

function byRevision(platform: Platform) {
  return { revision: platform.revision, fetch: async () => platform };
}
