import { PLAN_FORMAT } from '@tutti/engine';
import { WorkerConfig } from './config';
import { Lease } from './Lease';
import { runClaim, RunTools } from './runClaim';

/**
 * Takes deployments from the queue, in this and every other replica, and runs them. One stopped
 * in good order lets go of its runs at once; one that was killed loses them when their leases
 * run out.
 */
export class DeploymentWorker {
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #loop?: Promise<void>;

  constructor(
    private readonly tools: RunTools,
    private readonly config: WorkerConfig,
    /** Id of this instance of the backend: the owner of its leases. */
    private readonly instanceId: string,
  ) {}

  start(): void {
    this.#loop ??= this.#work();
  }

  /** Resolves when nothing runs in this process any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.tools.wakeups.notify();
    await this.#loop;
    await Promise.all(this.#running);
  }

  async #work(): Promise<void> {
    const { wakeups, logger } = this.tools;
    const stopping = this.#stopping.signal;
    while (!stopping.aborted) {
      const mark = wakeups.mark;
      let claimed = false;
      try {
        claimed =
          this.#running.size < this.config.concurrency &&
          (await this.#claimOne());
      } catch (error) {
        logger.error(`Deployments could not be claimed: ${error}`);
      }
      if (!claimed) {
        await wakeups.wait(mark, this.config.pollMs, stopping);
      }
    }
  }

  async #claimOne(): Promise<boolean> {
    const { store, metrics, logger } = this.tools;
    const { leaseMs } = this.config;
    const askedAt = performance.now();
    const claim = await store.leases.claim(
      this.instanceId,
      leaseMs,
      PLAN_FORMAT,
    );
    if (!claim) {
      return false;
    }
    logger.info(
      `Deployment ${claim.deploymentId} ${
        claim.takeovers > 0 ? 'taken over' : 'begins'
      }`,
    );
    if (claim.takeovers > 0) {
      metrics.takenOver();
    }
    const lease = new Lease(store, claim, leaseMs, logger, askedAt);
    const running = runClaim(this.tools, lease, this.#stopping.signal)
      .catch(error =>
        // Its lease runs out, and the run is taken over.
        logger.error(`Deployment ${claim.deploymentId}: ${error}`),
      )
      .finally(() => {
        this.#running.delete(running);
      });
    this.#running.add(running);
    return true;
  }
}
