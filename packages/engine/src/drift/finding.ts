import { JsonValue, ObjectRef } from '../model';

/** A field manager that is not us, with when it last wrote. */
export interface OtherManager {
  /** `kubectl-edit` */
  name: string;
  /** `Apply`, `Update`, `Update scale` */
  operation: string;
  /** RFC 3339. */
  at?: string;
}

/** One place where the cluster does not hold what the last success put there. */
export interface DriftFinding {
  ref: ObjectRef;
  /**
   * The driver that found it by its own tool. Then `ref` names a thing of that tool: its kind, the name of
   * the resource as namespace, its address as name.
   */
  driver?: string;
  /** Whose the object is: a resourceId, `workload#name` or `environment`. */
  owner: string;
  /** `gone`: it is not there. `taken`: it says that it is another's now. */
  change: 'altered' | 'gone' | 'taken';
  /** `spec.template.spec.containers[web].image`; the whole object: an empty text. */
  path: string;
  /** What we sent; absent where we sent nothing there. Secret: a `Mask`. */
  applied?: JsonValue;
  /** What stands there now; absent where nothing does. */
  live?: JsonValue;
  /** What the API server would make of what we sent. */
  wanted?: JsonValue;
  /** Its value is a secret: none of the three says more than that there is one. */
  secret: boolean;
  /** Who set it, the latest first; nobody where it was taken away. */
  managers: OtherManager[];
}

/** An object that could not be judged as the API server would. */
export interface UnsureObject {
  ref: ObjectRef;
  why: string;
  /** Nobody could look at it at all: what was found of it before still stands. */
  unseen?: true;
}

export interface DriftReport {
  /** How many objects were looked at, and how many of them are not as we left them. */
  checked: number;
  candidates: number;
  /** Sorted by object and path. */
  findings: DriftFinding[];
  unsure: UnsureObject[];
}
