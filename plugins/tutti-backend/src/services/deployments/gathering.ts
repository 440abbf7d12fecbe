import { PlanInput } from '@tutti/plugin-tutti-common';
import { isoTime, spokenTime } from '../../line';
import { Aside, DeploymentRecord, Images, Store } from '../../store';
import { Caller } from '../types';
import { isOfImages, merged } from './superseding';

/** Which builds become one deployment, and for how long they are waited for. */
export interface Gathering {
  /** Repository and commit. */
  key: string;
  commit: string;
  /** Milliseconds from the first of them. */
  forMs: number;
}

/** The first of them stands beside the line for that long; those that follow prolong nothing. */
export function gatheringAside(
  { commit, forMs }: Gathering,
  at: number,
): { waits: Aside; notBefore: number } {
  const until = at + forMs;
  return {
    waits: {
      for: 'builds',
      message: `It waits for further builds of commit ${commit.slice(
        0,
        8,
      )} and begins at ${spokenTime(until, 'seconds')}.`,
      since: isoTime(at),
      until: isoTime(until),
    },
    notBefore: until,
  };
}

/**
 * A build of a commit whose builds are gathered just now becomes part of that deployment, which keeps
 * its place and its time. Not where something between them is about the same container: that would
 * begin later and undo it.
 *
 * @returns the deployment that has it now; undefined where none gathers for it
 */
export async function joinGathering(
  tx: Store,
  { environmentId, input }: { environmentId: string; input: PlanInput },
  { key }: Gathering,
  caller: Pick<Caller, 'name'>,
): Promise<DeploymentRecord | undefined> {
  if (!isOfImages(input)) {
    return undefined;
  }
  await tx.environments.holdLine(environmentId);
  const waiting = await tx.deployments.waitingIn(environmentId);
  const found = waiting
    .filter(each => each.gathers === key && each.waits?.for === 'builds')
    .at(-1);
  if (
    !found ||
    !isOfImages(found.input) ||
    waiting.some(
      other =>
        other.number > found.number &&
        (!isOfImages(other.input) || meets(other.input, input)),
    )
  ) {
    return undefined;
  }
  const more = {
    input: { images: merged(found.input.images, input.images) },
    askedBy: [
      ...new Set([...(found.askedBy ?? [found.requestedBy]), caller.name]),
    ],
  };
  if (!(await tx.deployments.askMore(found.id, more, { whileAside: true }))) {
    // Its time is over.
    return undefined;
  }
  await tx.events.append(found.id, [
    {
      type: 'log',
      at: await tx.now(),
      level: 'info',
      message: `Takes along ${Object.keys(input.images).join(
        ', ',
      )} of the same commit, told by ${caller.name}.`,
    },
  ]);
  return { ...found, ...more };
}

/** Both are about one container. */
function meets(one: { images: Images }, other: { images: Images }): boolean {
  return Object.entries(one.images).some(([workload, containers]) =>
    Object.keys(containers).some(
      container => other.images[workload]?.[container] !== undefined,
    ),
  );
}
