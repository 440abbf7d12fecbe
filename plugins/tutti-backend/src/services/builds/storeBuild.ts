import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  BuildRecord,
  NewWorkloadVersion,
  Store,
  StoredOutcome,
  WorkloadRecord,
} from '../../store';
import { queueIn } from '../deployments/queueing';
import { BuildInput, Caller } from '../types';
import { keepScore } from './BuildScores';
import { BuildTarget } from './BuildTargets';
import { withFirstImages } from './firstImages';

/** A build, and what becomes of it where. */
interface ToStore {
  workload: WorkloadRecord;
  container: string;
  /** The workload's text from now on, if it is deployed anywhere. */
  version?: NewWorkloadVersion;
  targets: BuildTarget[];
  caller: Caller;
}

/**
 * The build, its Score text and its deployments: all or nothing, and one after another in each application,
 * so that who told later is newer.
 *
 * @throws NotAllowedError where its token told another image before
 */
export async function storeBuild(
  store: Store,
  input: BuildInput,
  { workload, container, version, targets, caller }: ToStore,
): Promise<{ build: BuildRecord; isRepeated?: true }> {
  const { applicationId } = workload;
  const same = {
    applicationId,
    workload: workload.name,
    container,
    commit: input.commit,
    ref: input.ref,
    image: input.image,
  };
  const token = input.token !== undefined && { token: input.token };
  try {
    return await store.ofApplication(applicationId, async tx => {
      const earlier = await tx.builds.findSame(same);
      if (earlier) {
        return { build: earlier, isRepeated: true };
      }
      await demandUnused(tx, { ...same, ...token });
      const workloadVersion =
        version && targets.some(target => 'request' in target)
          ? await keepScore(tx, workload, version)
          : undefined;
      const outcomes: StoredOutcome[] = [];
      for (const target of targets) {
        outcomes.push(await deployed(tx, applicationId, target, caller));
      }
      const build: BuildRecord = {
        ...same,
        ...token,
        id: randomUUID(),
        repository: input.repository,
        ...(workloadVersion !== undefined && { workloadVersion }),
        toldAt: await tx.now(),
        toldBy: caller.name,
        outcomes,
      };
      await tx.builds.add(build);
      return { build };
    });
  } catch (error) {
    // Told to another process at the same moment.
    const twin = isDatabaseConflictError(error)
      ? await store.builds.findSame(same)
      : undefined;
    if (!twin) {
      throw error;
    }
    return { build: twin, isRepeated: true };
  }
}

async function deployed(
  tx: Store,
  applicationId: string,
  target: BuildTarget,
  caller: Caller,
): Promise<StoredOutcome> {
  const { environmentId } = target;
  if ('reason' in target) {
    return { environmentId, reason: target.reason };
  }
  const { images, missing } = await withFirstImages(tx, {
    applicationId,
    ...target,
  });
  if (missing.length > 0) {
    return {
      environmentId,
      reason: `There is no image of ${missing.join(
        ', ',
      )} there yet. It is deployed with the first build of that which goes there, or by hand.`,
    };
  }
  const { id } = await queueIn(
    tx,
    { ...target.request, input: { images } },
    caller,
  );
  return { environmentId, deploymentId: id };
}

/** A token is of one job: whoever got hold of it afterwards tells no other image. */
async function demandUnused(
  tx: Store,
  build: Parameters<Store['builds']['findByToken']>[0],
): Promise<void> {
  const before = await tx.builds.findByToken(build);
  if (before) {
    throw new NotAllowedError(
      `image: this token told ${before.image} of ${build.workload} before, and tells no other image of it. Get a new one.`,
    );
  }
}
