import { Promotion, PromotionRound } from '@tutti/plugin-tutti-common';
import { waveSentence } from '../../promotion';

/**
 * What comes to environments by promotions that somebody asked for, as what comes by itself is told: one for each
 * environment that has not got it yet.
 */
export function inRounds(
  rounds: PromotionRound[],
): (Promotion & { type: string })[] {
  return rounds
    .filter(({ state }) => state === 'going')
    .flatMap(({ from, type, release, success, requestedAt, environments }) =>
      environments.flatMap(
        ({
          environment,
          wave,
          state,
          behind = [],
          deployment,
        }): (Promotion & { type: string })[] => {
          const coming = {
            environment,
            type,
            from,
            automatic: false,
            only: false,
            release,
            success: { ...success, at: requestedAt },
            wave,
          };
          if (state === 'begun' && deployment) {
            return [
              {
                ...coming,
                state: 'asked' as const,
                message: `#${deployment.number} brings it here.`,
                deployment,
              },
            ];
          }
          if (state !== 'waits') return [];
          const message = waveSentence(behind);
          return [
            {
              ...coming,
              state: 'waits' as const,
              message,
              waits: {
                for: 'wave' as const,
                message,
                since: requestedAt,
                behind,
              },
            },
          ];
        },
      ),
    );
}
