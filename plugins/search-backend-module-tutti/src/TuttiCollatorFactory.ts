import { Readable } from 'node:stream';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  ApplicationListing,
  TUTTI_DOCUMENTS,
  tuttiApplicationReadPermission,
  TuttiDocument,
} from '@tutti/plugin-tutti-common';
import { ListingsClient } from '@tutti/plugin-tutti-node';

type Indexed = TuttiDocument & IndexableDocument;

/**
 * An application and each of its workloads, as documents. The search asks for each reader whether they may read the application
 * that a document names.
 */
export class TuttiCollatorFactory implements DocumentCollatorFactory {
  readonly type = TUTTI_DOCUMENTS;
  readonly visibilityPermission = tuttiApplicationReadPermission;

  constructor(private readonly listings: Pick<ListingsClient, 'each'>) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<Indexed> {
    for await (const listing of this.listings.each()) {
      yield* documentsOf(listing);
    }
  }
}

function documentsOf(listing: ApplicationListing): Indexed[] {
  const { id, name, title, description, owner = '', workloads } = listing;
  const ofApplication = {
    application: name,
    owner,
    authorization: { resourceRef: id },
  };
  const location = `/tutti/applications/${encodeURIComponent(name)}`;
  const typeOf = new Map(
    listing.resources.map(({ address, type }) => [address, type]),
  );
  return [
    {
      ...ofApplication,
      kind: 'application',
      title,
      text: [name, description ?? '', ...workloads.map(each => each.name)]
        .join(' ')
        .trim(),
      location,
    },
    ...workloads.map(
      (workload): Indexed => ({
        ...ofApplication,
        kind: 'workload',
        title: workload.name,
        text: [
          title,
          ...new Set(
            workload.resources.flatMap(address => typeOf.get(address) ?? []),
          ),
        ].join(' '),
        location: `${location}?tab=workloads`,
      }),
    ),
  ];
}
