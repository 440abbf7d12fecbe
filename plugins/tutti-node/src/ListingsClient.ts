import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  ApplicationListing,
  TuttiListingsApi,
} from '@tutti/plugin-tutti-common';
import { tuttiClient } from './tuttiClient';

const PAGE = 100;

/** What Tutti lists, read as the plugin that asks: Tutti lets the catalog and the search. */
export class ListingsClient {
  readonly #client: TuttiListingsApi;

  constructor(services: { auth: AuthService; discovery: DiscoveryService }) {
    this.#client = tuttiClient(services, () =>
      services.auth.getOwnServiceCredentials(),
    );
  }

  /** Every application that everyone may read, by name. */
  async *each(): AsyncGenerator<ApplicationListing> {
    let cursor: string | undefined;
    do {
      const page = await this.#client.listListings({ limit: PAGE, cursor });
      yield* page.items;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async all(): Promise<ApplicationListing[]> {
    const listings: ApplicationListing[] = [];
    for await (const listing of this.each()) {
      listings.push(listing);
    }
    return listings;
  }

  /** Undefined where it is gone, or not for everyone to read. */
  find(application: string): Promise<ApplicationListing | undefined> {
    return this.#client.findListing(application);
  }
}
