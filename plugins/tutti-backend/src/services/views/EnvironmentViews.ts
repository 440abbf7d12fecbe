import {
  EnvironmentType,
  groupBy,
  matchTarget,
  NO_OVERLAYS,
  openWindow,
  own,
  Platform,
} from '@tutti/engine';
import {
  AllowedActions,
  compareNames,
  EnvironmentSummary,
  FINAL_STATUSES,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { Targets, valuesAt } from '../../planning';
import {
  DeploymentRecord,
  InventoryObject,
  PlannedFacts,
  PreviewRecord,
  ReleaseHead,
  Store,
  WorkloadMark,
} from '../../store';
import { HealthObserver, Observation, summariseHealth } from '../health';
import { Place } from '../Lookup';
import { ENDPOINT_KINDS, endpointsOf } from './endpoints';
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
    const health = await this.health.observeAll(
      places.map(({ environment }) => environment),
      HEALTH_WITHIN_MS,
    );
    const views = await Promise.all(
      places.map(place =>
        this.#view(place, platform, facts, health.get(place.environment.id)),
      ),
    );
    return views.sort(
      (a, b) => a.rank - b.rank || compareNames(a.name, b.name),
    );
  }

  async #view(
    { application, environment }: Place,
    platform: Platform | undefined,
    facts: Facts,
    observation: Observation | undefined,
  ): Promise<EnvironmentSummary> {
    const type = platform && own(platform.environmentTypes, environment.type);
    const last = facts.last.get(environment.id);
    const lastRelease = releaseOf(last, facts);
    const success = facts.success.get(environment.id);
    const release = success?.destroys ? undefined : releaseOf(success, facts);
    const isDestroyed = last?.destroys && last.status === 'succeeded';
    const isDeclared = declares(platform, application, environment);
    const progress = last && facts.progress.get(last.id);
    return {
      id: environment.id,
      name: environment.name,
      type: environment.type,
      typeTitle: type?.title ?? environment.type,
      rank: type?.rank ?? Number.MAX_SAFE_INTEGER,
      ...(Object.keys(environment.labels).length > 0 && {
        labels: environment.labels,
      }),
      ...(environment.target && {
        cluster: environment.target.cluster,
        namespace: environment.target.namespace,
      }),
      simulated: this.#isSimulated({ application, environment }, platform),
      ...(release && { release: releaseSummary(release) }),
      ...(isDestroyed && { destroyed: true }),
      ...(isDeclared && { declared: true }),
      ...shownPreview(facts.previews.get(environment.id)),
      ...(last && {
        lastDeployment: {
          id: last.id,
          number: last.number,
          status: last.status,
          ...(last.destroys && { destroys: true }),
          ...(lastRelease && { release: releaseSummary(lastRelease) }),
          requestedBy: last.requestedBy,
          requestedAt: isoTime(last.requestedAt),
          ...(last.finishedAt && { finishedAt: isoTime(last.finishedAt) }),
          progress: progress ?? { done: 0, of: 0 },
          ...(last.failures[0] && { failure: last.failures[0].message }),
        },
      }),
      ...(environment.hold && { hold: environment.hold }),
      ...(type && frozenAt(type, facts.now)),
      ...(release && decidedBy(success?.planned)),
      health: summariseHealth(observation),
      ...driftOf(facts.drift.get(environment.id)),
      endpoints: endpointsOf(
        facts.objects.get(environment.id) ?? [],
        environment.target &&
          (await this.targets.routesPort(
            environment.target.driver,
            environment.target.cluster,
          )),
      ),
      pendingChanges: pending({ application, environment }, facts),
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
        destroy: destroyable(environment, type),
        hold: { allowed: true },
        resume: environment.hold
          ? { allowed: true }
          : { allowed: false, reason: 'Automation is not held' },
        remove: removable({
          isDeclared,
          isEmpty: isDestroyed || !facts.holders.has(environment.id),
          isBusy: last !== undefined && !FINAL_STATUSES.includes(last.status),
        }),
      } satisfies AllowedActions,
    };
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
    return {
      last,
      success,
      objects: groupBy(
        await store.objects.listKinds(ids, ENDPOINT_KINDS),
        ({ environmentId }) => environmentId,
      ),
      holders: await store.objects.holders(ids),
      changedValues: await store.countValuesChangedSince(
        places.flatMap(({ application, environment }) => {
          const at = success.get(environment.id);
          return at
            ? {
                applicationId: application.id,
                environmentId: environment.id,
                time: valuesAt(at),
              }
            : [];
        }),
      ),
      releases: await store.releases.heads(
        deployments.flatMap(({ releaseId }) => releaseId ?? []),
      ),
      progress: await store.steps.progressOf(
        [...last.values()].map(({ id }) => id),
      ),
      marks: await store.workloads.marksOf(applicationIds),
      drift: await store.drift.countObjects(ids),
      previews: await store.previews.of(ids),
      now: await store.now(),
    };
  }
}

function driftOf(
  objects: number | undefined,
): Pick<EnvironmentSummary, 'drift'> {
  return objects === undefined ? {} : { drift: { objects } };
}

function shownPreview(
  preview: PreviewRecord | undefined,
): Pick<EnvironmentSummary, 'preview'> {
  if (!preview) return {};
  const { key, title, link, closing } = preview;
  return {
    preview: {
      key,
      ...(title !== undefined && { title }),
      ...(link !== undefined && { link }),
      ...(closing && { closing: true }),
    },
  };
}

interface Facts {
  last: Map<string, DeploymentRecord>;
  success: Map<string, DeploymentRecord>;
  previews: Map<string, PreviewRecord>;
  /** How many objects others changed. */
  drift: Map<string, number>;
  releases: Map<string, ReleaseHead>;
  progress: Map<string, { done: number; of: number }>;
  /** What endpoints are read from. */
  objects: Map<string, InventoryObject[]>;
  /** Environments of which something is there. */
  holders: Set<string>;
  /** Since the last success. */
  changedValues: Map<string, number>;
  marks: Map<string, WorkloadMark[]>;
  /** Milliseconds by the database's clock. */
  now: number;
}

/** What a deployment would change by what was written since the last one. */
function pending({ application, environment }: Place, facts: Facts): number {
  if (facts.previews.has(environment.id)) {
    // It follows its pull request, not the application's workloads.
    return 0;
  }
  const marks = facts.marks.get(application.id) ?? [];
  const success = facts.success.get(environment.id);
  const release = releaseOf(success, facts);
  if (!success || success.destroys || !release) {
    return marks.length;
  }
  const given = success.planned?.givenImages ?? {};
  return (
    changedWorkloads(marks, release, given) +
    (facts.changedValues.get(environment.id) ?? 0)
  );
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** What people decided about its pods, as the last success has it. */
function decidedBy(
  planned: PlannedFacts | undefined,
): Pick<EnvironmentSummary, 'paused' | 'replicas'> {
  const { paused, replicas } = planned?.basis.overlays ?? NO_OVERLAYS;
  return {
    ...(paused && { paused }),
    ...(Object.keys(replicas).length > 0 && { replicas }),
  };
}

/** A window without an end within a year is shown with the end of that year. */
function frozenAt(
  { freeze }: EnvironmentType,
  now: number,
): Pick<EnvironmentSummary, 'frozen'> {
  const closed = freeze.length > 0 && openWindow(freeze, now);
  return closed
    ? {
        frozen: {
          title: closed.title,
          until: isoTime(closed.until ?? now + YEAR_MS),
        },
      }
    : {};
}

/** Of one that was planned. */
function releaseOf(
  deployment: DeploymentRecord | undefined,
  { releases }: Facts,
): ReleaseHead | undefined {
  return deployment?.releaseId === undefined
    ? undefined
    : releases.get(deployment.releaseId);
}

/** Files make what they declare: what is removed by hand would come back. */
function declares(
  platform: Platform | undefined,
  application: Place['application'],
  { name }: Place['environment'],
): boolean {
  return (
    application.declared &&
    (own(platform?.applications ?? {}, application.name)?.environments.some(
      declared => declared.name === name,
    ) ??
      false)
  );
}

function destroyable(
  { blocked }: Place['environment'],
  type: EnvironmentType | undefined,
): AllowedActions[string] {
  if (blocked) {
    return { allowed: false, reason: `It is locked: ${blocked}` };
  }
  return type?.destroy === 'refuse'
    ? {
        allowed: false,
        reason: `Environments of type ${
          type.title ?? type.name
        } are not destroyed`,
      }
    : { allowed: true };
}

function removable(state: {
  isDeclared: boolean;
  isEmpty: boolean;
  isBusy: boolean;
}): AllowedActions[string] {
  if (state.isDeclared) {
    return {
      allowed: false,
      reason: 'It is declared in platform files: remove it there first',
    };
  }
  if (state.isBusy) {
    return { allowed: false, reason: 'A deployment waits or runs in it' };
  }
  return state.isEmpty
    ? { allowed: true }
    : { allowed: false, reason: 'Something of it runs: destroy it first' };
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
