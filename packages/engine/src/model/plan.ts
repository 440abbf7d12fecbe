import { Address, Graph } from './graph';
import { JsonObject, JsonValue } from './json';
import { Explanation } from './matching';
import { ObjectRef } from './object';
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
  | 'destroy';

/** Why an action was chosen: which field, from what to what. Secrets are a `Mask`. */
export interface Reason {
  /** `new`, `input-changed`, `definition-changed`, `driver-changed`, `last-run-failed`, `object-missing`, `object-altered`, `not-needed`, `dependency-unknown`, `forced`, `stateful-hold` … */
  code: string;
  message: string;
  path?: string;
  before?: JsonValue;
  after?: JsonValue;
}

/** `release`: it was adopted, is not needed any more, and stays where it is. */
export type ObjectAction =
  | 'create'
  | 'update'
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

/** The place where the workloads live: today a namespace. Always first. */
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
  /** Absent where nothing is matched any more (destroy, retain). */
  explanation?: Explanation;
  /** Filled; what is secret or not known yet is a `Mask`. */
  inputs: JsonObject;
  outputs: JsonObject;
  /** `deferred`: some input is known only during the run. */
  exactness: 'exact' | 'deferred';
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
  /** A resourceId or an object key. */
  subject: string;
  action: 'replace' | 'destroy' | 'adopt';
  /**
   * Whose it is to give: data of the environment the owner's; what was there before, one's who may
   * manage resources of this environment type. Others' consents do not count.
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
  target: {
    name: string;
    driver: string;
    cluster: string;
    namespace: string;
    simulated: boolean;
  };
  graph: Graph;
  /** In the order of the run; removals last. */
  steps: PlanStep[];
  policies: PolicyFinding[];
  consents: ConsentNeeded[];
  /** Warnings. A plan with errors is not made. */
  problems: Problem[];
  summary: PlanSummary;
  /** False while a policy denies or a required consent is missing. */
  deployable: boolean;
  /** Covers everything above plus resourceIds, applied hashes, outputs' versions and lifecycles (docs/reference/semantics.md, Plan). */
  hash: string;
}
