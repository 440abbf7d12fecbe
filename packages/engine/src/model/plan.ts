import { GitPlace } from './delivery';
import { Address, Graph } from './graph';
import { JsonObject, JsonValue } from './json';
import { Explanation } from './matching';
import { ObjectRef } from './object';
import { FieldOfAnother, RefusalReason } from './dryRun';
import { Problem } from './problem';

/** Raised when the shape or the meaning of a stored plan changes: a worker runs only its own. */
export const PLAN_FORMAT = 2;

/** docs/reference/semantics.md, Plan. */
export type Action =
  | 'create'
  | 'update'
  | 'replace'
  | 'keep'
  | 'hold'
  | 'adopt'
  | 'retain'
  | 'detach'
  | 'destroy';

/** Why an action was chosen: which field, from what to what. Secrets are a `Mask`. */
export interface Reason {
  /** `new`, `input-changed`, `definition-changed`, `driver-changed`, `last-run-failed`, `object-missing`, `object-altered`, `not-needed`, `dependency-unknown`, `rotated`, `forced`, `stateful-hold` … */
  code: string;
  message: string;
  path?: string;
  before?: JsonValue;
  after?: JsonValue;
}

/**
 * `replace`: deleted and made anew, because something of it cannot be changed in place. `release`: it
 * stays where it is and is ours no longer: it was adopted, or its resource is detached.
 */
export type ObjectAction =
  | 'create'
  | 'update'
  | 'replace'
  | 'keep'
  | 'delete'
  | 'adopt'
  | 'release';

/**
 * What was last applied, what is live (only the fields that are or were ours), what would be applied.
 * Secret leaves are a `Mask`.
 */
export interface ObjectChange {
  ref: ObjectRef;
  action: ObjectAction;
  lastApplied?: JsonObject;
  live?: JsonObject;
  desired?: JsonObject;
  /** Leaves that differ, as paths; secret ones are named, not shown. */
  changed: string[];
  /** Of a replace: the fields that cannot be changed in place. */
  unchangeable?: string[];
  /** What the cluster says of it; absent where there was nothing to ask. */
  dryRun?: ObjectDryRun;
}

/** What a cluster says of an object before anything is done. An observation: no part of any hash. */
export type ObjectDryRun =
  | { status: 'accepted'; takes?: FieldOfAnother[] }
  | {
      status: 'refused';
      reason: RefusalReason;
      /** The cluster's own words. */
      message: string;
      /** False where the plan itself may make room first. */
      blocks: boolean;
      takes?: FieldOfAnother[];
    }
  | {
      status: 'not-asked';
      why:
        | 'too-many'
        | 'no-time'
        | 'no-answer'
        | 'unknown-values'
        | 'namespace-missing'
        | 'kind-missing'
        | 'needs-other'
        | 'replaced'
        | 'moved'
        | 'no-dry-run';
      /** Why, in a sentence. */
      message: string;
    };

/** What the cluster was asked about a plan. */
export interface PlanDryRun {
  accepted: number;
  refused: number;
  notAsked: number;
  /** The refusals that keep the plan from running. */
  refusals: Problem[];
}

/** What a driver would do to one thing in the real world. Without any secret: people read it. */
export interface DriverChange {
  /** As the driver's own tool names it: `aws_db_instance.main`. */
  address: string;
  /** `adopt`: it exists already, and nobody says that it is ours. */
  action: 'create' | 'update' | 'replace' | 'destroy' | 'adopt';
  /** One line: what changes of it. */
  summary?: string;
  /** Fields that can change only by replacing it. */
  because?: string[];
  /** What changes of it, or what it is made with. */
  fields?: DriverField[];
}

/** A field of a thing in the real world; what is secret or known only afterwards is a `Mask`. */
export interface DriverField {
  /** `tags.env`, `rule[0].port` */
  path: string;
  /** Absent where there was nothing. */
  before?: JsonValue;
  /** Absent where there will be nothing. */
  after?: JsonValue;
}

/** What stands behind a resource that a tool of its own makes. Without any secret. */
export interface Infrastructure {
  /** What its driver would do, in its own order. Absent: it does not tell, or cannot yet. */
  changes?: DriverChange[];
  /** By file name: the code that makes it, as people read it. */
  files?: Record<string, string>;
}

interface Step {
  /**
   * Unique in a plan. What is removed although its address is taken again (the old one of a
   * replace) has ` (resourceId)` behind it.
   */
  address: Address;
  action: Action;
  reasons: Reason[];
  /** Steps that must be done before this one. */
  needs: Address[];
  objects: ObjectChange[];
  /**
   * Keyed digest of what stands behind this step and cannot be shown: secret values and
   * the recorded state. Two plans that look alike and differ here are different.
   */
  fingerprint: string;
}

/** The place where the workloads live: today a namespace. First, or last where it goes away. */
export interface TargetStep extends Step {
  kind: 'target';
}

export interface ResourceStep extends Step {
  kind: 'resource';
  resourceId: string;
  type: string;
  class: string;
  id?: string;
  definition: string;
  driver: string;
  driverVersion: string;
  protection: 'stateful' | 'none';
  /** Set on replace: what goes away, last. */
  replaces?: string;
  /** Its passwords are made anew, or were and have not come through to it: the generation that it gets. */
  rotates?: number;
  /** Absent where nothing is matched any more (destroy, retain). */
  explanation?: Explanation;
  /** Filled; what is secret or not known yet is a `Mask`. */
  inputs: JsonObject;
  outputs: JsonObject;
  /** `deferred`: some input is known only during the run. */
  exactness: 'exact' | 'deferred';
  /** Absent where nothing is done, or its driver has no tool of its own. */
  infrastructure?: Infrastructure;
  /** Workloads that ask for it. */
  neededBy: string[];
}

export interface WorkloadStep extends Step {
  kind: 'workload';
  workload: string;
  profile: string;
  images: Record<string, string>;
  exactness: 'exact' | 'deferred';
}

export type PlanStep = TargetStep | ResourceStep | WorkloadStep;

export interface PolicyFinding {
  policy: string;
  effect: 'deny' | 'warn';
  outcome: 'pass' | 'broken' | 'pending';
  message: string;
  /** What it was judged on: a workload, an object, or the whole plan. */
  subject: string;
}

/** What must be accepted by a person before this plan may run. */
export interface ConsentNeeded {
  /** A resourceId, an object key, or `<resourceId>/<address>` of one thing behind a resource (`DriverChange`). */
  subject: string;
  action: 'replace' | 'destroy' | 'adopt' | 'create';
  /**
   * Whose it is to give: data of the environment the owner's; what was there before and what would be
   * outside the environment, one's who may manage resources of this environment type. Others' consents
   * do not count.
   */
  covers: 'data' | 'foreign';
  /** `db#main holds data; replacing it loses that data.` */
  message: string;
  /** False for a held resource: the plan runs without it, and the resource stays as it is. */
  required: boolean;
  given: boolean;
}

export interface PlanSummary {
  create: number;
  update: number;
  replace: number;
  keep: number;
  hold: number;
  adopt: number;
  retain: number;
  /** Absent in plans that an earlier version made. */
  detach?: number;
  destroy: number;
}

/**
 * What deploying a release to an environment would do. Plain JSON without any secret:
 * it may be stored, sent and shown as it is.
 */
export interface Plan {
  format: number;
  application: string;
  environment: string;
  environmentType: string;
  release: string;
  platformRevision: string;
  /** Everything of the environment goes. */
  destroys?: true;
  /** It goes back: definitions of what holds no data are of this platform revision. */
  restores?: string;
  target: {
    name: string;
    driver: string;
    cluster: string;
    namespace: string;
    simulated: boolean;
    git?: GitPlace;
  };
  graph: Graph;
  /** In the order of the run; removals last. */
  steps: PlanStep[];
  policies: PolicyFinding[];
  consents: ConsentNeeded[];
  /** Warnings. A plan with errors is not made. */
  problems: Problem[];
  summary: PlanSummary;
  /**
   * Steps whose driver can plan only in the run, where the environment type asks for a review of that:
   * the run waits for it. Absent where there are none.
   */
  reviews?: Address[];
  /** Absent where the cluster was asked nothing: there is none, or nothing changes. */
  dryRun?: PlanDryRun;
  /** False while a policy denies, the cluster refuses or a required consent is missing. */
  deployable: boolean;
  /** Covers everything above plus resourceIds, applied hashes, outputs' versions and lifecycles (docs/reference/semantics.md, Plan). */
  hash: string;
  /**
   * Covers what would be done, whatever earlier runs recorded and whoever consented: approvals are for
   * it. Absent in plans that an earlier version made.
   */
  effects?: string;
}
