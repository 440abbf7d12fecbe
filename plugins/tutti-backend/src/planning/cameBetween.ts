import { spokenTime } from '../line/spokenTime';
import { Store } from '../store';

/** Enough to find the last run: those that never began or changed nothing are passed over. */
const LOOKED_AT = 20;

/**
 * Whether a run came between the making of a plan and now, in a sentence: then the plan describes what
 * was there before it. Nothing when none did.
 *
 * @param except the deployment that asks for itself
 */
export async function cameBetween(
  store: Store,
  plan: { environmentId: string; createdAt: number },
  except?: string,
): Promise<string[]> {
  const newest = await store.deployments.page({
    environmentIds: [plan.environmentId],
    limit: LOOKED_AT,
  });
  const run = newest.find(
    ({ id, status, startedAt, finishedAt }) =>
      id !== except &&
      status !== 'stale' &&
      startedAt !== undefined &&
      (finishedAt === undefined || finishedAt >= plan.createdAt),
  );
  if (run?.startedAt === undefined) {
    return [];
  }
  if (run.finishedAt === undefined) {
    return [
      `Deployment #${run.number} is under way and changes what this plan was made for. Make a new plan when it has ended.`,
    ];
  }
  const began =
    run.startedAt <= plan.createdAt
      ? 'was under way when this plan was made'
      : 'ran after this plan was made';
  const ended = spokenTime(run.finishedAt, 'seconds');
  return [
    `Deployment #${run.number} ${began} and ended (${run.status}) at ${ended}. Make a new plan: it starts from what that run left.`,
  ];
}
