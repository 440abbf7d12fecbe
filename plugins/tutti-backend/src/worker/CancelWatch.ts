import { LoggerService } from '@backstage/backend-plugin-api';
import { Wakeups } from '../services';
import { Store } from '../store';

const LOOK_EVERY_MS = 1_000;

/** Finds out which of the runs of this process somebody cancels: one look for all of them. */
export class CancelWatch {
  /** With the deployment of each; one that was taken over here has two for a while. */
  readonly #watched = new Map<AbortController, string>();
  #isLooking = false;

  constructor(
    private readonly tools: {
      store: Store;
      wakeups: Wakeups;
      logger: LoggerService;
    },
  ) {}

  /** `signal` is aborted when somebody cancels the deployment. `forget` it when the run is over. */
  of(deploymentId: string): { signal: AbortSignal; forget(): void } {
    const cancel = new AbortController();
    this.#watched.set(cancel, deploymentId);
    if (!this.#isLooking) {
      this.#isLooking = true;
      this.#look();
    }
    return {
      signal: cancel.signal,
      forget: () => this.#watched.delete(cancel),
    };
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const { store, wakeups, logger } = this.tools;
    while (this.#watched.size > 0) {
      const mark = wakeups.work.mark;
      try {
        const cancelled = await store.deployments.cancelling([
          ...new Set(this.#watched.values()),
        ]);
        for (const [cancel, id] of this.#watched) {
          if (cancelled.includes(id)) {
            cancel.abort();
            this.#watched.delete(cancel);
          }
        }
      } catch (error) {
        logger.warn(`Nobody knows whether to cancel: ${error}`);
      }
      await wakeups.work.wait(mark, LOOK_EVERY_MS);
    }
    this.#isLooking = false;
  }
}
