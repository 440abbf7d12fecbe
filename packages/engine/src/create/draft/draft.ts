import {
  Address,
  Driver,
  DriverRequest,
  Infrastructure,
  PlanPorts,
  Problem,
  ResourceDefinition,
  ResourceNode,
  ResourceRecord,
  RoutePlace,
  ValueObject,
  Workload,
  WorkloadNode,
  WorkloadProfile,
  WorkloadRecord,
} from '../../model';
import { ObjectDraft } from '../objects';
import { Door, Redactor } from '../redaction';
import { OpenBinding } from './binding';
import { Completer } from './Completer';
import { Comparison, Decision, Drift, Continuity } from './decide';
import { ResourceIdentity, Setting } from './Resolver';

/** Whom a draft may ask, behind the door. */
export interface DraftPorts extends Omit<PlanPorts, 'clock'>, Door {
  /**
   * Nobody but pure functions: what was applied counts as being there, and what could be drafted is
   * given although other things are wrong. For comparing two drafts, never for a run.
   */
  onPaper?: boolean;
}

/**
 * A plan with everything in it that a run needs and nobody may see: values in clear, templates,
 * records. A `Plan` is what is shown of it.
 */
export interface Draft {
  setting: Setting;
  /** Where it runs, open. */
  binding: OpenBinding;
  completer: Completer;
  /** Knows every secret in it. */
  redactor: Redactor;
  identities: ReadonlyMap<Address, ResourceIdentity>;
  /** In the order of the run; removals last. */
  steps: StepDraft[];
  /** Claimed for it in its cluster. */
  routes: RoutePlace[];
  /** All records as they were when this was drafted. */
  records: ResourceRecord[];
  /** Records that change before the first step: by a move, or because their passwords are made anew. */
  decided: ResourceRecord[];
  /** Warnings. */
  problems: Problem[];
}

interface Basis {
  address: Address;
  /** In the inventory: a resourceId, `workload#name` or `environment`. */
  owner: string;
  decision: Decision;
  objects: ObjectDraft[];
  needs: Address[];
  exactness: 'exact' | 'deferred';
}

/** The place where everything lives. */
export interface TargetDraft extends Basis {
  kind: 'target';
}

export interface ResourceDraft extends Basis {
  kind: 'resource';
  node: ResourceNode;
  continuity: Continuity;
  record?: ResourceRecord;
  /** The matched one, or the stored one where the resource is held. */
  definition: ResourceDefinition;
  driver: Driver;
  /** Inputs and params are filled; leaves may be Unknown. */
  request: DriverRequest;
  /** Keyed hash of all that decides whether it is kept; absent while something is Unknown. */
  hash?: string;
  comparison: Comparison;
  drift: Drift;
  /** Its driver cannot plan it before the run. */
  plansLater: boolean;
  /** Where its driver was asked, and has a tool of its own. */
  infrastructure?: Infrastructure;
  /** What dependents see. */
  outputs: ValueObject;
}

export interface WorkloadDraft extends Basis {
  kind: 'workload';
  node: WorkloadNode;
  workload: Workload;
  images: Record<string, string>;
  profile: WorkloadProfile;
  autoscaled: boolean;
  record?: WorkloadRecord;
  hash?: string;
  comparison: Comparison;
  drift: Drift;
}

/** Something that nobody needs any more. */
export type RemovalDraft =
  | (Basis & { kind: 'target-removal' })
  | (Basis & {
      kind: 'resource-removal';
      record: ResourceRecord;
      replaced: boolean;
    })
  | (Basis & { kind: 'workload-removal'; record: WorkloadRecord });

export type StepDraft =
  | TargetDraft
  | ResourceDraft
  | WorkloadDraft
  | RemovalDraft;

export function isRemoval(step: StepDraft): step is RemovalDraft {
  return (
    step.kind === 'target-removal' ||
    step.kind === 'resource-removal' ||
    step.kind === 'workload-removal'
  );
}
