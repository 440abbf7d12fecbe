/** How one question to a target, or one change of it, may be given up. */
export interface TargetCall {
  signal: AbortSignal;
  /** Whole milliseconds, shorter than what is left of the lease. */
  timeoutMs: number;
}
