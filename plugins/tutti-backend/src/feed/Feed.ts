import { LoggerService } from '@backstage/backend-plugin-api';
import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import {
  ApplicationRecord,
  DeploymentRecord,
  EnvironmentRecord,
  Store,
} from '../store';

/** A deployment has another status. */
export interface Happened {
  /** Of the event. */
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  status: DeploymentStatus;
  deployment: DeploymentRecord;
  environment: EnvironmentRecord;
  application: ApplicationRecord;
}

/** Somebody who wants to hear of each once. */
export interface FeedReader {
  /** For good: by it the place is kept to which it has read. */
  name: string;
  /** In the transaction in which the place moves on. */
  keep?(tx: Store, happened: Happened[], at: number): Promise<void>;
  /** After that, in the replica that read it; lost where that one ends just then. */
  tell?(happened: Happened[]): void;
}

const AT_ONCE = 500;

/**
 * Hands the events on to readers, in order: what was committed is read from the table, so that nothing is
 * added to the transactions of runs, and nothing is lost with a replica. Each is read by one replica.
 */
export class Feed {
  /** Nothing is behind it for anybody. */
  #done = -1;

  constructor(
    private readonly options: {
      store: Store;
      readers: FeedReader[];
      logger: LoggerService;
    },
  ) {}

  /** Readers that are new begin here. */
  async begin(): Promise<void> {
    const { store, readers } = this.options;
    const newest = await store.events.newest();
    for (const { name } of readers) {
      await store.feeds.begin(name, newest);
    }
  }

  /** Reads what there is. Never rejects. */
  async read(): Promise<void> {
    const { store, readers, logger } = this.options;
    try {
      const newest = await store.events.newest();
      if (newest === this.#done) return;
      for (const reader of readers) {
        while (await this.#readOn(reader));
      }
      this.#done = newest;
    } catch (error) {
      logger.warn(`Events could not be handed on yet: ${error}`);
    }
  }

  /** @returns whether there may be more */
  async #readOn({ name, keep, tell }: FeedReader): Promise<boolean> {
    const { store } = this.options;
    const from = await store.feeds.position(name);
    if (from === undefined) return false;
    const page = await store.events.statuses(from, AT_ONCE);
    if (page.last === from) return false;
    const happened = await this.#complete(page.items);
    const moved =
      keep && happened.length > 0
        ? await store.transaction(async tx => {
            const isOurs = await tx.feeds.advance(name, from, page.last);
            if (isOurs) await keep(tx, happened, await tx.now());
            return isOurs;
          })
        : await store.feeds.advance(name, from, page.last);
    if (moved && happened.length > 0) tell?.(happened);
    return page.isFull;
  }

  /** Of what is gone by now nobody is told. */
  async #complete(
    items: Awaited<ReturnType<Store['events']['statuses']>>['items'],
  ): Promise<Happened[]> {
    if (items.length === 0) return [];
    const { store } = this.options;
    const deployments = byId(
      await store.deployments.list(
        items.map(({ deploymentId }) => deploymentId),
      ),
    );
    const environments = byId(
      await store.environments.get(
        [...deployments.values()].map(({ environmentId }) => environmentId),
      ),
    );
    const applications = byId(
      await store.applications.get(
        [...environments.values()].map(({ applicationId }) => applicationId),
      ),
    );
    return items.flatMap(({ id, deploymentId, event: { at, status } }) => {
      const deployment = deployments.get(deploymentId);
      const environment =
        deployment && environments.get(deployment.environmentId);
      const application =
        environment && applications.get(environment.applicationId);
      return application
        ? [{ id, at, status, deployment, environment, application }]
        : [];
    });
  }
}

function byId<T extends { id: string }>(records: T[]): Map<string, T> {
  return new Map(records.map(each => [each.id, each]));
}
