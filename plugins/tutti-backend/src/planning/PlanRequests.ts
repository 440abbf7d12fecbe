import { bindingOf, PlanRequest, Workload } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { PlanBasis, ValueVersions } from '../plans';
import { ActivePlatform, CatalogFacts, PlatformConfig } from '../platform';
import {
  ApplicationRecord,
  BoundTarget,
  EnvironmentRecord,
  Images,
  Store,
} from '../store';
import { goneSince, NotPlannable } from './goneSince';
import { withPins } from './imagePins';
import { findNeighbours } from './neighbours';
import { reserveNamespace } from './reservations';
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

/**
 * Builds the engine's requests from the database: the route that plans and the worker that runs
 * use this one, so that the same facts give the same plan.
 */
export class PlanRequests {
  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      config: PlatformConfig;
      catalog: CatalogFacts;
    },
  ) {}

  /**
   * Without the state, which a run reads for itself.
   *
   * @throws NotPlannable where what it goes back to needs what is gone; ServiceUnavailableError while
   *   no platform serves.
   */
  async of(subject: Omit<Subject, 'requestedBy'>): Promise<{
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
}

function removedBy(
  { remove = [] }: PlanInput,
  manner: 'destroy' | 'detach',
): string[] {
  return remove.flatMap(({ address, how }) =>
    how === manner ? [address] : [],
  );
}
