import { InputError, NotFoundError } from '@backstage/errors';
import { Workload } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { NO_BASIS, PlanBasis, ValueVersions } from '../plans';
import {
  ApplicationRecord,
  DeploymentRecord,
  EnvironmentRecord,
  Images,
  PlannedFacts,
  Store,
} from '../store';
import { isOperation } from './combinations';
import { RanIn } from './imagePins';
import { valueVersions } from './values';

/** What a plan starts from, before images of the request are laid over it. */
export interface Content {
  workloads: Workload[];
  /** Where nobody chose another. */
  defaults: Images;
  givenImages: Images;
  /** Plain values as they were, where not those of now. */
  pinned?: ValueVersions;
  pinnedAt?: number;
  /** Successes of the release whose images are pinned, the newest first. */
  ranIn?: RanIn[];
  restores?: PlanBasis['restores'];
  repairs?: PlanBasis['repairs'];
}

const NOTHING: Content = { workloads: [], defaults: {}, givenImages: {} };

/** What the next plan of an environment stands on. */
export interface LastSuccess
  extends Pick<PlannedFacts, 'basis' | 'givenImages'> {
  deployment: DeploymentRecord;
  releaseId: string;
}

/** Absent where nothing was deployed, or all of it was destroyed. */
export async function lastSuccess(
  store: Store,
  { id }: EnvironmentRecord,
): Promise<LastSuccess | undefined> {
  return standsOn((await store.deployments.lastSuccessOf([id])).get(id));
}

/** By the last success of an environment, where there is one. */
export function standsOn(
  deployment: DeploymentRecord | undefined,
): LastSuccess | undefined {
  return deployment?.releaseId === undefined || deployment.destroys
    ? undefined
    : {
        deployment,
        releaseId: deployment.releaseId,
        basis: deployment.planned?.basis ?? NO_BASIS,
        givenImages: deployment.planned?.givenImages ?? {},
      };
}

/**
 * What is asked for: an older release, what runs somewhere or ran once, the application's current
 * workloads, or nothing where everything goes.
 *
 * @throws NotFoundError for an unknown release, InputError for what cannot be gone back to
 */
export async function contentOf(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
  { input, last }: { input: PlanInput; last?: LastSuccess },
): Promise<Content> {
  if (input.destroy) {
    return NOTHING;
  }
  if (input.rollbackTo !== undefined) {
    return rolledBack(store, application, environment, input.rollbackTo);
  }
  if (input.promoteFrom !== undefined) {
    return promoted(store, application, environment, {
      from: input.promoteFrom,
      ...(input.releaseId !== undefined && { releaseId: input.releaseId }),
    });
  }
  if (input.releaseId !== undefined) {
    return releaseContent(store, application, input.releaseId);
  }
  if (input.repair || input.refresh) {
    return repaired(store, application, environment, last);
  }
  return isOperation(input)
    ? unchanged(store, application, environment, last)
    : currentContent(store, application, environment);
}

async function releaseContent(
  store: Store,
  application: ApplicationRecord,
  releaseId: string,
): Promise<Content> {
  const release = await store.releases.get(releaseId);
  if (!release || release.applicationId !== application.id) {
    throw new NotFoundError(
      `${application.name} has no release with the id '${releaseId}'`,
    );
  }
  return {
    workloads: release.workloads,
    defaults: {},
    givenImages: release.images,
  };
}

/** What a success of this environment ran, with the plain values that it had. */
async function rolledBack(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
  id: string,
): Promise<Content> {
  const deployment = await store.deployments.get(id);
  if (!deployment || deployment.environmentId !== environment.id) {
    throw new InputError(
      `rollbackTo: ${environment.name} has no deployment '${id}'.`,
    );
  }
  const { number, status, releaseId, planId, planned, startedAt } = deployment;
  if (status !== 'succeeded' || releaseId === undefined) {
    throw new InputError(
      `rollbackTo: deployment #${number} is ${status}; only to a success can one go back.`,
    );
  }
  if (deployment.destroys) {
    throw new InputError(
      `rollbackTo: deployment #${number} destroyed the environment; ask for that with \`destroy\`.`,
    );
  }
  const basis = planned?.basis ?? NO_BASIS;
  const plan = planId === undefined ? undefined : await store.plans.get(planId);
  const revision = basis.revision ?? plan?.plan.platformRevision;
  if (revision === undefined) {
    throw new InputError(
      `rollbackTo: with which platform files deployment #${number} was made is not known any more; deploy its release with \`releaseId\`.`,
    );
  }
  return {
    ...(await releaseContent(store, application, releaseId)),
    pinned:
      basis.pinned ??
      basis.versions ??
      (await valueVersions(store, environment, startedAt)),
    pinnedAt: valuesAt(deployment),
    ranIn: await ranIn(store, environment, releaseId, { upTo: number }),
    restores: { number, revision },
  };
}

/**
 * What last succeeded in another environment, or the release named, which did once; neither its values nor
 * what is decided about its pods.
 */
async function promoted(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
  { from, releaseId }: { from: string; releaseId?: string },
): Promise<Content> {
  if (from === environment.name) {
    throw new InputError(
      `promoteFrom: ${from} is this environment; name another one.`,
    );
  }
  const source = await store.environments.find(application.id, from);
  if (!source) {
    throw new NotFoundError(
      `There is no environment '${from}' in ${application.name}`,
    );
  }
  if (releaseId !== undefined) {
    const content = await releaseContent(store, application, releaseId);
    const { id: environmentId } = source;
    if (!(await store.promotions.hasSucceeded(releaseId, { environmentId }))) {
      throw new InputError(
        `releaseId: that release never succeeded in ${from}; leave it out for the one that did last.`,
      );
    }
    return { ...content, ranIn: await ranIn(store, source, releaseId) };
  }
  const success = await lastSuccess(store, source);
  if (!success) {
    throw new InputError(
      `promoteFrom: no release has succeeded in ${from}, or what ran there was destroyed; deploy there first.`,
    );
  }
  return {
    ...(await releaseContent(store, application, success.releaseId)),
    ranIn: await ranIn(store, source, success.releaseId, {
      upTo: success.deployment.number,
    }),
  };
}

async function ranIn(
  store: Store,
  { id, name: environment }: EnvironmentRecord,
  releaseId: string,
  options?: { upTo: number },
): Promise<RanIn[]> {
  const runs = await store.promotions.ran(id, releaseId, options);
  return runs.map(run => ({ environment, ...run }));
}

/** What runs, as it runs: to restart a workload deploys neither new texts nor new values. */
async function unchanged(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
  last: LastSuccess | undefined,
): Promise<Content> {
  if (!last) {
    throw new InputError(
      `Nothing runs in ${environment.name} by a success: deploy first.`,
    );
  }
  const { workloads, givenImages } = await releaseContent(
    store,
    application,
    last.releaseId,
  );
  const { deployment, basis } = last;
  const pinned = basis.pinned ?? basis.versions;
  return {
    workloads,
    defaults: givenImages,
    givenImages: last.givenImages,
    ...(pinned && { pinned, pinnedAt: valuesAt(deployment) }),
  };
}

/** What runs, as it was made: with the platform files of then, too. */
async function repaired(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
  last: LastSuccess | undefined,
): Promise<Content> {
  const content = await unchanged(store, application, environment, last);
  const planId = last?.deployment.planId;
  const plan = planId === undefined ? undefined : await store.plans.get(planId);
  const revision = last?.basis.revision ?? plan?.plan.platformRevision;
  return {
    ...content,
    ...(last?.basis.restores && { restores: last.basis.restores }),
    ...(revision !== undefined && { repairs: { revision } }),
  };
}

/** When the plain values that it ran with were those of now. */
export function valuesAt({
  planned,
  startedAt,
  requestedAt,
}: DeploymentRecord): number {
  return planned?.basis.pinnedAt ?? startedAt ?? requestedAt;
}

async function currentContent(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
): Promise<Content> {
  const preview = (await store.previews.of([environment.id])).get(
    environment.id,
  );
  if (preview) {
    // It is its pull request that says what runs there.
    return releaseContent(store, application, preview.releaseId);
  }
  const last = (await store.deployments.lastDeployedOf([environment.id])).get(
    environment.id,
  );
  return {
    ...(await declaredContent(store, application)),
    givenImages: last?.planned?.givenImages ?? {},
  };
}

/** The application's workloads as they are now. */
export async function declaredContent(
  store: Store,
  application: ApplicationRecord,
): Promise<Pick<Content, 'workloads' | 'defaults'>> {
  const workloads =
    (await store.workloads.listOf([application.id])).get(application.id) ?? [];
  return {
    workloads: workloads.flatMap(({ good }) => (good ? [good.workload] : [])),
    defaults: Object.fromEntries(
      workloads.map(({ name, defaultImages }) => [name, defaultImages]),
    ),
  };
}
