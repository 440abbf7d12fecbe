import { PlanStep } from '@tutti/engine';
import { ResourceView } from '@tutti/plugin-tutti-common';
import { ResourceHead, Store } from '../../store';
import { Lookup, Place } from '../Lookup';
import { ResourcesService, Visibility } from '../types';
import { isoTime } from '../views';

export class DefaultResourcesService implements ResourcesService {
  constructor(private readonly store: Store) {}

  async list(
    query: { application: string; environment?: string } & Visibility,
  ): Promise<ResourceView[]> {
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
    const shown = places.filter(place => query.visible?.(place) ?? true);
    const views: ResourceView[] = [];
    for (const place of shown) {
      const neededBy = await this.#neededBy(place);
      for (const head of await store.resources.heads([place.environment.id])) {
        views.push(view(place, head, neededBy.get(head.resourceId) ?? []));
      }
    }
    return views;
  }

  /** Which workloads ask for each resource, by the last deployment's plan. */
  async #neededBy({ environment }: Place): Promise<Map<string, string[]>> {
    const { store } = this;
    const last = (await store.deployments.lastOf([environment.id])).get(
      environment.id,
    );
    const plan = last && (await store.plans.get(last.planId));
    const steps: PlanStep[] = plan?.plan.steps ?? [];
    return new Map(
      steps.flatMap(step =>
        step.kind === 'resource'
          ? [[step.resourceId, step.neededBy] as const]
          : [],
      ),
    );
  }
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
