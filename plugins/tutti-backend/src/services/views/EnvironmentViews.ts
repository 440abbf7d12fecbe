import { matchTarget, own, Platform } from '@tutti/engine';
import {
  AllowedActions,
  compareNames,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { Targets } from '../../planning';
import {
  DeploymentRecord,
  InventoryObject,
  ReleaseHead,
  Store,
  WorkloadMark,
} from '../../store';
import { HealthObserver, summariseHealth } from '../health';
import { Place } from '../Lookup';
import { endpointsOf } from './endpoints';
import { changedWorkloads } from './pendingChanges';
import { isoTime, releaseSummary } from './releases';

const NO_WORKLOAD = 'There is nothing to deploy: add a workload first';

/** A list waits this long for clusters, then shows what is known. */
const HEALTH_WITHIN_MS = 1_500;

/**
 * Environments as tiles and cells: desired, applied and observed kept apart. A fixed number of
 * queries, however many there are. `allowed` says what their state permits, no more.
 */
export class EnvironmentViews {
  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
    private readonly targets: Targets,
    private readonly health: HealthObserver,
  ) {}

  async one(place: Place): Promise<EnvironmentSummary> {
    const [view] = await this.list([place]);
    return view;
  }

  /** In rank order, then by name. */
  async list(places: Place[]): Promise<EnvironmentSummary[]> {
    const platform = await this.platform.find();
    const facts = await this.#facts(places);
    const views = await Promise.all(
      places.map(place => this.#view(place, platform, facts)),
    );
    return views.sort(
      (a, b) => a.rank - b.rank || compareNames(a.name, b.name),
    );
  }

  async #view(
    { application, environment }: Place,
    platform: Platform | undefined,
    facts: Facts,
  ): Promise<EnvironmentSummary> {
    const type = platform && own(platform.environmentTypes, environment.type);
    const last = facts.last.get(environment.id);
    const lastRelease = last && facts.releases.get(last.releaseId);
    const success = facts.success.get(environment.id);
    const release = success && facts.releases.get(success.releaseId);
    const progress = last && facts.progress.get(last.id);
    const observation = await this.health.observe(
      environment,
      HEALTH_WITHIN_MS,
    );
    return {
      id: environment.id,
      name: environment.name,
      type: environment.type,
      typeTitle: type?.title ?? environment.type,
      rank: type?.rank ?? Number.MAX_SAFE_INTEGER,
      ...(environment.target && {
        cluster: environment.target.cluster,
        namespace: environment.target.namespace,
      }),
      simulated: this.#isSimulated({ application, environment }, platform),
      ...(release && { release: releaseSummary(release) }),
      ...(last &&
        lastRelease && {
          lastDeployment: {
            id: last.id,
            number: last.number,
            status: last.status,
            release: releaseSummary(lastRelease),
            requestedBy: last.requestedBy,
            requestedAt: isoTime(last.requestedAt),
            ...(last.finishedAt && { finishedAt: isoTime(last.finishedAt) }),
            progress: progress ?? { done: 0, of: 0 },
            ...(last.failures[0] && { failure: last.failures[0].message }),
          },
        }),
      health: summariseHealth(observation),
      endpoints: endpointsOf(facts.objects.get(environment.id) ?? []),
      pendingChanges: await this.#pending({ application, environment }, facts),
      allowed: {
        deploy: deployable(environment, type !== undefined, platform, {
          workloads: facts.marks.get(application.id)?.length ?? 0,
          last,
          lastRelease,
        }),
        secrets: { allowed: true },
        unlock: environment.blocked
          ? { allowed: true }
          : { allowed: false, reason: 'It is not locked' },
      } satisfies AllowedActions,
    };
  }

  async #pending(
    { application, environment }: Place,
    facts: Facts,
  ): Promise<number> {
    const marks = facts.marks.get(application.id) ?? [];
    const success = facts.success.get(environment.id);
    const release = success && facts.releases.get(success.releaseId);
    if (!success || !release) {
      return marks.length;
    }
    const given = facts.givenImages.get(success.planId) ?? {};
    return (
      changedWorkloads(marks, release, given) +
      (await this.store.countValuesChangedSince(
        [application.id, environment.id],
        success.startedAt ?? success.requestedAt,
      ))
    );
  }

  #isSimulated(
    { application, environment }: Place,
    platform: Platform | undefined,
  ): boolean {
    const { target } = environment;
    if (target) {
      return this.targets.isSimulated(target.driver, target.cluster);
    }
    const { owner } = application;
    const winner =
      platform &&
      matchTarget(platform, {
        application: application.name,
        environment: environment.name,
        environmentType: environment.type,
        ...(owner && { owner }),
        labels: application.entity?.labels ?? {},
      }).winner;
    const matched = winner ? platform?.targets[winner] : undefined;
    return matched
      ? this.targets.isSimulated(matched.driver, matched.cluster)
      : false;
  }

  async #facts(places: Place[]): Promise<Facts> {
    const { store } = this;
    const ids = places.map(({ environment }) => environment.id);
    const applicationIds = [
      ...new Set(places.map(({ application }) => application.id)),
    ];
    const last = await store.deployments.lastOf(ids);
    const success = await store.deployments.lastSuccessOf(ids);
    const deployments = [...last.values(), ...success.values()];
    const objects = new Map<string, InventoryObject[]>();
    for (const object of await store.objects.list(ids)) {
      const known = objects.get(object.environmentId) ?? [];
      objects.set(object.environmentId, known);
      known.push(object);
    }
    return {
      last,
      success,
      objects,
      releases: await store.releases.heads(
        deployments.map(({ releaseId }) => releaseId),
      ),
      progress: await store.steps.progressOf(
        [...last.values()].map(({ id }) => id),
      ),
      marks: await store.workloads.marksOf(applicationIds),
      givenImages: await store.plans.givenImages(
        [...success.values()].map(({ planId }) => planId),
      ),
    };
  }
}

interface Facts {
  last: Map<string, DeploymentRecord>;
  success: Map<string, DeploymentRecord>;
  releases: Map<string, ReleaseHead>;
  progress: Map<string, { done: number; of: number }>;
  objects: Map<string, InventoryObject[]>;
  marks: Map<string, WorkloadMark[]>;
  givenImages: Map<string, Record<string, Record<string, string>>>;
}

function deployable(
  { blocked, type }: Place['environment'],
  hasType: boolean,
  platform: Platform | undefined,
  content: {
    workloads: number;
    last?: DeploymentRecord;
    lastRelease?: ReleaseHead;
  },
): AllowedActions[string] {
  if (blocked) {
    return { allowed: false, reason: `It is locked: ${blocked}` };
  }
  if (!platform) {
    return { allowed: false, reason: 'No platform is in use yet' };
  }
  if (!hasType) {
    return {
      allowed: false,
      reason: `The platform has no environment type '${type}'`,
    };
  }
  // Without workloads there is still something to do where some were deployed: to remove them.
  const { workloads, last, lastRelease } = content;
  const isEmpty =
    !last ||
    (last.status === 'succeeded' &&
      Object.keys(lastRelease?.digests ?? {}).length === 0);
  return workloads === 0 && isEmpty
    ? { allowed: false, reason: NO_WORKLOAD }
    : { allowed: true };
}
