import type { Plan, Problem, RunEvent, StepStatus } from '@tutti/engine';
import type { HealthCause, Phase } from '@tutti/engine';
import type { ReleaseSummary } from './applications';
import type { DeploymentStatus } from './deploymentStatus';

export type { DeploymentStatus } from './deploymentStatus';

/** Statuses in which nothing will happen any more. */
export const FINAL_STATUSES: readonly DeploymentStatus[] = [
  'succeeded',
  'failed',
  'cancelled',
  'rejected',
  'interrupted',
  'superseded',
  'stale',
];

export interface PlanInput {
  /** Absent: the application's current workloads with the images of the last success. */
  releaseId?: string;
  /** Workload -> container -> image, merged over the base release. */
  images?: Record<string, Record<string, string>>;
  /** Apply even what is unchanged. */
  force?: boolean;
  consent?: { subject: string; action: 'replace' | 'destroy' | 'adopt' }[];
  moves?: { from: string; to: string }[];
}

/** `POST …/plans`: either a stored plan or every problem that stands against one. */
export interface PlanRecord {
  id: string;
  application: string;
  environment: string;
  release: ReleaseSummary;
  createdAt: string;
  createdBy: string;
  plan: Plan;
  input: PlanInput;
}

export interface PlanView extends PlanRecord {
  /** Would the same plan come out now? `moved` says what changed. */
  current: boolean;
  moved: string[];
  /** The deployment that ran it, if one did. */
  deploymentId?: string;
  allowed: { allowed: true } | { allowed: false; reason: string };
}

/** 422 of `POST …/plans`. */
export interface PlanRefused {
  problems: Problem[];
}

export interface DeploymentStep {
  address: string;
  kind: 'target' | 'resource' | 'workload';
  action: string;
  status: StepStatus;
  needs: string[];
  message?: string;
  cause?: HealthCause;
  startedAt?: string;
  finishedAt?: string;
  attempt: number;
}

export interface Deployment {
  id: string;
  /** Per environment: `shop to staging #57`. */
  number: number;
  application: string;
  applicationTitle: string;
  environment: string;
  status: DeploymentStatus;
  release: ReleaseSummary;
  planId: string;
  requestedBy: string;
  requestedAt: string;
  startedAt?: string;
  finishedAt?: string;
  simulated: boolean;
  phases: {
    phase: Phase;
    status: 'pending' | 'running' | 'done' | 'failed';
    durationMs?: number;
    message?: string;
  }[];
  progress: { done: number; of: number };
  /** One record per failed node; first the cause of the others. */
  failures: {
    address: string;
    code: string;
    message: string;
    cause?: HealthCause;
    /** Of an error that nobody foresaw: the log of the backend tells it under this id. */
    errorId?: string;
  }[];
  /** The last success before this run, to roll back or redeploy to. */
  previousSuccess?: { id: string; number: number; releaseId: string };
  allowed: Record<
    'cancel' | 'redeploy',
    { allowed: true } | { allowed: false; reason: string }
  >;
}

export interface DeploymentDetail extends Deployment {
  steps: DeploymentStep[];
  plan: Plan;
}

/** One row of the event stream; `id` rises over all deployments. */
export interface DeploymentEvent {
  id: number;
  deploymentId: string;
  at: string;
  event:
    | RunEvent
    | {
        type: 'status';
        at: number;
        status: DeploymentStatus;
        message?: string;
      };
}

export interface EventPage {
  events: DeploymentEvent[];
  /** Ask again with this as `after`. */
  last: number;
}
