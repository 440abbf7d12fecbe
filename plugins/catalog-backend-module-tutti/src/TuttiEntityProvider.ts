import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { Declared } from './Declared';
import { entitiesOf } from './entities';
import { candidateRefs } from './names';
import { ListingsClient } from '@tutti/plugin-tutti-node';

/**
 * Emits what Tutti knows and nobody declared. Emitted entities have no location key, so that the
 * catalog lets any file that declares the same entity take it over; the next look withdraws ours.
 */
export class TuttiEntityProvider implements EntityProvider {
  #connection?: EntityProviderConnection;
  /** One look at a time: a full one would undo what a later, smaller one found. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: {
      listings: ListingsClient;
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return 'tutti';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Looks at everything. */
  refresh(): Promise<void> {
    return this.#inTurn(async connection => {
      const { listings, logger } = this.options;
      const all = await listings.all();
      const declared = await Declared.read(this.options, all);
      const entities = all.flatMap(listing => entitiesOf(listing, declared));
      await connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity })),
      });
      logger.debug(
        `${entities.length} entities for ${all.length} applications of Tutti`,
      );
    });
  }

  /** Looks at one application. */
  refreshOne(application: string): Promise<void> {
    return this.#inTurn(async connection => {
      const listing = await this.options.listings.find(application);
      const declared = await Declared.read(
        this.options,
        listing ? [listing] : [],
        application,
      );
      const entities = listing ? entitiesOf(listing, declared) : [];
      const kept = new Set(entities.map(entity => stringifyEntityRef(entity)));
      // With those that a file took over: it alone shall keep them.
      const before = [
        ...declared.ours(),
        ...(listing ? candidateRefs(listing) : []),
      ];
      await connection.applyMutation({
        type: 'delta',
        added: entities.map(entity => ({ entity })),
        removed: before
          .filter(entityRef => !kept.has(entityRef))
          .map(entityRef => ({ entityRef })),
      });
    });
  }

  #inTurn(
    look: (connection: EntityProviderConnection) => Promise<void>,
  ): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (this.#connection) {
        await look(this.#connection);
      }
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
