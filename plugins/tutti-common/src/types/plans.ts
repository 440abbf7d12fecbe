import type {
  Action,
  ObjectAction,
  Plan,
  PlanStep,
  Problem,
} from '@tutti/engine';
import type { ImagePins } from './images';
import type { ReleaseSummary } from './releases';
import type { Approval } from './waiting';

export interface PlanInput {
  /** Absent: the application's current workloads with the images of the last success. */
  releaseId?: string;
  /** Workload -> container -> image, merged over the base release. */
  images?: Record<string, Record<string, string>>;
  /** Apply even what is unchanged. */
  force?: boolean;
  /** Everything of the environment goes; then nothing else but consents is given. */
  destroy?: boolean;
  consent?: {
    subject: string;
    action: 'replace' | 'destroy' | 'adopt' | 'create';
  }[];
  moves?: { from: string; to: string }[];
  /** A success of this environment: its release with its images, and its plain values of then. */
  rollbackTo?: string;
  /**
   * Another environment of the application: the release that last succeeded there, with its images; with
   * `releaseId` that one, which succeeded there once.
   */
  promoteFrom?: string;
  /**
   * Why a release comes here that did not succeed where it has to come from, in an emergency. Needs the
   * right to override.
   */
  unpromoted?: string;
  /** `true` scales every workload to zero and keeps deployments out, `false` ends that. */
  pause?: boolean;
  /** Workload -> replicas, `null`: as its profile and Score file say. Stays until it is changed. */
  replicas?: Record<string, number | null>;
  /** Workloads whose pods are made anew. */
  restart?: string[];
  /** Addresses of resources whose generated passwords are made anew; what uses them rolls. */
  rotate?: string[];
  /**
   * Keys of objects, and addresses of resources, that others changed: they are put back as the last success
   * left them, and nothing else is touched.
   */
  repair?: string[];
  /**
   * Addresses of resources whose driver found drift: what others changed is taken as it is. Otherwise what
   * the last success left is deployed, so that who uses outputs gets them.
   */
  refresh?: string[];
  /**
   * Resources that nothing needs any more: `destroy` takes them away with what they are, `detach` lets go
   * of them, so that their objects stay in the cluster and are ours no longer. Beside `destroy` of the
   * whole environment only `detach`.
   */
  remove?: { address: string; how: 'destroy' | 'detach' }[];
}

/** What a plan holds, in numbers: its steps are read in pages. */
export interface PlanContents {
  steps: Record<PlanStep['kind'], Partial<Record<Action, number>>>;
  objects: Partial<Record<ObjectAction, number>>;
  policies: {
    denials: number;
    warnings: number;
    passes: number;
    pending: number;
  };
  /** Of those below only the first are told where they are too many. */
  consents: number;
  problems: number;
  /** Addresses of resources that hold data and go, and of what is kept on purpose or let go of: the first hundred. */
  losing: string[];
  staying: string[];
}

/** A plan without its steps and its graph. */
export interface PlanHead extends Omit<Plan, 'graph' | 'steps'> {
  contents: PlanContents;
}

/** In the order of the run. */
export interface StepPage<Step> {
  steps: Step[];
  /** There while more follow: the cursor of the next page. */
  next?: number;
}

/** Which steps, and from where on. Several of a kind are divided by commas. */
export interface StepsQuery {
  /** Exactly this one. */
  address?: string;
  /** Words, all of them in the address. */
  search?: string;
  /** `target`, `resource`, `workload`. */
  kind?: string;
  action?: string;
  limit?: number;
  /** The `next` of the page before. */
  cursor?: number;
}

/** `POST …/plans`: either a stored plan or every problem that stands against one. */
export interface PlanRecord extends StepPage<PlanStep> {
  id: string;
  application: string;
  environment: string;
  release: ReleaseSummary;
  createdAt: string;
  createdBy: string;
  plan: PlanHead;
  input: PlanInput;
  /** Of a promotion or a rollback, and of what is deployed after it: which images it names by their content. */
  images?: ImagePins;
}

/** `GET /plans/:id`: a worker makes it, found that there is none, or has made it. */
export type PlanState = PlanView | PlanUnderWay | PlanRefusal;

/** 202 of `POST …/plans`: a worker makes it. */
export interface PlanUnderWay {
  id: string;
  state: 'planning';
  application: string;
  environment: string;
  input: PlanInput;
  since: string;
  /** Milliseconds since then, by the server's clock. */
  forMs: number;
  /** Its place in the line of all plans: 1 is next, 0 is being made. */
  position: number;
}

/** Why a plan that was asked for could not be made. */
export interface PlanRefusal {
  id: string;
  state: 'refused';
  application: string;
  environment: string;
  input: PlanInput;
  message: string;
  problems: Problem[];
}

/** With the first page of its steps. */
export interface PlanView extends PlanRecord {
  state: 'made';
  /** What it was made from is still so; `moved` says what changed. What moved in the cluster its run finds. */
  current: boolean;
  moved: string[];
  /** The deployment that ran it, if one did. */
  deploymentId?: string;
  /** Who would have to agree before it may run; absent where nobody has to. */
  approval?: Pick<Approval, 'reason' | 'quorum' | 'groups' | 'self'>;
  allowed: { allowed: true } | { allowed: false; reason: string };
}

/** 422 of `POST …/plans`. */
export interface PlanRefused {
  problems: Problem[];
}
