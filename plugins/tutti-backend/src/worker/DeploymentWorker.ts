import { PLAN_FORMAT } from '@tutti/engine';
import { CancelWatch } from './CancelWatch';
import { WorkerConfig } from './config';
import { Lease } from './Lease';
import { LineKeeper } from './LineKeeper';
import { PromotionKeeper } from './PromotionKeeper';
import { runClaim, RunTools } from './runClaim';
import { Verifier } from './Verifier';

/**
 * Takes deployments from the queue, in this and every other replica, and runs them. One stopped
 * in good order lets go of its runs at once; one that was killed loses them when their leases
 * run out.
 */
export class DeploymentWorker {
  /** Nothing is claimed any more. */
  readonly #closing = new AbortController();
  /** What runs is let go of. */
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** Of those that run: they wait for people, perhaps for days, and take nobody's place. */
  readonly #patient = new Set<string>();
  readonly #keeper: LineKeeper;
  readonly #verifier: Verifier;
  readonly #promotions: PromotionKeeper;
  readonly #cancels: CancelWatch;
  #loop?: Promise<void>;
  /** When it was looked last for runs that lost their worker, and there was none. */
  #noneAbandonedAt = -Infinity;

  constructor(
    private readonly tools: RunTools,
    private readonly config: WorkerConfig,
    /** Id of this instance of the backend: the owner of its leases. */
    private readonly instanceId: string,
  ) {
    this.#keeper = new LineKeeper(tools, config.pollMs);
    this.#cancels = new CancelWatch(tools);
    this.#promotions = new PromotionKeeper(tools, config.pollMs);
    this.#verifier = new Verifier(
      {
        ...tools,
        ended: async environmentId => {
          this.#promotions.hurry();
          await this.#announce(environmentId);
        },
      },
      config.pollMs,
    );
  }

  start(): void {
    this.#loop ??= this.#work();
  }

  /** Resolves when nothing runs in this process any more. */
  async stop(): Promise<void> {
    this.#closing.abort();
    this.tools.wakeups.notify();
    // Before anything is let go of: a look that is under way would take it over again.
    await this.#loop;
    this.#stopping.abort();
    await Promise.all(this.#running);
    await this.#verifier.stop();
    await this.#promotions.stop();
  }

  async #work(): Promise<void> {
    const { wakeups, logger } = this.tools;
    const closing = this.#closing.signal;
    while (!closing.aborted) {
      const mark = wakeups.work.mark;
      let claimed = false;
      try {
        this.#verifier.look();
        this.#promotions.look();
        await this.#keeper.look();
        claimed =
          this.#running.size - this.#patient.size < this.config.concurrency &&
          (await this.#claimOne());
      } catch (error) {
        logger.error(`Deployments could not be claimed: ${error}`);
      }
      if (!claimed) {
        await wakeups.work.wait(mark, this.config.pollMs, closing);
      }
    }
  }

  /** Which resources there are is known now. */
  async #announce(environmentId: string): Promise<void> {
    const { store, changes } = this.tools;
    const [environment] = await store.environments.get([environmentId]);
    const applications = await store.applications.get(
      environment ? [environment.applicationId] : [],
    );
    for (const { name } of applications) {
      changes.announce(name);
    }
  }

  async #claimOne(): Promise<boolean> {
    const { store, metrics, logger } = this.tools;
    const { leaseMs, pollMs } = this.config;
    const askedAt = performance.now();
    // Not with each of many that begin: a lease that has just run out may wait so long.
    const takesOver = askedAt - this.#noneAbandonedAt >= pollMs;
    const claim = await store.leases.claim(
      this.instanceId,
      leaseMs,
      PLAN_FORMAT,
      takesOver,
    );
    if (takesOver && (claim?.takeovers ?? 0) === 0) {
      this.#noneAbandonedAt = askedAt;
    }
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
    const running = runClaim(
      {
        ...this.tools,
        waitsForPeople: () => {
          this.#patient.add(claim.deploymentId);
          this.tools.wakeups.work.ring();
        },
      },
      lease,
      this.#stopping.signal,
      this.#cancels,
    )
      .catch(error =>
        // Its lease runs out, and the run is taken over.
        logger.error(`Deployment ${claim.deploymentId}: ${error}`),
      )
      .finally(() => {
        this.#running.delete(running);
        this.#patient.delete(claim.deploymentId);
        this.#promotions.hurry();
        // There is room for another one, and its environment is free.
        this.tools.wakeups.work.ring();
      });
    this.#running.add(running);
    return true;
  }
}
