import { createHash, randomUUID } from 'node:crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import { own, Workload } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import {
  ApplicationRecord,
  digestOf,
  EnvironmentRecord,
  Images,
  ReleaseHead,
  Store,
} from '../store';

/** What would be released: content without a number, until a plan of it is stored. */
export interface ReleaseDraft {
  hash: string;
  workloads: Workload[];
  digests: Record<string, string>;
  /** For every container that says `.` and has one. */
  images: Images;
  /** Those of them that somebody chose. */
  givenImages: Images;
}

/**
 * The content a plan is made of: either an older release, or the application's current
 * workloads. An image comes from the request, else from what was chosen for the last success
 * of the environment, else from the declaration.
 *
 * @throws NotFoundError for an unknown release, InputError for an image that goes nowhere
 */
export async function draftRelease(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
  input: PlanInput,
): Promise<ReleaseDraft> {
  const base = input.releaseId
    ? await releaseContent(store, application, input.releaseId)
    : await currentContent(store, application, environment);
  const given = mergeImages(base.givenImages, input.images ?? {});
  const images: Images = {};
  const givenImages: Images = {};
  for (const workload of base.workloads) {
    for (const container of openContainers(workload)) {
      const chosen = imageOf(given, workload.name, container);
      const image = chosen ?? imageOf(base.defaults, workload.name, container);
      if (image) {
        images[workload.name] = {
          ...images[workload.name],
          [container]: image,
        };
      }
      if (chosen) {
        givenImages[workload.name] = {
          ...givenImages[workload.name],
          [container]: chosen,
        };
      }
    }
  }
  checkImages(input.images ?? {}, base.workloads);
  const digests = Object.fromEntries(
    base.workloads.map(workload => [workload.name, digestOf(workload)]),
  );
  return {
    hash: createHash('sha256')
      .update(JSON.stringify([sorted(digests), sortedImages(images)]))
      .digest('hex'),
    workloads: base.workloads,
    digests,
    images,
    givenImages,
  };
}

/**
 * The release of this content: an old one of the same hash, or a new number. Call it in a
 * transaction.
 */
export async function storeRelease(
  store: Store,
  applicationId: string,
  draft: ReleaseDraft,
): Promise<ReleaseHead> {
  const present = await store.releases.findByHash(applicationId, draft.hash);
  if (present) {
    return present;
  }
  const release = {
    id: randomUUID(),
    applicationId,
    number: await store.applications.nextReleaseNumber(applicationId),
    hash: draft.hash,
    workloads: draft.workloads,
    digests: draft.digests,
    images: draft.images,
    createdAt: await store.now(),
  };
  await store.releases.add(release);
  return release;
}

/** Containers whose image comes from the deployment. */
export function openContainers(workload: Workload): string[] {
  return Object.entries(workload.containers).flatMap(([name, { image }]) =>
    image === '.' ? [name] : [],
  );
}

interface Content {
  workloads: Workload[];
  defaults: Images;
  givenImages: Images;
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

async function currentContent(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
): Promise<Content> {
  const workloads =
    (await store.workloads.listOf([application.id])).get(application.id) ?? [];
  const last = (await store.deployments.lastSuccessOf([environment.id])).get(
    environment.id,
  );
  const given =
    last && (await store.plans.givenImages([last.planId])).get(last.planId);
  return {
    workloads: workloads.flatMap(({ good }) => (good ? [good.workload] : [])),
    defaults: Object.fromEntries(
      workloads.map(({ name, defaultImages }) => [name, defaultImages]),
    ),
    givenImages: given ?? {},
  };
}

function imageOf(
  images: Images,
  workload: string,
  container: string,
): string | undefined {
  return own(own(images, workload) ?? {}, container);
}

function checkImages(images: Images, workloads: Workload[]): void {
  for (const [name, containers] of Object.entries(images)) {
    const workload = workloads.find(candidate => candidate.name === name);
    if (!workload) {
      throw new InputError(
        `images.${name}: the application has no workload '${name}'; there are: ${workloads
          .map(candidate => candidate.name)
          .join(', ')}`,
      );
    }
    const open = openContainers(workload);
    for (const container of Object.keys(containers)) {
      if (!open.includes(container)) {
        throw new InputError(
          `images.${name}.${container}: only containers that say \`image: .\` take one; ${name} has: ${
            open.join(', ') || 'none'
          }`,
        );
      }
    }
  }
}

function mergeImages(base: Images, over: Images): Images {
  const merged = { ...base };
  for (const [workload, containers] of Object.entries(over)) {
    merged[workload] = { ...merged[workload], ...containers };
  }
  return merged;
}

function sortedImages(images: Images): [string, [string, string][]][] {
  return sorted(images).map(([name, containers]) => [name, sorted(containers)]);
}

function sorted<T>(record: Record<string, T>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
