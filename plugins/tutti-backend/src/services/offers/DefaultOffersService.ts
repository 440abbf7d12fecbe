import { InputError } from '@backstage/errors';
import { offersOf, Platform, ResourceOffer } from '@tutti/engine';
import { ActivePlatform, CatalogFacts } from '../../platform';
import { Store } from '../../store';
import { ownerRef } from '../applications/refs';
import { Lookup } from '../Lookup';
import { OffersService, Visibility } from '../types';
import { placesOf, typesOf } from './placesOf';

export class DefaultOffersService implements OffersService {
  constructor(
    private readonly options: {
      store: Store;
      active: ActivePlatform;
      catalog: CatalogFacts;
    },
  ) {}

  async ofApplication(
    query: { application: string } & Visibility,
  ): Promise<ResourceOffer[]> {
    const { store, active, catalog } = this.options;
    const { application: name, visible = () => true } = query;
    const application = await catalog.refreshOne(
      await new Lookup(store).application(name),
    );
    const platform = await active.demand();
    return offersOf(
      platform,
      await placesOf(store, platform, application, visible),
    );
  }

  async ofPlatform(query: {
    types?: string[];
    owner?: string;
  }): Promise<ResourceOffer[]> {
    const platform = await this.options.active.demand();
    return offersOf(
      platform,
      typesOf(
        platform,
        {
          application: 'a new application',
          ...(query.owner && { owner: ownerRef(query.owner) }),
          labels: {},
        },
        known(query.types, platform),
      ),
    );
  }
}

/** @throws InputError for an environment type that the platform does not have */
function known(
  types: string[] | undefined,
  { environmentTypes }: Platform,
): string[] | undefined {
  const missing = types?.find(type => !Object.hasOwn(environmentTypes, type));
  if (missing !== undefined) {
    throw new InputError(
      `types: the platform has no environment type '${missing}'; there are: ${Object.keys(
        environmentTypes,
      )
        .sort()
        .join(', ')}`,
    );
  }
  return types && [...new Set(types)];
}
