import { Address } from './graph';
import { HealthCause } from './object';
import { Action } from './plan';

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

/** How a run ended. `stale` and `interrupted` are no failures of the workload. */
export type RunOutcome =
  | { status: 'succeeded'; applies: number; deletes: number }
  | {
      status: 'failed';
      failures: StepFailure[];
      applies: number;
      deletes: number;
    }
  | { status: 'cancelled'; failures: StepFailure[] }
  | { status: 'stale'; moved: string[] }
  | { status: 'interrupted'; message: string; errorId?: string };
