import { own } from '@tutti/engine';
import {
  Application,
  ApplicationSummary,
  compareNames,
  EnvironmentSummary,
  Workload,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';
import { openContainers } from '../../planning';
import {
  ApplicationRecord,
  claimOf,
  Images,
  Store,
  WorkloadRecord,
} from '../../store';
import { WorkloadSources } from '../../sources';
import { Lookup } from '../Lookup';
import { EnvironmentViews } from './EnvironmentViews';
import { isoTime } from './releases';

/** Applications as the API shows them. `allowed` says what their state permits, no more. */
export class ApplicationViews {
  constructor(
    private readonly store: Store,
    private readonly environments: EnvironmentViews,
    private readonly sources: WorkloadSources,
  ) {}

  async summaries(
    applications: ApplicationRecord[],
  ): Promise<ApplicationSummary[]> {
    const environments = await this.#environmentsOf(applications);
    return applications.map(application => ({
      ...head(application),
      environments: environments.get(application.id) ?? [],
    }));
  }

  async one(application: ApplicationRecord): Promise<Application> {
    const { store } = this;
    const workloads =
      (await store.workloads.listOf([application.id])).get(application.id) ??
      [];
    const newest = (await store.releases.newestOf([application.id])).get(
      application.id,
    );
    const environments = await this.#environmentsOf([application]);
    const claim = claimOf(application);
    return {
      ...head(application),
      ...(application.description && { description: application.description }),
      createdAt: isoTime(application.createdAt),
      declared: application.declared,
      ...(claim && { claim }),
      offers: application.offers,
      ...(application.repositories && {
        repositories: application.repositories,
      }),
      workloads: workloads
        .map(workload => workloadSummary(workload, newest?.images ?? {}))
        .sort((a, b) => compareNames(a.name, b.name)),
      environments: environments.get(application.id) ?? [],
      allowed: {
        update: { allowed: true },
        createEnvironment: { allowed: true },
        delete: application.declared
          ? {
              allowed: false,
              reason: 'It is declared in platform files: remove it there first',
            }
          : { allowed: true },
        confirmOwner: claim
          ? { allowed: true }
          : { allowed: false, reason: 'Nobody names another owner.' },
      },
    };
  }

  async workload(workload: WorkloadRecord): Promise<Workload> {
    const newest = (
      await this.store.releases.newestOf([workload.applicationId])
    ).get(workload.applicationId);
    const { current, check } = workload;
    return {
      ...workloadSummary(workload, newest?.images ?? {}),
      score: current.score,
      version: current.version,
      updatedAt: isoTime(current.createdAt),
      updatedBy: current.createdBy,
      ...(check && { checkedAt: isoTime(check.checkedAt) }),
      edit: this.sources.editOf(workload.source),
    };
  }

  async #environmentsOf(
    applications: ApplicationRecord[],
  ): Promise<Map<string, EnvironmentSummary[]>> {
    const places = await new Lookup(this.store).places(applications);
    const applicationOf = new Map(
      places.map(place => [place.environment.id, place.application.id]),
    );
    const found = new Map<string, EnvironmentSummary[]>();
    for (const view of await this.environments.list(places)) {
      const id = applicationOf.get(view.id) ?? '';
      const views = found.get(id) ?? [];
      found.set(id, views);
      views.push(view);
    }
    return found;
  }
}

function head(application: ApplicationRecord) {
  const { owner } = application;
  return {
    id: application.id,
    name: application.name,
    title: application.title,
    ...(owner && { owner }),
    ...(application.entityRef && { entityRef: application.entityRef }),
  };
}

function workloadSummary(
  { name, source, defaultImages, current, good, check }: WorkloadRecord,
  newest: Images,
): WorkloadSummary {
  const workload = good?.workload;
  const open = workload ? openContainers(workload) : [];
  return {
    name,
    source,
    images: Object.fromEntries(
      Object.entries(workload?.containers ?? {}).map(
        ([container, { image }]) => [
          container,
          open.includes(container)
            ? own(own(newest, name) ?? {}, container) ??
              own(defaultImages, container) ??
              image
            : image,
        ],
      ),
    ),
    openImages: open,
    resources: Object.entries(workload?.resources ?? {}).map(
      ([resource, { type, class: resourceClass, id }]) => ({
        name: resource,
        type,
        class: resourceClass,
        ...(id && { id }),
      }),
    ),
    problems: [...(check?.problem ? [check.problem] : []), ...current.problems],
  };
}
