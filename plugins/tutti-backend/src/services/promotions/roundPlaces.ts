import { compareNames, DeploymentStatus } from '@tutti/plugin-tutti-common';
import { progressIn, Receiver, waveOf } from '../../promotion';
import {
  EnvironmentRecord,
  PromotionRoundRecord,
  RoundDeployment,
  Store,
} from '../../store';

const CANCELLED: DeploymentStatus[] = ['cancelling', 'cancelled'];

/** How far a round is in one of its environments. */
export interface RoundPlace {
  environment: EnvironmentRecord;
  /** From 1. */
  wave: number;
  progress: Receiver['progress'];
  /** What it asked for there. */
  deployment?: RoundDeployment;
}

/**
 * Of each of these rounds its environments, as far as they are there still, in the order of their waves. As many
 * questions, however many rounds there are.
 */
export async function roundPlaces(
  store: Store,
  rounds: PromotionRoundRecord[],
): Promise<Map<string, RoundPlace[]>> {
  const ids = [
    ...new Set(rounds.flatMap(({ environmentIds }) => environmentIds)),
  ];
  const environments = await store.environments.get(ids);
  const deployed = await store.deployments.lastDeployedOf(ids);
  const asked = await store.promotionRounds.deploymentsOf(
    rounds.map(({ id }) => id),
  );
  return new Map(
    rounds.map(({ id, environmentIds, releaseId, rule, ended }) => {
      const chosen = new Set(environmentIds);
      const places = environments
        .filter(environment => chosen.has(environment.id))
        .map((environment): RoundPlace => {
          const deployment = asked
            .get(id)
            ?.find(({ environmentId }) => environmentId === environment.id);
          const hasIt = deployed.get(environment.id)?.releaseId === releaseId;
          return {
            environment,
            wave: waveOf(environment.labels, rule.waves),
            progress: progressIn(
              hasIt,
              // What the end of the round has ended did not fail.
              ended && deployment && isLeft(deployment, ended.at)
                ? undefined
                : deployment?.status,
            ),
            ...(deployment && { deployment }),
          };
        })
        .sort(
          (a, b) =>
            a.wave - b.wave ||
            compareNames(a.environment.name, b.environment.name),
        );
      return [id, places];
    }),
  );
}

export function receiverOf({ environment, progress }: RoundPlace): Receiver {
  return { name: environment.name, labels: environment.labels, progress };
}

/**
 * It had not begun when the round ended, and was ended with it. A worker that had planned it by then may begin it all
 * the same, and stops at once.
 */
function isLeft(
  {
    status,
    startedAt,
    finishedAt = Infinity,
  }: Pick<RoundDeployment, 'status' | 'startedAt' | 'finishedAt'>,
  roundEndedAt: number,
): boolean {
  return startedAt === undefined
    ? finishedAt >= roundEndedAt
    : startedAt >= roundEndedAt && CANCELLED.includes(status);
}
