import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  APPLICATION_ANNOTATION,
  applicationOf,
} from '@tutti/plugin-tutti-common';
import { ListingsClient } from '@tutti/plugin-tutti-node';

/** What was bound in the portal or by platform files. */
export function boundInTutti(
  listings: Pick<ListingsClient, 'all'>,
): () => Promise<Iterable<[string, string]>> {
  return async () =>
    (await listings.all()).flatMap(({ entityRef, name }) =>
      entityRef
        ? [[entityRef.toLocaleLowerCase('en-US'), name] as [string, string]]
        : [],
    );
}

/** The Systems that name their application in their file. */
export function namedBySystems(options: {
  auth: AuthService;
  catalog: CatalogService;
}): () => Promise<Iterable<[string, string]>> {
  const { auth, catalog } = options;
  return async () => {
    const named: [string, string][] = [];
    const pages = catalog.streamEntities(
      {
        query: {
          kind: 'System',
          [`metadata.annotations.${APPLICATION_ANNOTATION}`]: { $exists: true },
        },
        fields: ['kind', 'metadata'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const application = applicationOf(entity);
        if (application) named.push([stringifyEntityRef(entity), application]);
      }
    }
    return named;
  };
}
