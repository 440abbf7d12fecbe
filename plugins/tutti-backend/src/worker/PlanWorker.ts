import { LoggerService } from '@backstage/backend-plugin-api';
import { Wakeups } from '../services';
import { PlanClaim, Store } from '../store';
import { WorkerConfig } from './config';
import { PlanMaker } from './PlanMaker';

/**
 * Makes the plans that were asked for, in this and every other replica. One stopped in good order puts
 * back what it has not finished; what one had that was killed is taken when its lease has run out.
 */
export class PlanWorker {
  readonly #stopping = new AbortController();
  /** By id of the request. */
  readonly #making = new Map<string, Promise<void>>();
  #loop?: Promise<void>;

  constructor(
    private readonly tools: {
      store: Store;
      maker: PlanMaker;
      wakeups: Wakeups;
      logger: LoggerService;
    },
    private readonly config: Pick<WorkerConfig, 'plans' | 'leaseMs' | 'pollMs'>,
    /** Id of this instance of the backend: the owner of its leases. */
    private readonly instanceId: string,
  ) {}

  start(): void {
    this.#loop ??= this.#work();
  }

  /** Resolves when nothing is made in this process any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.tools.wakeups.plans.ring();
    await this.#loop;
    await Promise.all(this.#making.values());
  }

  async #work(): Promise<void> {
    const { wakeups, logger } = this.tools;
    const stopping = this.#stopping.signal;
    while (!stopping.aborted) {
      const mark = wakeups.plans.mark;
      let claimed = false;
      try {
        claimed =
          this.#making.size < this.config.plans && (await this.#claimOne());
      } catch (error) {
        logger.error(`Plans could not be claimed: ${error}`);
      }
      if (!claimed) {
        await wakeups.plans.wait(mark, this.config.pollMs, stopping);
      }
    }
  }

  async #claimOne(): Promise<boolean> {
    const { store, wakeups, logger } = this.tools;
    const { leaseMs } = this.config;
    // A process that stood still finds its own leases run out: it goes on, and does not begin again.
    const claim = await store.planRequests.claim(this.instanceId, leaseMs, [
      ...this.#making.keys(),
    ]);
    if (!claim) {
      return false;
    }
    const { id } = claim.request;
    if (claim.attempt > 1) {
      logger.info(`Plan ${id}: taken over`);
    }
    const making = this.#make(claim)
      .catch(error =>
        // Its lease runs out, and it is made again.
        logger.error(`Plan ${id}: ${error}`),
      )
      .finally(() => {
        this.#making.delete(id);
        wakeups.plans.ring();
        wakeups.notify();
      });
    this.#making.set(id, making);
    return true;
  }

  async #make(claim: PlanClaim): Promise<void> {
    const { store, maker } = this.tools;
    const lost = new AbortController();
    const beating = setInterval(
      () => this.#renew(claim, lost),
      this.config.leaseMs / 4,
    );
    const stopping = this.#stopping.signal;
    try {
      await maker.make(claim, AbortSignal.any([stopping, lost.signal]));
    } finally {
      clearInterval(beating);
    }
    if (stopping.aborted && !lost.signal.aborted) {
      // Nothing, where it was finished.
      await store.planRequests.putBack(claim);
    }
  }

  async #renew(claim: PlanClaim, lost: AbortController): Promise<void> {
    const { store, logger } = this.tools;
    try {
      if (!(await store.planRequests.renew(claim, this.config.leaseMs))) {
        lost.abort();
      }
    } catch (error) {
      // Whoever takes over has the row: what this one makes is not stored.
      logger.warn(
        `The lease of plan ${claim.request.id} could not be renewed, trying again: ${error}`,
      );
    }
  }
}
