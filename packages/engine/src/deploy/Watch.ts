import { Clock, RunStore, TargetCall } from '../model';
import { Cancelled, Interrupted } from './failures';
import { RunLimits } from './ports';

/** Between the end of a request and the end of the lease: clocks differ, packets linger. */
const LEASE_MARGIN_MS = 2_000;

/**
 * Says whether a run may still go on, and how long its next request may take. Asked before
 * everything that changes the world.
 */
export class Watch {
  readonly #stop = new AbortController();

  /** Aborts every wait and every request of the run. */
  readonly signal: AbortSignal;

  constructor(
    private readonly ports: {
      store: RunStore;
      clock: Clock;
      /** The worker's own end. */
      signal: AbortSignal;
      /** A person's wish. */
      cancel: AbortSignal;
    },
    private readonly limits: RunLimits,
  ) {
    this.signal = AbortSignal.any([ports.signal, this.#stop.signal]);
  }

  /** Nothing is begun any more. */
  get stopped(): boolean {
    return (
      this.signal.aborted ||
      this.ports.cancel.aborted ||
      this.ports.store.leaseLeftMs() <= LEASE_MARGIN_MS
    );
  }

  /** Somebody else may be writing: every request in flight is given up. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * @param mostMs - What is left of the time that was given to it.
   * @throws Interrupted when the lease, the worker, or that time is at its end
   */
  call(mostMs = Infinity): TargetCall {
    return { signal: this.signal, timeoutMs: this.#timeoutMs(mostMs) };
  }

  /**
   * Before anything new is begun.
   *
   * @throws Cancelled, Interrupted
   */
  check(): void {
    if (this.ports.cancel.aborted) {
      throw new Cancelled('cancelled');
    }
    this.#timeoutMs();
  }

  /** Waits, but not longer than the run may live. @throws Cancelled, Interrupted */
  async sleep(milliseconds: number): Promise<void> {
    await this.ports.clock.sleep(
      milliseconds,
      AbortSignal.any([this.signal, this.ports.cancel]),
    );
    this.check();
  }

  #timeoutMs(mostMs = Infinity): number {
    if (this.signal.aborted) {
      throw new Interrupted('the worker was stopped');
    }
    // A monotonic clock has fractions; a timer takes whole milliseconds only.
    const left = Math.floor(this.ports.store.leaseLeftMs() - LEASE_MARGIN_MS);
    const timeoutMs = Math.min(
      this.limits.callTimeoutMs,
      left,
      Math.floor(mostMs),
    );
    if (timeoutMs <= 0) {
      throw new Interrupted('the lease ran out');
    }
    return timeoutMs;
  }
}
