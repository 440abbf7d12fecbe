import { LoggerService } from '@backstage/backend-plugin-api';
import { Claim, Store } from '../store';

/**
 * Keeps a claim alive. What is left of it is told by a monotonic clock from before the request
 * that got it, so that this process stops before another one may begin, whatever its wall
 * clock says and however long it was frozen.
 */
export class Lease {
  readonly #lost = new AbortController();
  readonly #stopped = new AbortController();
  #timer?: NodeJS.Timeout;
  #endsAt: number;
  #faltered = false;
  /** `end`, in memory that the thread of the run reads. */
  readonly #sharedEnd = new BigInt64Array(new SharedArrayBuffer(8));

  /** @param askedAt - `performance.now()` from before the claim was asked for. */
  constructor(
    private readonly store: Store,
    readonly claim: Claim,
    private readonly leaseMs: number,
    private readonly logger: LoggerService,
    askedAt: number,
  ) {
    this.#endsAt = askedAt + leaseMs;
    this.#share();
    this.#beatLater();
  }

  /** Aborted when somebody else has, or may have, taken over. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  leftMs(): number {
    return this.#lost.signal.aborted
      ? 0
      : Math.max(0, this.#endsAt - performance.now());
  }

  /** When it ends, in nanoseconds of this process' `hrtime`; 0 when it is lost. */
  get end(): BigInt64Array {
    return this.#sharedEnd;
  }

  /**
   * Renewals failed for a while, now or before: what was interrupted may have been because of that,
   * although the lease was renewed meanwhile.
   */
  get fails(): boolean {
    return this.#faltered || this.leftMs() < this.leaseMs / 2;
  }

  giveUp(): void {
    this.#lost.abort();
    this.#share();
    this.stop();
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  #share(): void {
    const left = BigInt(Math.round(this.leftMs() * 1_000_000));
    Atomics.store(
      this.#sharedEnd,
      0,
      left > 0n ? process.hrtime.bigint() + left : 0n,
    );
  }

  #beatLater(): void {
    this.#timer = setTimeout(() => this.#beat(), this.leaseMs / 4);
  }

  async #beat(): Promise<void> {
    const askedAt = performance.now();
    try {
      const renewed = await this.store.leases.renew(this.claim, this.leaseMs);
      this.#faltered = this.fails;
      if (renewed) {
        this.#endsAt = askedAt + this.leaseMs;
        this.#share();
      } else {
        this.giveUp();
      }
    } catch (error) {
      this.logger.warn(
        `The lease of deployment ${this.claim.deploymentId} could not be renewed, trying again: ${error}`,
      );
    }
    if (this.leftMs() <= 0) {
      this.giveUp();
    }
    if (!this.#stopped.signal.aborted) {
      this.#beatLater();
    }
  }
}
