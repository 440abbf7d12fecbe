import {
  Address,
  CurrentRelease,
  DriverRequest,
  ObjectTemplate,
  PlanPorts,
  Problem,
  ResourceDefinition,
  ResourceNode,
  ValueObject,
  Workload,
} from '../../model';
import { Wiring } from '../graph';
import { ResourceIdentity, Setting } from '../draft/Resolver';

export type ForesightPorts = Pick<
  PlanPorts,
  'drivers' | 'generated' | 'digest'
>;

/** A resource as a platform would make it. */
export interface ForeseenResource {
  node: ResourceNode;
  definition: ResourceDefinition;
  /** Absent where its values could not be filled; the problems say why. */
  request?: DriverRequest;
  outputs: ValueObject;
  objects: ObjectTemplate[];
}

/** A workload as a platform would make it. */
export interface ForeseenWorkload {
  address: Address;
  workload: Workload;
  images: Record<string, string>;
  objects: ObjectTemplate[];
}

/** An environment as a platform would make it, without asking anybody. In the graph's order. */
export interface Foreseen {
  setting?: Setting;
  place?: CurrentRelease['environment']['target'];
  resources: Map<Address, ForeseenResource>;
  workloads: Map<Address, ForeseenWorkload>;
  problems: Problem[];
}

/** What a resource has to do with the one that is there now. */
export interface Past {
  /** Who it is; asked before any value is filled. */
  identify(
    node: ResourceNode,
    definition: ResourceDefinition,
  ): ResourceIdentity;
  /** The definition that says what stands at an address depends on. */
  wiring: Wiring;
  /** It stays as it was made, whatever is wanted now: its new values are not even looked at. */
  holds(node: ResourceNode, definition: ResourceDefinition): boolean;
  /** Asked in the graph's order, once its values are filled as far as they can be. */
  judge(
    node: ResourceNode,
    definition: ResourceDefinition,
    request: DriverRequest | undefined,
  ): Standing;
}

export interface Standing {
  /** It will not be what it is now: neither will outputs that nobody can foresee. */
  changes: boolean;
  /** What it goes on giving; absent: what its driver foresees. */
  outputs?: ValueObject;
  objects?: ObjectTemplate[];
}
