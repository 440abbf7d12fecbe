import { PlanInput } from '@tutti/plugin-tutti-common';
import { DeploymentRecord, Images, Store } from '../../store';

/** Nothing but other images is asked for: such changes can be put together. */
export function isOfImages(
  input: PlanInput | undefined,
): input is { images: Images } {
  return (
    input !== undefined &&
    Object.keys(input).length === 1 &&
    input.images !== undefined
  );
}

/**
 * A newer change of images takes those before it into itself, back to the first deployment that asks
 * for something else: what was asked for in between keeps its meaning. Call it in the transaction that
 * stores the newer one, after it took its number.
 *
 * @returns the newer one with all that it asks for now
 */
export async function supersede(
  tx: Store,
  newer: DeploymentRecord,
  at: number = newer.requestedAt,
): Promise<DeploymentRecord> {
  if (!isOfImages(newer.input)) {
    return newer;
  }
  let { images } = newer.input;
  const askedBy = new Set([newer.requestedBy]);
  const waiting = (await tx.deployments.waitingIn(newer.environmentId)).filter(
    ({ number }) => number < newer.number,
  );
  for (const older of waiting.reverse()) {
    if (
      // What has begun is ended by what begins after it, and its images with it.
      older.startedAt !== undefined ||
      !isOfImages(older.input) ||
      (older.byAutomation ?? false) !== (newer.byAutomation ?? false) ||
      !(await endFor(tx, older, newer, {
        message: `#${newer.number} took its images along with newer ones.`,
        at,
      }))
    ) {
      break;
    }
    images = merged(older.input.images, images);
    for (const who of older.askedBy ?? [older.requestedBy]) askedBy.add(who);
  }
  return {
    ...newer,
    input: { images },
    ...(askedBy.size > 1 && { askedBy: [...askedBy] }),
  };
}

/**
 * What waits for further builds takes nothing along, because it would make that wait for its own time.
 * Those whose time is over become one behind a long run, the newest of them. Call it in a transaction that
 * took a number of the environment.
 */
export async function supersedeInLine(
  tx: Store,
  environmentId: string,
  at: number,
): Promise<void> {
  const newest = (await tx.deployments.waitingIn(environmentId))
    .filter(
      each =>
        each.gathers !== undefined &&
        each.status === 'queued' &&
        each.startedAt === undefined &&
        (each.notBefore ?? 0) <= at,
    )
    .at(-1);
  const held = newest && (await tx.deployments.hold(newest.id));
  if (held?.status === 'queued') {
    await tx.deployments.askMore(held.id, await supersede(tx, held, at));
  }
}

/**
 * A newer one takes the place of one that waits.
 *
 * @param end.at - milliseconds since 1970; when the newer one was asked for, unless another is given
 * @returns false when it was claimed, or ended, meanwhile.
 */
export async function endFor(
  tx: Store,
  older: DeploymentRecord,
  newer: DeploymentRecord,
  { message, at = newer.requestedAt }: { message: string; at?: number },
): Promise<boolean> {
  const ended = await tx.deployments.change(
    older.id,
    ['queued', 'waiting-approval'],
    {
      status: 'superseded',
      finishedAt: at,
      supersededBy: newer.id,
      aside: null,
    },
  );
  if (ended) {
    await tx.steps.closeOpen(older.id);
    await tx.events.append(older.id, [
      {
        type: 'status',
        at,
        status: 'superseded',
        message,
      },
    ]);
  }
  return ended;
}

/** The images of one change over those of another. */
export function merged(base: Images, over: Images): Images {
  const images = { ...base };
  for (const [workload, containers] of Object.entries(over)) {
    images[workload] = { ...images[workload], ...containers };
  }
  return images;
}
