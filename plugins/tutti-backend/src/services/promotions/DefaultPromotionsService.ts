import { EnvironmentType, groupBy, own } from '@tutti/engine';
import {
  compareNames,
  Deployment,
  Promotion,
  PromotionList,
  PromotionOutlook,
  PromotionRound,
} from '@tutti/plugin-tutti-common';
import { Gates } from '../../line';
import { ActivePlatform } from '../../platform';
import { Prospect, prospectsOf } from '../../promotion';
import { PromotionRoundRecord, ReleaseHead, Store } from '../../store';
import { Lookup } from '../Lookup';
import { Caller } from '../types';
import { DeploymentViews, isoTime, releaseSummary } from '../views';
import { Wakeups } from '../Wakeups';
import { inRounds } from './inRounds';
import { PromotionRounds } from './PromotionRounds';
import { RoundViews } from './RoundViews';
import {
  PromotionsQuery,
  PromotionsService,
  RoundPath,
  RoundQuery,
} from './types';

/** Beside those that go on, so many that ended are told. */
const LAST_ROUNDS = 3;

/** Derived anew from what succeeded, and from what somebody asked for. */
export class DefaultPromotionsService implements PromotionsService {
  readonly #roundViews: RoundViews;
  readonly #rounds: PromotionRounds;

  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
    private readonly views: DeploymentViews,
    { gates, wakeups }: { gates: Gates; wakeups: Wakeups },
  ) {
    this.#roundViews = new RoundViews(store, platform);
    this.#rounds = new PromotionRounds({
      store,
      gates,
      wakeups,
      views: this.#roundViews,
    });
  }

  outlook(query: RoundQuery): Promise<PromotionOutlook> {
    return this.#rounds.outlook(query);
  }

  begin(query: RoundQuery, caller: Caller): Promise<PromotionRound> {
    return this.#rounds.begin(query, caller);
  }

  stop(path: RoundPath, caller: Caller): Promise<PromotionRound> {
    return this.#rounds.stop(path, caller);
  }

  async list(
    query: PromotionsQuery,
    caller: Pick<Caller, 'name'>,
  ): Promise<PromotionList> {
    const { store } = this;
    const application = await new Lookup(store).application(query.application);
    const types = (await this.platform.find())?.environmentTypes ?? {};
    const seen = await prospectsOf(store, types, [application], {
      sees: (_, environment) =>
        query.visible?.({ application, environment }) ?? true,
    });
    const isAsked = (environment: string) =>
      query.environment === undefined || environment === query.environment;
    const prospects = seen.filter(({ target }) => isAsked(target.name));
    const releases = await store.releases.heads(
      prospects.flatMap(({ success }) => success?.releaseId ?? []),
    );
    const asked = await this.#asked(prospects);
    const rounds = await this.#roundViews.list(
      await roundsOf(store, application.id),
      application,
      query,
      caller,
    );
    const byEnvironment = new Map([
      ...prospects.map(prospect => {
        const { name, type } = prospect.target;
        return [
          name,
          { ...view(prospect, { releases, asked }), type },
        ] as const;
      }),
      // What somebody asked for comes first.
      ...inRounds(rounds)
        .filter(({ environment }) => isAsked(environment))
        .map(each => [each.environment, each] as const),
    ]);
    const rank = (type: string) => own(types, type)?.rank ?? Infinity;
    return {
      items: [...byEnvironment.values()]
        .sort(
          (a, b) =>
            rank(a.type) - rank(b.type) ||
            compareNames(a.environment, b.environment),
        )
        .map(({ type: _type, ...item }) => item),
      notes: emptyWaves(types, seen),
      rounds,
    };
  }

  /** With what they wait for in the line. */
  async #asked(prospects: Prospect[]): Promise<Map<string, Deployment>> {
    const { store, views } = this;
    const records = await Promise.all(
      prospects.flatMap(({ asked }) =>
        asked ? [store.deployments.get(asked.id)] : [],
      ),
    );
    const found = await views.list(
      records.flatMap(record => record ?? []),
      prospects.map(({ application, target }) => ({
        application,
        environment: target,
      })),
    );
    return new Map(found.map(each => [each.id, each]));
  }
}

/** Those that go on, however many, and the last that ended. */
async function roundsOf(
  store: Store,
  applicationId: string,
): Promise<PromotionRoundRecord[]> {
  const open = await store.promotionRounds.open(applicationId);
  const ended = (
    await store.promotionRounds.newest(applicationId, open.length + LAST_ROUNDS)
  ).filter(({ ended: end }) => end !== undefined);
  return [...open.reverse(), ...ended.slice(0, LAST_ROUNDS)];
}

function view(
  prospect: Prospect,
  facts: {
    releases: Map<string, ReleaseHead>;
    asked: Map<string, Deployment>;
  },
): Promotion {
  const { target, source, rule, success, asked, wave } = prospect;
  const release =
    success?.releaseId !== undefined && !success.destroys
      ? facts.releases.get(success.releaseId)
      : undefined;
  return {
    environment: target.name,
    ...(source && { from: source.name }),
    automatic: rule.automatic,
    only: rule.only,
    ...stated(prospect, asked && facts.asked.get(asked.id)),
    ...(release &&
      success && {
        release: releaseSummary(release),
        success: {
          id: success.id,
          number: success.number,
          at: isoTime(success.finishedAt ?? success.requestedAt),
        },
      }),
    ...(wave !== undefined && { wave }),
  };
}

function stated(
  { standing, reason = '' }: Prospect,
  asked: Deployment | undefined,
): Pick<Promotion, 'state' | 'message' | 'waits' | 'deployment'> {
  if (!standing) {
    return { state: 'unpaired', message: reason };
  }
  switch (standing.kind) {
    case 'ready':
      return { state: 'waits', message: standing.message };
    case 'waits': {
      const { waits } = standing;
      return { state: 'waits', message: waits.message, waits };
    }
    case 'asked': {
      const { id, number, status, waits } = asked ?? {};
      return {
        state: 'asked',
        message: standing.message,
        ...(waits && { waits }),
        ...(id !== undefined &&
          number !== undefined &&
          status && { deployment: { id, number, status } }),
      };
    }
    default:
      return { state: standing.kind, message: standing.message };
  }
}

/** Waves in which no environment is that the reader sees. */
function emptyWaves(
  types: Record<string, EnvironmentType>,
  prospects: Prospect[],
): string[] {
  const byType = groupBy(prospects, ({ target }) => target.type);
  return [...byType].flatMap(([name, group]) => {
    const { promotion, title } = types[name];
    const taken = new Set(group.map(({ wave }) => wave));
    return (promotion?.waves ?? []).flatMap(({ labels }, index) => {
      const words = Object.entries(labels).map(pair => pair.join(': '));
      return taken.has(index + 1)
        ? []
        : [
            `Wave ${index + 1} of ${title ?? name} (${
              words.join(', ') || 'all that are left'
            }) has no environment here.`,
          ];
    });
  });
}
