import { own } from '@tutti/engine';
import {
  Allowed,
  PromotionRound,
  PromotionRoundPlace,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { roundTurns } from '../../promotion';
import { ApplicationRecord, PromotionRoundRecord, Store } from '../../store';
import { Caller } from '../types';
import { isoTime, releaseSummary } from '../views';
import { receiverOf, RoundPlace, roundPlaces } from './roundPlaces';
import { RoundPath } from './types';

const NO_RIGHT = {
  allowed: false,
  reason:
    'It is stopped by whoever asked for it, or by one who may deploy to one of its environments.',
} as const;

/** Promotions to all of a type as the API shows them. */
export class RoundViews {
  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
  ) {}

  /** @returns in their order; those of which the reader sees no environment are left out */
  async list(
    rounds: PromotionRoundRecord[],
    application: ApplicationRecord,
    reader: Pick<RoundPath, 'visible' | 'mayDeploy'>,
    caller: Pick<Caller, 'name'>,
  ): Promise<PromotionRound[]> {
    const { store } = this;
    const { visible = () => true, mayDeploy = () => ({ allowed: true }) } =
      reader;
    const types = (await this.platform.find())?.environmentTypes ?? {};
    const places = await roundPlaces(store, rounds);
    const releases = await store.releases.heads(
      rounds.map(({ releaseId }) => releaseId),
    );
    const numbers = new Map(
      (await store.deployments.numbers(rounds.map(each => each.promotes))).map(
        ({ id, number }) => [id, number],
      ),
    );
    return rounds.flatMap((round): PromotionRound[] => {
      const release = releases.get(round.releaseId);
      const all = places.get(round.id) ?? [];
      const seen = all.filter(({ environment }) =>
        visible({ application, environment }),
      );
      if (!release || (seen.length === 0 && all.length > 0)) return [];
      const names = new Set(seen.map(({ environment }) => environment.name));
      const { ended, rule } = round;
      const rights = seen.map(({ environment }) =>
        mayDeploy({ application, environment }),
      );
      return [
        {
          id: round.id,
          from: round.source,
          type: round.type,
          typeTitle: own(types, round.type)?.title ?? round.type,
          release: releaseSummary(release),
          success: {
            id: round.promotes,
            number: numbers.get(round.promotes) ?? 0,
          },
          requestedBy: round.requestedBy,
          requestedAt: isoTime(round.requestedAt),
          state: ended?.how ?? 'going',
          message: sentence(round, all),
          ...(ended && { endedAt: isoTime(ended.at) }),
          stopOnFailure: rule.stopOnFailure,
          environments: placesShown(round, all, names),
          allowed: {
            stop: mayStop(
              round,
              rights.some(({ allowed }) => allowed) ||
                round.requestedBy === caller.name,
            ),
          },
        },
      ];
    });
  }
}

function mayStop({ ended }: PromotionRoundRecord, hasRight: boolean): Allowed {
  if (ended) return { allowed: false, reason: 'It has ended.' };
  return hasRight ? { allowed: true } : NO_RIGHT;
}

/** What may not be seen is counted, and not named. */
function placesShown(
  { ended, rule }: PromotionRoundRecord,
  all: RoundPlace[],
  seen: Set<string>,
): PromotionRoundPlace[] {
  const turns = roundTurns(all.map(receiverOf), rule);
  return all
    .filter(({ environment }) => seen.has(environment.name))
    .map(({ environment, wave, progress, deployment }) => {
      const turn = turns.get(environment.name);
      const behind =
        turn?.kind === 'waits'
          ? turn.behind.filter(name => seen.has(name))
          : [];
      const open = ended ? ('left' as const) : ('waits' as const);
      const states = {
        open,
        begun: 'begun',
        succeeded: 'here',
        failed: 'failed',
      } as const;
      return {
        environment: environment.name,
        wave,
        state: states[progress],
        ...(!ended && behind.length > 0 && { behind }),
        ...(deployment && {
          deployment: {
            id: deployment.id,
            number: deployment.number,
            status: deployment.status,
          },
        }),
      };
    });
}

function sentence(
  { ended, rule }: PromotionRoundRecord,
  places: RoundPlace[],
): string {
  const count = (progress: RoundPlace['progress']) =>
    places.filter(each => each.progress === progress).length;
  const parts = [
    `${count('succeeded')} of ${places.length} have it`,
    ...(count('begun') > 0 ? [`${count('begun')} under way`] : []),
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
  ].join(', ');
  if (ended?.how === 'done') return 'All have it.';
  if (ended) {
    return [`${parts}.`, ended.message ?? 'It was stopped.'].join(' ');
  }
  return count('failed') > 0 && rule.stopOnFailure
    ? `${parts}. Nothing more begins, since it failed in one.`
    : `${parts}.`;
}
