import { Address } from './graph';
import { HealthCause } from './object';
import { Action, DriverChange } from './plan';

export type Phase = 'read' | 'match' | 'create' | 'deploy';

export type StepStatus =
  | 'pending'
  | 'running'
  /** Applied; health is awaited. */
  | 'waiting'
  | 'done'
  /** Unchanged and untouched. */
  | 'kept'
  | 'failed'
  /** A step it needs failed, or the run was stopped. */
  | 'skipped'
  /** The run found something the plan did not say (`PlanDiverged`). */
  | 'diverged';

/** What happened, in order. Never contains a secret. `at` is wall clock milliseconds. */
export type RunEvent =
  | {
      type: 'phase';
      at: number;
      phase: Phase;
      status: 'started' | 'done' | 'failed';
      message?: string;
      durationMs?: number;
    }
  | {
      type: 'step';
      at: number;
      address: Address;
      status: StepStatus;
      action: Action;
      /** One line for people: `2 of 3 replicas ready`. */
      message?: string;
      cause?: HealthCause;
      durationMs?: number;
      attempt?: number;
      /** Of a step that waits for health: when it gives up, milliseconds since 1970. */
      deadline?: number;
    }
  | {
      type: 'log';
      at: number;
      address?: Address;
      level: 'info' | 'warning' | 'error';
      message: string;
    };

export interface StepFailure {
  address: Address;
  code: string;
  message: string;
  cause?: HealthCause;
  /** Of an error that nobody foresaw: the log of the backend tells it under this id. */
  errorId?: string;
}

/** What the driver of one step would do, known only in the run (docs/reference/semantics.md, Deploy). */
export interface ExactPlan {
  address: Address;
  action: Action;
  /** Absent: the driver does not tell. */
  changes?: DriverChange[];
  /** Keyed; covers what it would do and what it would be made from. */
  hash: string;
}

/** How a run ended. `stale` and `interrupted` are no failures of the workload. */
export type RunOutcome =
  | { status: 'succeeded'; applies: number; deletes: number }
  | {
      status: 'failed';
      failures: StepFailure[];
      applies: number;
      deletes: number;
    }
  /** It goes on when somebody has reviewed these; nothing of these steps was done. */
  | { status: 'reviewing'; plans: ExactPlan[] }
  | { status: 'cancelled'; failures: StepFailure[] }
  | { status: 'stale'; moved: string[] }
  | { status: 'interrupted'; message: string; errorId?: string };
