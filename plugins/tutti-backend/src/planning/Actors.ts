import { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_MEMBER_OF } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Actor } from '@tutti/plugin-tutti-node';

/** People of the portal, as clusters are told about them. */
export class Actors {
  constructor(
    private readonly options: { catalog: CatalogService; auth: AuthService },
  ) {}

  /**
   * Undefined for a service, which has no groups and no rights of its own in a cluster.
   *
   * @param ref - who asked: `user:default/maria`, `plugin:ci`
   * @throws ServiceUnavailableError when the catalog does not answer: nobody acts with fewer or more groups
   *   than they have
   */
  async find(ref: string): Promise<Actor | undefined> {
    if (!ref.startsWith('user:')) return undefined;
    const { catalog, auth } = this.options;
    try {
      const entity = await catalog.getEntityByRef(ref, {
        credentials: await auth.getOwnServiceCredentials(),
      });
      const groups = (entity?.relations ?? [])
        .filter(({ type }) => type === RELATION_MEMBER_OF)
        .map(({ targetRef }) => targetRef)
        .sort();
      return { user: ref, groups };
    } catch (error) {
      throw new ServiceUnavailableError(
        'The catalog does not answer, so nobody knows in which groups the person is in whose name the cluster is written to; try again in a moment',
        error,
      );
    }
  }
}
