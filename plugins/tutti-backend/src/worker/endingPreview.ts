import { objectKey } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { keepDeed } from '../audit';
import { nextStep } from '../previews';
import { leftOf, PREVIEW_AUTOMATION, queue, Request } from '../services';
import { Closing, DeploymentRecord, PreviewRecord, Store } from '../store';

/** In whose name previews end and sleep. */
export const AUTOMATION = { name: PREVIEW_AUTOMATION, isUser: false } as const;
/** The same, for the audit. */
export const ACTOR = { kind: 'system', name: 'previews' } as const;

/** What a look came to; the first two are done outside of its transaction. */
export type Deed =
  | { kind: 'cancel'; ids: string[] }
  | { kind: 'forget' }
  | { kind: 'destroys' }
  | undefined;

/** One that goes, a step further. Call it in a transaction of its application. */
export async function endFurther(
  tx: Store,
  { environmentId, applicationId, key }: PreviewRecord,
  kept: { kept?: NonNullable<Request['kept']> },
): Promise<Deed> {
  const preview = await tx.previews.find(applicationId, key);
  const now = await tx.now();
  if (
    preview?.environmentId !== environmentId ||
    !preview.closing ||
    preview.closing.nextAt > now
  ) {
    return undefined;
  }
  const { closing } = preview;
  const { destroyedBy } = closing;
  const destruction =
    destroyedBy === undefined
      ? undefined
      : await tx.deployments.get(destroyedBy);
  const failure = destruction?.failures[0]?.message;
  const step = nextStep({
    closing,
    unfinished: await tx.deployments.unfinishedIn(environmentId),
    ...(destruction && {
      destruction: {
        status: destruction.status,
        ...(failure !== undefined && { failure }),
      },
    }),
    left: await leftOf(tx, environmentId),
    now,
  });
  switch (step.kind) {
    case 'destroy': {
      const queued = await queueByItself(tx, {
        environmentId,
        input: await destroying(tx, environmentId),
        verb: 'Destroy',
        ...kept,
      });
      await tx.previews.save({
        ...preview,
        closing: { ...closing, destroyedBy: queued.id },
      });
      return { kind: 'destroys' };
    }
    case 'wait':
      await tx.previews.save({
        ...preview,
        closing: { ...closing, nextAt: step.until },
      });
      return undefined;
    case 'retry':
      await failed(tx, preview, closing, step);
      return undefined;
    default:
      return step;
  }
}

/** Queues what the backend asks for by itself; call it in a transaction. */
export async function queueByItself(
  tx: Store,
  request: Pick<Request, 'environmentId' | 'input' | 'verb' | 'kept'>,
): Promise<DeploymentRecord> {
  const queued = await queue(tx, { ...request, isChange: true }, AUTOMATION);
  await keepDeed(tx, {
    actor: ACTOR,
    verb: 'create',
    action: 'deployment.queued',
    environmentId: request.environmentId,
    object: queued.id,
  });
  return queued;
}

/** It is tried again. */
export async function failed(
  tx: Store,
  preview: PreviewRecord,
  { destroyedBy: _, ...closing }: Closing,
  { failure, at }: { failure: string; at: number },
): Promise<void> {
  await tx.previews.save({
    ...preview,
    closing: {
      ...closing,
      attempts: closing.attempts + 1,
      failure,
      nextAt: at,
    },
  });
}

/**
 * All of it, with its data: whoever gave a type a lifetime said so. What was there before it is nobody's
 * here to give away.
 */
async function destroying(
  tx: Store,
  environmentId: string,
): Promise<PlanInput> {
  const resources = await tx.resources.heads([environmentId]);
  const objects = await tx.objects.list([environmentId]);
  const subjects = [
    ...resources.map(({ resourceId }) => resourceId),
    ...objects
      .filter(({ adopted }) => !adopted)
      .map(({ ref }) => objectKey(ref)),
  ];
  return {
    destroy: true,
    consent: [...new Set(subjects)].map(subject => ({
      subject,
      action: 'destroy' as const,
    })),
  };
}
