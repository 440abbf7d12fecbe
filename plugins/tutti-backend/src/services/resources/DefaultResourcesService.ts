import { InputError } from '@backstage/errors';
import { generatedPasswords, mayRotate, own, Platform } from '@tutti/engine';
import { ResourceView } from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { ResourceHead, Store } from '../../store';
import { Lookup, Place } from '../Lookup';
import { ResourceQuery, ResourcesService, Visibility } from '../types';
import { isoTime } from '../views';
import { readResourceCursor, writeResourceCursor } from './cursor';
import { olderUses } from './olderUses';

export class DefaultResourcesService implements ResourcesService {
  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
  ) {}

  async list(query: ResourceQuery & Visibility) {
    const { store } = this;
    const lookup = new Lookup(store);
    const places = query.environment
      ? [
          await lookup.place({
            application: query.application,
            environment: query.environment,
          }),
        ]
      : await lookup.places([await lookup.application(query.application)]);
    const seen = places.filter(place => query.visible?.(place) ?? true);
    const { address, search, limit, cursor } = query;
    const after = cursor ? readResourceCursor(cursor) : undefined;
    const first = seen.findIndex(
      ({ environment }) => environment.id === after?.environmentId,
    );
    if (after && first < 0) {
      throw new InputError(
        'cursor: its environment is not there any more; begin again without one.',
      );
    }
    const shown = seen.slice(Math.max(first, 0));
    const changed =
      address === undefined
        ? undefined
        : await store.steps.lastChangeOf(
            address,
            shown.map(({ environment }) => environment.id),
          );
    const platform = await this.platform.find();
    const views: ResourceView[] = [];
    for (const place of shown) {
      const { id } = place.environment;
      if (views.length > limit) break;
      const heads = await store.resources.page(id, {
        ...(address !== undefined && { address }),
        ...(search && { search }),
        ...(after?.environmentId === id && { after }),
        // One more says that there is another page.
        limit: limit + 1 - views.length,
      });
      const neededBy = await this.#neededBy(place, heads);
      const older = await olderUses(store, id);
      const changedBy = changed?.get(id);
      for (const head of heads) {
        const olderUsedBy = older.get(head.resourceId);
        views.push({
          ...view(place, head, neededBy.get(head.resourceId) ?? []),
          ...rotatable(head, platform),
          ...(olderUsedBy && { olderUsedBy }),
          ...(changedBy && { changedBy }),
        });
      }
    }
    const items = views.slice(0, limit);
    const last = items.at(-1);
    const place = shown.find(
      ({ environment }) => environment.name === last?.environment,
    );
    return {
      items,
      ...(last &&
        place &&
        views.length > limit && {
          next: writeResourceCursor({
            ...last,
            environmentId: place.environment.id,
          }),
        }),
    };
  }

  /** Which workloads ask for these resources, by the last deployment's plan. */
  async #neededBy(
    { environment }: Place,
    heads: ResourceHead[],
  ): Promise<Map<string, string[]>> {
    const { store } = this;
    if (heads.length === 0) return new Map();
    const last = (await store.deployments.lastOf([environment.id])).get(
      environment.id,
    );
    return last?.planId
      ? store.planSteps.neededBy(
          last.planId,
          heads.map(({ resourceId }) => resourceId),
        )
      : new Map();
  }
}

/** By the definition as it is now: a rotation applies that. */
function rotatable(
  { definition, lifecycle }: ResourceHead,
  platform: Platform | undefined,
): Pick<ResourceView, 'rotates'> {
  const now = platform && own(platform.definitions, definition.name);
  const names = now && mayRotate(now) ? generatedPasswords(now) : [];
  return names.length > 0 && lifecycle !== 'retained' ? { rotates: names } : {};
}

function view(
  { application, environment }: Place,
  head: ResourceHead,
  neededBy: string[],
): ResourceView {
  return {
    resourceId: head.resourceId,
    application: application.name,
    environment: environment.name,
    address: head.address,
    type: head.type,
    class: head.class,
    ...(head.id && { id: head.id }),
    name: head.name,
    definition: head.definition.name,
    driver: head.driver,
    lifecycle: head.lifecycle,
    protection: head.definition.protection,
    neededBy,
    outputs: head.outputs,
    updatedAt: isoTime(head.updatedAt),
  };
}
