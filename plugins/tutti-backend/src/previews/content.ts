import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { Workload } from '@tutti/engine';
import { PreviewInput } from '@tutti/plugin-tutti-common';
import {
  declaredContent,
  lastSuccess,
  ReleaseContent,
  withImages,
} from '../planning';
import { ApplicationRecord, EnvironmentRecord, Store } from '../store';

/** What a preview begins with: an environment, or what ran there where that is gone. */
export type PreviewBase =
  | { environment: EnvironmentRecord }
  | { gone: { releaseId?: string } };

/**
 * What a preview is to run: what last succeeded in its base (the declared workloads where nothing did),
 * with the Score texts and images of its pull request over it. The application's workloads stay as they
 * are.
 *
 * @param own - Workload -> as the pull request has it; `null` where that takes it away
 * @throws InputError that names the field
 */
export async function previewContent(
  store: Store,
  application: ApplicationRecord,
  base: PreviewBase,
  {
    own: changed,
    images,
  }: {
    own: Map<string, Workload | null>;
    images: NonNullable<PreviewInput['images']>;
  },
): Promise<{ content: ReleaseContent; baseReleaseId?: string }> {
  const baseReleaseId =
    'gone' in base
      ? base.gone.releaseId
      : (await lastSuccess(store, base.environment))?.releaseId;
  const release =
    baseReleaseId === undefined
      ? undefined
      : await store.releases.get(baseReleaseId);
  const { workloads, defaults } = release
    ? { workloads: release.workloads, defaults: release.images }
    : await declaredContent(store, application);
  const names = workloads.map(({ name }) => name);
  for (const [name, workload] of changed) {
    if (workload === null && !names.includes(name)) {
      throw new InputError(
        `scores.${name}: there is no workload '${name}' to take away; there are: ${
          names.join(', ') || 'none'
        }`,
      );
    }
  }
  const all = new Map<string, Workload | null>([
    ...workloads.map(workload => [workload.name, workload] as const),
    ...changed,
  ]);
  const left = [...all.values()]
    .filter(workload => workload !== null)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (left.length === 0) {
    throw new InputError(
      'scores: nothing would run. The application has no workload; give the Score text of one.',
    );
  }
  return {
    content: withImages({ workloads: left, defaults, givenImages: {} }, images),
    ...(baseReleaseId !== undefined && { baseReleaseId }),
  };
}

/** The same whenever the same is asked for, in whatever order it is written. */
export function digestOfAsked({
  base,
  images = {},
  scores = {},
  values = {},
}: PreviewInput): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered({ base, images, scores, values })))
    .digest('hex');
}

/** Keys in one order, at every depth. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(ordered);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = new Map(Object.entries(value));
  return [...entries.keys()]
    .sort()
    .map(key => [key, ordered(entries.get(key))]);
}
