import { EnvironmentType, groupBy } from '@tutti/engine';
import {
  compareNames,
  Deployment,
  Promotion,
  PromotionList,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { Prospect, prospectsOf } from '../../promotion';
import { ReleaseHead, Store } from '../../store';
import { Lookup } from '../Lookup';
import { DeploymentViews, isoTime, releaseSummary } from '../views';
import { PromotionsQuery, PromotionsService } from './types';

/** Derived anew from what succeeded: nothing of it is stored. */
export class DefaultPromotionsService implements PromotionsService {
  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
    private readonly views: DeploymentViews,
  ) {}

  async list(query: PromotionsQuery): Promise<PromotionList> {
    const { store } = this;
    const application = await new Lookup(store).application(query.application);
    const types = (await this.platform.find())?.environmentTypes ?? {};
    const seen = await prospectsOf(store, types, [application], {
      sees: (_, environment) =>
        query.visible?.({ application, environment }) ?? true,
    });
    const prospects = seen
      .filter(
        ({ target }) =>
          query.environment === undefined || target.name === query.environment,
      )
      .sort(
        (a, b) =>
          types[a.target.type].rank - types[b.target.type].rank ||
          compareNames(a.target.name, b.target.name),
      );
    const releases = await store.releases.heads(
      prospects.flatMap(({ success }) => success?.releaseId ?? []),
    );
    const asked = await this.#asked(prospects);
    return {
      items: prospects.map(prospect => view(prospect, { releases, asked })),
      notes: emptyWaves(types, seen),
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
