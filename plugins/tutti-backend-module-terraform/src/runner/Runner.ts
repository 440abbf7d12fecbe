/** Which providers a folder was initialised with. */
export const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Work of an infrastructure tool (OpenTofu, Terraform): commands one after the other in one folder of its
 * own, ended by the first that fails.
 */
export interface RunnerWork {
  /** The driver's operation: stable, a takeover finds the work again by it. */
  operationId: string;
  /** By path below the folder, made before the first command. Never secrets. */
  files: Record<string, string | Buffer>;
  /** The same for secrets: readable by the tool alone, and removed when the last command has ended. */
  secretFiles?: Record<string, string>;
  commands: RunnerCommand[];
  /**
   * The first command initialises the folder, and leaves the same in it for all works with this key: a runner
   * may put that there and do without the command.
   */
  initialises?: string;
  /** Another work is likely to come soon after this one, as what applies a plan comes after it. */
  isFollowed?: boolean;
  /** Beside what the runner itself sets. May hold secrets: never written where the work can be read. */
  env: Record<string, string>;
  /** Paths below the folder that are handed back, where they exist, however the work ended. */
  keep: string[];
}

export interface RunnerCommand {
  /** Of the tool, without its name. */
  args: string[];
  /** Exit codes that are no failure; `[0]` when left out. `plan -detailed-exitcode` knows 2. */
  accepts?: number[];
  /** Path below the folder that takes what it prints, which is then not logged: `show -json` holds secrets. */
  stdoutFile?: string;
}

/** How the work ended. */
export interface RunnerEnd {
  /**
   * `done`: each command ended with a code that it accepts. `failed`: one did not. `stopped`: somebody
   * asked for it, or the backend that had begun it was gone.
   */
  outcome: 'done' | 'failed' | 'stopped';
  /** Of each command that was begun, in order, without one that was done without; the last is absent where a signal ended it. */
  codes: number[];
  /** By the paths of `keep`. */
  files: Record<string, Buffer>;
}

export interface RunnerCall {
  /** Stops the work gently, then by force; `run` resolves when nothing runs any more. */
  signal: AbortSignal;
  /** A line of what the tool says, as it comes. May hold secrets. */
  log(line: string): void;
}

/** What is known of work that was begun, perhaps by another backend. */
export type RecoveredWork =
  | { state: 'finished'; end: RunnerEnd }
  | { state: 'running' }
  | { state: 'notStarted' }
  /** `why`: a sentence for people. */
  | { state: 'unknown'; why: string };

/** Where infrastructure code runs (docs/reference/semantics.md, Run). */
export interface Runner {
  readonly name: 'local' | 'kubernetes-job';
  /** Work will come soon: what takes its time to start may be started. Absent where nothing is. */
  prepare?(): void;
  /**
   * Begins the work, or goes on with what was begun under its operation.
   *
   * @throws DriverError when it cannot be begun, or nobody can know how it ended.
   */
  run(work: RunnerWork, call: RunnerCall): Promise<RunnerEnd>;
  recover(operationId: string): Promise<RecoveredWork>;
  /** Nobody will ask for it again: what it kept is removed. */
  forget(operationId: string): Promise<void>;
  /**
   * Forgets what ended long ago and nobody asked for, because its backend was gone. Never what left one of these
   * files. Absent where nothing is left behind.
   */
  sweep?(olderThanMs: number, precious: readonly string[]): Promise<void>;
}
