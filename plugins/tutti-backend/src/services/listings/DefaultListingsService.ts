import { NotFoundError } from '@backstage/errors';
import { addressOf, declaredIdentity, idOf, kubernetesId } from '@tutti/engine';
import {
  ApplicationListing,
  compareNames,
  ListedResource,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import {
  ApplicationRecord,
  ResourceHead,
  Store,
  WorkloadRecord,
} from '../../store';
import { isLasting } from '../previews/isLasting';
import { ListingQuery, ListingsService } from '../types';

export class DefaultListingsService implements ListingsService {
  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
  ) {}

  async list({ limit, cursor, visible = () => true }: ListingQuery) {
    const following = (await this.store.applications.list())
      .filter(
        application =>
          (cursor === undefined ||
            compareNames(application.name, cursor) > 0) &&
          visible(application),
      )
      .sort((a, b) => compareNames(a.name, b.name));
    const page = following.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.#listings(page),
      ...(last && following.length > limit && { next: last.name }),
    };
  }

  async get({
    application: name,
    visible = () => true,
  }: { application: string } & Pick<ListingQuery, 'visible'>) {
    const application = await this.store.applications.findByName(name);
    if (!application || !visible(application)) {
      throw new NotFoundError(`There is no application '${name}' to list`);
    }
    const [found] = await this.#listings([application]);
    return found;
  }

  async #listings(
    applications: ApplicationRecord[],
  ): Promise<ApplicationListing[]> {
    const { store } = this;
    const ids = applications.map(({ id }) => id);
    const [platform, workloads, environments] = await Promise.all([
      this.platform.find(),
      store.workloads.listOf(ids),
      store.environments.listOf(ids),
    ]);
    const lasting = environments.filter(each => isLasting(each, platform));
    const heads = await store.resources.heads(lasting.map(({ id }) => id));
    return applications.map(application =>
      listing(
        application,
        workloads.get(application.id) ?? [],
        resourcesOf(
          new Map(
            lasting
              .filter(each => each.applicationId === application.id)
              .map(each => [each.id, each.name]),
          ),
          heads,
        ),
      ),
    );
  }
}

function listing(
  application: ApplicationRecord,
  workloads: WorkloadRecord[],
  resources: ListedResource[],
): ApplicationListing {
  const { id, name, title, description, owner, entityRef } = application;
  return {
    id,
    name,
    title,
    ...(description && { description }),
    ...(owner && { owner }),
    ...(entityRef && { entityRef }),
    workloads: workloads.map(({ name: workload, good }) => ({
      name: workload,
      kubernetesId: kubernetesId(name, {
        name: workload,
        annotations: good?.workload.annotations ?? {},
      }),
      resources: Object.entries(good?.workload.resources ?? {}).map(
        ([resource, declaration]) =>
          addressOf({
            ...declaration,
            identity: declaredIdentity(workload, resource, declaration),
          }),
      ),
    })),
    resources,
  };
}

/**
 * One per address: each environment of an application has its own of it.
 *
 * @param environments - Names by id.
 */
function resourcesOf(
  environments: Map<string, string>,
  heads: ResourceHead[],
): ListedResource[] {
  const byAddress = new Map<string, ListedResource>();
  for (const head of heads) {
    const { environmentId, address, type, class: resourceClass, needs } = head;
    const environment = environments.get(environmentId);
    if (environment !== undefined) {
      const known = byAddress.get(address);
      byAddress.set(address, {
        address,
        type,
        class: resourceClass,
        id: idOf(address),
        needs: [...new Set([...(known?.needs ?? []), ...needs])],
        environments: [...(known?.environments ?? []), environment],
      });
    }
  }
  return [...byAddress.values()];
}
