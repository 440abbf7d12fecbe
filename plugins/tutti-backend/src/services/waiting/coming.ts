import { WaitingItem, Waits } from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { prospectsOf, roundTurns, waveSentence } from '../../promotion';
import { ApplicationRecord, ReleaseHead, Store } from '../../store';
import { Place } from '../Lookup';
import { receiverOf, roundPlaces } from '../promotions/roundPlaces';
import { WaitingQuery } from '../types';
import { isoTime, releaseSummary } from '../views';

/** A release that is promoted by itself when what it waits for is over. */
export interface Coming {
  place: Place;
  from: string;
  releaseId: string;
  waits: Waits;
}

/** As many questions, however many applications there are. */
export async function comingOf(
  store: Store,
  platform: ActivePlatform,
  applications: ApplicationRecord[],
  visible: WaitingQuery['visible'],
): Promise<Coming[]> {
  const asked = await comingInRounds(store, applications, visible);
  const taken = new Set(asked.map(({ place }) => place.environment.id));
  const byThemselves = await comingByThemselves(
    store,
    platform,
    applications,
    visible,
  );
  return [
    ...asked,
    ...byThemselves.filter(({ place }) => !taken.has(place.environment.id)),
  ];
}

/** By the rules of types. */
async function comingByThemselves(
  store: Store,
  platform: ActivePlatform,
  applications: ApplicationRecord[],
  visible: WaitingQuery['visible'],
): Promise<Coming[]> {
  const types = (await platform.find())?.environmentTypes ?? {};
  if (!Object.values(types).some(({ promotion }) => promotion?.automatic)) {
    return [];
  }
  const prospects = await prospectsOf(store, types, applications, {
    wanted: rule => rule.automatic,
    sees: (application, environment) =>
      visible?.({ application, environment }) ?? true,
  });
  return prospects.flatMap(
    ({ application, target, source, success, standing }): Coming[] =>
      standing?.kind === 'waits' && source && success?.releaseId !== undefined
        ? [
            {
              place: { application, environment: target },
              from: source.name,
              releaseId: success.releaseId,
              waits: standing.waits,
            },
          ]
        : [],
  );
}

/** Because somebody asked for all of a type: those whose turn has not come. */
async function comingInRounds(
  store: Store,
  applications: ApplicationRecord[],
  visible: WaitingQuery['visible'],
): Promise<Coming[]> {
  const byId = new Map(applications.map(each => [each.id, each]));
  const rounds = await store.promotionRounds.open();
  const places = await roundPlaces(store, rounds);
  return rounds.flatMap(round => {
    const application = byId.get(round.applicationId);
    const all = places.get(round.id) ?? [];
    const turns = roundTurns(all.map(receiverOf), round.rule);
    return all.flatMap(({ environment, progress }): Coming[] => {
      const place = application && { application, environment };
      if (!place || progress !== 'open' || !(visible?.(place) ?? true)) {
        return [];
      }
      const turn = turns.get(environment.name);
      const seen = new Set(
        all.flatMap(each =>
          visible?.({ ...place, environment: each.environment }) ?? true
            ? [each.environment.name]
            : [],
        ),
      );
      const behind =
        turn?.kind === 'waits'
          ? turn.behind.filter(name => seen.has(name))
          : [];
      return [
        {
          place,
          from: round.source,
          releaseId: round.releaseId,
          waits: {
            for: 'wave',
            message: waveSentence(behind),
            since: isoTime(round.requestedAt),
            behind,
          },
        },
      ];
    });
  });
}

export function comingItem(
  { application, environment }: Place,
  { from, waits }: Coming,
  release: ReleaseHead | undefined,
): WaitingItem {
  return {
    kind: 'promotion',
    application: application.name,
    applicationTitle: application.title,
    environment: environment.name,
    from,
    ...(release && { release: releaseSummary(release) }),
    waits,
    mine: false,
  };
}
