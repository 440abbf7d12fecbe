import { LoggerService } from '@backstage/backend-plugin-api';
import { SecretPlace, SecretReading, SecretReference } from '@tutti/engine';
import { SecretStore } from '@tutti/plugin-tutti-node';

/** All stores of secrets that were registered, by name. */
export class SecretStores {
  readonly #stores: Map<string, SecretStore>;

  constructor(
    stores: SecretStore[],
    private readonly logger: Pick<LoggerService, 'error'>,
  ) {
    this.#stores = new Map(stores.map(store => [store.name, store]));
  }

  names(): string[] {
    return [...this.#stores.keys()].sort();
  }

  /** Never rejects. */
  async read(
    reference: SecretReference,
    place: SecretPlace,
    signal: AbortSignal,
  ): Promise<SecretReading> {
    const store = this.#stores.get(reference.store);
    if (!store) {
      return {
        unavailable: `no store of that name is installed; there is ${
          this.names().join(', ') || 'none'
        }`,
        retryable: false,
      };
    }
    try {
      return await store.read(reference, { place, signal });
    } catch (error) {
      // What it threw may hold anything: only that it did is told.
      this.logger.error(
        `The store of secrets '${store.name}' threw ${
          error instanceof Error ? error.name : typeof error
        } where it should have answered`,
      );
      return {
        unavailable: 'it failed in a way that it does not explain',
        retryable: false,
      };
    }
  }
}
