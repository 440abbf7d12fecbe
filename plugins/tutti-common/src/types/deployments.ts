import type {
  ExactPlan,
  HealthCause,
  Phase,
  RunEvent,
  StepStatus,
} from '@tutti/engine';
import type { Allowed } from './allowed';
import type { RanImages } from './images';
import type { ReleaseSummary } from './releases';
import type { DeploymentStatus } from './deploymentStatus';
import type { PlanHead, StepPage, StepsQuery } from './plans';
import type { Approval, Waits } from './waiting';

export { DEPLOYMENT_STATUSES } from './deploymentStatus';
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

export interface DeploymentStep {
  /** In the order of the run. */
  position: number;
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
  /** Everything of the environment goes; its release has no workload. */
  destroys?: true;
  /** What was asked for, in words: `Deploy`, `Roll back to #56`, `Restart web`. */
  verb?: string;
  /** Why it has not begun yet. */
  waits?: Waits;
  /** Absent while a change has not been planned: it is merged when its turn has come. */
  release?: ReleaseSummary;
  /** Absent as long. */
  planId?: string;
  /** A newer change took this one into itself. */
  supersededBy?: { id: string; number: number };
  /** Of one that failed and was, or was not, put back without asking anybody. */
  rollback?: { id: string; number: number } | { reason: string };
  /** It puts back what this one, which failed, has changed. Nobody asked for it. */
  rollsBack?: { id: string; number: number };
  /** Who let it begin although a freeze window was open, and why. */
  overridden?: { by: string; reason: string };
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
  /** The last success before this run that deployed something, to roll back or redeploy to. */
  previousSuccess?: { id: string; number: number; releaseId: string };
  /** `override`: of one that waits for a freeze window to end. */
  allowed: Record<'cancel' | 'redeploy', Allowed> & { override?: Allowed };
}

/** With the first page of its steps. */
export interface DeploymentDetail extends Deployment, StepPage<DeploymentStep> {
  /** How many there are of each, of all steps. */
  statuses: Partial<Record<StepStatus, number>>;
  /** Absent while a change has not been planned. */
  plan?: PlanHead;
  /** Which contents ran when it succeeded; absent before, and where that was not kept yet. */
  images?: RanImages;
  /** What it needs, or needed, from people. */
  approval?: Approval;
  /** Since it is healthy for the first time: what has to hold before it has succeeded. */
  verification?: VerificationView;
  /** Checks from outside that others wait for before they promote it; absent where nobody does. */
  promotion?: { gates: GateView[]; allowed: { setGate: Allowed } };
  /** What drivers would do, known only in the run: it waits, or waited, for a review of that. */
  review?: ReviewView;
}

export interface ReviewView {
  since: string;
  plans: Omit<ExactPlan, 'hash'>[];
}

/** A check from outside, by its key. */
export interface GateView {
  key: string;
  status: 'pending' | 'passed' | 'failed';
  /** One line of who set it. */
  text?: string;
  link?: string;
  by?: string;
  at?: string;
}

export interface VerificationView {
  since: string;
  /** Then it fails by itself. */
  until: string;
  /** So long it has to stay healthy, milliseconds; 0 where nobody asks for it. */
  healthyForMs: number;
  /** Absent while it is not healthy. */
  healthySince?: string;
  gates: GateView[];
  allowed: { setGate: Allowed };
}

/** Of what runs, also by how it goes: `failed,diverged,skipped`. */
export interface DeploymentStepsQuery extends StepsQuery {
  status?: string;
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
