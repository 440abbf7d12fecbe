import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { storeRelease } from '../../planning';
import { digestOfAsked, PreviewBase, previewContent } from '../../previews';
import {
  DeploymentRecord,
  EnvironmentRecord,
  PreviewRecord,
  Store,
} from '../../store';
import { Caller } from '../types';
import { deploy } from './deploying';
import { make } from './making';
import { setValues } from './ownValues';
import { Asking } from './types';

/**
 * Makes a preview, or changes it, and queues what that takes: whole, or not at all. Call it in a
 * transaction of the application; whoever asks for the same key at the same moment comes after it and
 * finds it done.
 */
export async function ask(
  tx: Store,
  asking: Asking,
  caller: Pick<Caller, 'name' | 'isUser'>,
): Promise<{ preview: PreviewRecord; queued?: DeploymentRecord }> {
  const { application, key, input } = asking;
  const at = await tx.now();
  const by = { at, who: caller.name };
  const place = await tx.environments.find(application.id, key);
  const before = place && (await tx.previews.of([place.id])).get(place.id);
  demandUsable(asking, place, before);
  const digest = digestOfAsked(input);
  const isChanged = before?.digest !== digest;
  const base = isChanged ? await baseOf(tx, asking, before) : undefined;
  const environment = place ?? (await make(tx, asking, by));
  const asked = {
    environmentId: environment.id,
    applicationId: application.id,
    key,
    ...(input.title !== undefined && { title: input.title }),
    ...(input.link !== undefined && { link: input.link }),
    base: input.base,
    askedAt: at,
    askedBy: caller.name,
    usedAt: at,
  };
  if (before && !base) {
    const { releaseId, baseReleaseId, valueNames } = before;
    const preview = {
      ...asked,
      releaseId,
      ...(baseReleaseId !== undefined && { baseReleaseId }),
      digest,
      valueNames,
    };
    await tx.previews.save(preview);
    return deploy(tx, { ...asking, environment, preview, isChanged }, caller);
  }
  const { content, baseReleaseId } = await previewContent(
    tx,
    application,
    base ?? { gone: {} },
    { own: asking.workloads, images: input.images ?? {} },
  );
  await setValues(tx, { environment, input, before, base }, by);
  const release = await storeRelease(
    tx,
    { applicationId: application.id, isPreview: true },
    content,
  );
  const preview = {
    ...asked,
    releaseId: release.id,
    ...(baseReleaseId !== undefined && { baseReleaseId }),
    digest,
    valueNames: Object.keys(input.values ?? {}).sort(),
  };
  await (before ? tx.previews.save(preview) : tx.previews.add(preview));
  return deploy(tx, { ...asking, environment, preview, isChanged }, caller);
}

/** @throws ConflictError that says what stands in the way */
function demandUsable(
  { application, key, type }: Asking,
  environment: EnvironmentRecord | undefined,
  preview: PreviewRecord | undefined,
): void {
  const place = `${application.name}/${key}`;
  if (environment && !preview) {
    throw new ConflictError(
      `${place} is an environment that is no preview. Choose another key.`,
    );
  }
  if (preview?.closing) {
    throw new ConflictError(
      `${place} is being destroyed. Ask again when it is gone: GET of this preview then answers 404.`,
    );
  }
  if (environment && environment.type !== type) {
    throw new ConflictError(
      `type: ${place} is of type ${environment.type}, which cannot change. Leave out \`type\`, or close the preview first.`,
    );
  }
}

/** @throws NotFoundError for one that is not there, InputError for one that is a preview itself */
async function baseOf(
  tx: Store,
  { application, input }: Asking,
  before: PreviewRecord | undefined,
): Promise<PreviewBase> {
  const { base, seesBase = true } = input;
  const environment = seesBase
    ? await tx.environments.find(application.id, base)
    : undefined;
  if (!environment) {
    if (before?.base === base) {
      // Gone or hidden since: what ran there then is what the pull request began with.
      return {
        gone: {
          ...(before.baseReleaseId !== undefined && {
            releaseId: before.baseReleaseId,
          }),
        },
      };
    }
    throw new NotFoundError(
      `base: there is no environment '${base}' in ${application.name}`,
    );
  }
  if ((await tx.previews.of([environment.id])).size > 0) {
    throw new InputError(
      `base: ${base} is a preview itself. Name an environment that stays.`,
    );
  }
  return { environment };
}
