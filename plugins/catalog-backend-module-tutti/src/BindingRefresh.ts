import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { refreshKey } from './BindingProcessor';
import { Bindings } from './Bindings';

/** Reads the bindings, and has the catalog look again at what changed. Gives no entity. */
export class BindingRefresh implements EntityProvider {
  #connection?: EntityProviderConnection;

  constructor(
    private readonly options: { bindings: Bindings; logger: LoggerService },
  ) {}

  getProviderName(): string {
    return 'tutti-bindings';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  async refresh(): Promise<void> {
    const { bindings, logger } = this.options;
    try {
      const changed = await bindings.read();
      if (changed.length > 0) {
        await this.#connection?.refresh({ keys: changed.map(refreshKey) });
      }
    } catch (error) {
      logger.warn(
        'Tutti’s applications could not be read; entities keep what they have',
        { cause: String(error) },
      );
    }
  }
}
