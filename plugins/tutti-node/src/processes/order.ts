/** A program to run for one operation of a driver. */
export interface ProcessOrder {
  command: string;
  args: string[];
  cwd: string;
  /** All of it: nothing is inherited. It goes through a pipe and is written nowhere. */
  env: Record<string, string>;
  /** Between the request to stop (SIGINT) and the end by force, milliseconds. */
  graceMs: number;
}

/** How a program ended. */
export interface ProcessEnd {
  /** Its exit code; absent where a signal ended it or it could not be started. */
  code?: number;
  signal?: string;
  /**
   * `ended`: by itself. `stopped`: somebody asked for it. `orphaned`: the backend that had begun it was
   * gone. `notStarted`: the system refused, `message` says why.
   */
  reason: 'ended' | 'stopped' | 'orphaned' | 'notStarted';
  message?: string;
  /** ISO time of the machine that ran it. */
  at: string;
}
