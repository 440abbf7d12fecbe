import { WaitingItem, WaitingPage } from '@tutti/plugin-tutti-common';
import { whyNotDecide } from '../../line';
import { DecisionRecord, DeploymentRecord, Store } from '../../store';
import { ActivePlatform } from '../../platform';
import { Lookup, Place } from '../Lookup';
import { Caller, WaitingQuery, WaitingService } from '../types';
import { approvalView, DeploymentViews } from '../views';
import { Coming, comingItem, comingOf } from './coming';
import { compareStandings, readCursor, Standing, writeCursor } from './cursor';

/**
 * A deployment that has not begun, an environment whose automation is held without one, or a release that is
 * promoted to one by itself later.
 */
type Waiter = Standing & {
  place: Place;
  deployment?: DeploymentRecord;
  coming?: Coming;
};

export class DefaultWaitingService implements WaitingService {
  constructor(
    private readonly store: Store,
    private readonly views: DeploymentViews,
    private readonly platform: ActivePlatform,
  ) {}

  async list(query: WaitingQuery, caller: Caller): Promise<WaitingPage> {
    const { store } = this;
    const applications = await store.applications.list();
    const places = (await new Lookup(store).places(applications)).filter(
      place => query.visible?.(place) ?? true,
    );
    const deployments = await store.deployments.waiting(
      places.map(({ environment }) => environment.id),
    );
    const decisions = await store.approvals.listOf(
      deployments.flatMap(({ id, approval }) => (approval ? [id] : [])),
    );
    const waiters = [
      ...ofDeployments(deployments, places, decisions, query, caller.name),
      ...ofHolds(deployments, places, query),
      ...ofComing(
        await comingOf(store, this.platform, applications, query.visible),
      ),
    ].sort(compareStandings);
    const after = query.cursor && readCursor(query.cursor);
    const rest = after
      ? waiters.filter(each => compareStandings(each, after) > 0)
      : waiters;
    const page = rest.slice(0, query.limit);
    const last = page[page.length - 1];
    return {
      items: await this.#items(page, decisions, query, caller.name),
      total: waiters.length,
      mine: waiters.filter(({ mine }) => mine).length,
      ...(rest.length > page.length && last && { next: writeCursor(last) }),
    };
  }

  async #items(
    page: Waiter[],
    decisions: Map<string, DecisionRecord[]>,
    { granted }: WaitingQuery,
    who: string,
  ): Promise<WaitingItem[]> {
    const views = new Map(
      (
        await this.views.list(
          page.flatMap(({ deployment }) => deployment ?? []),
          page.map(({ place }) => place),
        )
      ).map(view => [view.id, view]),
    );
    const releases = await this.store.releases.heads(
      page.flatMap(({ coming }) => coming?.releaseId ?? []),
    );
    return page.map(({ place, deployment, coming, mine }) => {
      const { application, environment } = place;
      if (coming) {
        return comingItem(place, coming, releases.get(coming.releaseId));
      }
      const view = deployment && views.get(deployment.id);
      const approval =
        deployment &&
        approvalView(deployment, decisions.get(deployment.id) ?? [], who);
      const isHeld = !deployment || deployment.waits?.for === 'hold';
      return {
        kind: deployment ? ('deployment' as const) : ('hold' as const),
        application: application.name,
        applicationTitle: application.title,
        environment: environment.name,
        ...(view && {
          id: view.id,
          number: view.number,
          requestedBy: view.requestedBy,
          ...(view.release && { release: view.release }),
          ...(view.verb && { verb: view.verb }),
          ...(view.waits && { waits: view.waits }),
        }),
        ...(approval && { approval: granted?.(place, approval) ?? approval }),
        ...(isHeld && environment.hold && { hold: environment.hold }),
        mine,
      };
    });
  }
}

function ofDeployments(
  deployments: DeploymentRecord[],
  places: Place[],
  decisions: Map<string, DecisionRecord[]>,
  { mayEnd }: WaitingQuery,
  who: string,
): Waiter[] {
  const byId = new Map(places.map(place => [place.environment.id, place]));
  return deployments.flatMap(deployment => {
    const { id, environmentId, requestedAt: since } = deployment;
    const place = byId.get(environmentId);
    if (!place) {
      return [];
    }
    const { approval, waits, status } = deployment;
    const isForThem =
      status === 'waiting-approval'
        ? approval !== undefined &&
          whyNotDecide(
            approval,
            decisions.get(id) ?? [],
            deployment.askedBy ?? [deployment.requestedBy],
            who,
          ) === undefined &&
          mayEnd?.(place, approval.by ?? 'approve')
        : waits?.for === 'hold' && mayEnd?.(place, 'hold');
    return [{ id, since, place, deployment, mine: isForThem ?? false }];
  });
}

function ofComing(all: Coming[]): Waiter[] {
  return all.map(coming => ({
    // Nothing of an id yet: an environment may be held, too.
    id: `coming-${coming.place.environment.id}`,
    since: Date.parse(coming.waits.since),
    place: coming.place,
    coming,
    mine: false,
  }));
}

/** What is held without that anything waits for it is easily forgotten. */
function ofHolds(
  deployments: DeploymentRecord[],
  places: Place[],
  { mayEnd }: WaitingQuery,
): Waiter[] {
  const seen = new Set(
    deployments.flatMap(({ environmentId, waits }) =>
      waits?.for === 'hold' ? [environmentId] : [],
    ),
  );
  return places.flatMap(place => {
    const { id, hold } = place.environment;
    return hold && !seen.has(id)
      ? [
          {
            id,
            since: Date.parse(hold.since),
            place,
            mine: mayEnd?.(place, 'hold') ?? false,
          },
        ]
      : [];
  });
}
