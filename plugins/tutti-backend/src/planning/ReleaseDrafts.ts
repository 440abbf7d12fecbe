import { createHash, randomUUID } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { NO_OVERLAYS, own, Workload } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { PlanBasis } from '../plans';
import {
  ApplicationRecord,
  DeploymentRecord,
  digestOf,
  EnvironmentRecord,
  Images,
  ReleaseHead,
  Store,
} from '../store';
import { checkCombination } from './combinations';
import { keptPins, pinImages } from './imagePins';
import { overlaysAfter } from './overlays';
import { Content, contentOf, lastSuccess, standsOn } from './releaseContents';

/** What a release is made of. */
export interface ReleaseContent {
  hash: string;
  workloads: Workload[];
  digests: Record<string, string>;
  /** For every container that says `.` and has one. */
  images: Images;
  /** Those of them that somebody chose. */
  givenImages: Images;
}

/** What would be released: content without a number, until a plan of it is stored. */
export interface ReleaseDraft extends ReleaseContent {
  basis: PlanBasis;
}

/**
 * The content a plan is made of (`contentOf`), and what else it stands on. An image comes from the
 * request, else from what was chosen for the last success of the environment, else from the
 * declaration.
 *
 * @param known - What was read already.
 *
 * @throws NotFoundError for an unknown release, InputError for an image that goes nowhere and for
 *   what cannot be asked together
 */
export async function draftRelease(
  store: Store,
  application: ApplicationRecord,
  environment: EnvironmentRecord,
  input: PlanInput,
  known?: { success: DeploymentRecord | undefined },
): Promise<ReleaseDraft> {
  checkCombination(input);
  const last = known
    ? standsOn(known.success)
    : await lastSuccess(store, environment);
  const base = await contentOf(store, application, environment, {
    input,
    ...(last && { last }),
  });
  const content = withImages(base, input.images ?? {});
  const images = base.ranIn
    ? pinImages(content, base.ranIn)
    : {
        pins: keptPins(last?.basis.images, content, input.images),
        unpinned: [],
      };
  return {
    ...content,
    basis: {
      overlays: overlaysAfter(last?.basis.overlays ?? NO_OVERLAYS, input, {
        workloads: base.workloads.map(({ name }) => name).sort(),
        now: await store.now(),
      }),
      ...(images.pins.length + images.unpinned.length > 0 && { images }),
      ...(base.pinned && { pinned: base.pinned, pinnedAt: base.pinnedAt }),
      ...(base.restores && { restores: base.restores }),
      ...(base.repairs && { repairs: base.repairs }),
    },
  };
}

/**
 * Other images laid over what is there.
 *
 * @throws InputError for an image that goes nowhere
 */
export function withImages(
  base: Pick<Content, 'workloads' | 'defaults' | 'givenImages'>,
  chosenImages: Images,
): ReleaseContent {
  const given = mergeImages(base.givenImages, chosenImages);
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
  checkImages(chosenImages, base.workloads);
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
 * transaction of the application.
 *
 * One with `isPreview` is for a pull request only, and not the application's newest one.
 */
export async function storeRelease(
  store: Store,
  { applicationId, isPreview }: { applicationId: string; isPreview: boolean },
  draft: ReleaseContent,
): Promise<ReleaseHead> {
  const present = await store.releases.findByHash(applicationId, draft.hash);
  if (present) {
    if (present.isPreview && !isPreview) {
      await store.releases.adopt(present.id);
    }
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
    ...(isPreview && { isPreview }),
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
