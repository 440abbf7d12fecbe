import {
  Address,
  Driver,
  DriverRequest,
  Problem,
  ResourceDefinition,
  ResourceNode,
  ResourceRecord,
  Target,
  ValueObject,
  Workload,
  WorkloadNode,
  WorkloadProfile,
  WorkloadRecord,
} from '../../model';
import { ObjectDraft } from '../objects';
import { Completer } from './Completer';
import { Comparison, Decision, Drift, Continuity } from './decide';
import { ResourceIdentity, Setting } from './Resolver';

/**
 * A plan with everything in it that a run needs and nobody may see: values in clear, templates,
 * records. A `Plan` is what is shown of it.
 */
export interface Draft {
  setting: Setting;
  /** An open connection, and the name of the Target file. */
  target: Target;
  targetName: string;
  completer: Completer;
  identities: Map<Address, ResourceIdentity>;
  /** In the order of the run; removals last. */
  steps: StepDraft[];
  /** All records as they were when this was drafted. */
  records: ResourceRecord[];
  /** Records whose address changes because a move was asked for. */
  moved: ResourceRecord[];
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
  identity: Continuity;
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
  return step.kind === 'resource-removal' || step.kind === 'workload-removal';
}
