import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';

const FRESH_FOR_MS = 60_000;

/**
 * Owners of applications whom the catalog does not know: nobody acts as such a group, and a refusal
 * that only named it would send people looking for it.
 */
export class AbsentOwners {
  #known: { refs: Promise<ReadonlySet<string>>; until: number } | undefined;

  constructor(
    private readonly options: {
      /** Of all applications, as entity refs. */
      owners(): Promise<string[]>;
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
    },
  ) {}

  /** At most a minute old. Empty while the catalog does not answer: then nobody is called absent. */
  refs(): Promise<ReadonlySet<string>> {
    if (!this.#known || Date.now() >= this.#known.until) {
      this.#known = { refs: this.#ask(), until: Date.now() + FRESH_FOR_MS };
    }
    return this.#known.refs;
  }

  async #ask(): Promise<ReadonlySet<string>> {
    const { catalog, auth, logger } = this.options;
    const owners = await this.options.owners();
    if (owners.length === 0) return new Set();
    try {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: owners, fields: ['kind', 'metadata.name'] },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return new Set(owners.filter((_, index) => !items[index]));
    } catch (error) {
      logger.debug(`The catalog does not answer: ${error}`);
      return new Set();
    }
  }
}
