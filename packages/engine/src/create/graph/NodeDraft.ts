import {
  Address,
  Explanation,
  JsonObject,
  Problem,
  Provision,
  ResourceDefinition,
  ResourceNode,
  Workload,
} from '../../model';
import { AddressParts, workloadAddress } from './address';

/** Who says what a resource's params are; in the grammar of its file. */
export type ParamsSource =
  | {
      kind: 'score';
      workload: Workload;
      resource: string;
      params: JsonObject;
    }
  | {
      kind: 'definition';
      /** The node whose definition refers to this one: its scope fills the placeholders. */
      referrer: Address;
      definition: ResourceDefinition;
      /** `spec.dependsOn.instance.params` */
      path: string;
      params: JsonObject;
    };

/**
 * The definition whose references count at an address: the matched one, or what is held there was
 * made with, since that goes on needing what it needed.
 */
export type Wiring = (
  address: Address,
  matched: ResourceDefinition,
) => ResourceDefinition;

/**
 * What stands at an address that something held needs and for which nothing matches any more: the
 * definition that it was made with.
 */
export type Standing = (address: Address) => ResourceDefinition | undefined;

/** One wish for a resource, from a Score file, a definition or the platform itself. */
export interface Wish {
  place: AddressParts;
  depth: number;
  params?: ParamsSource;
  /** For messages: `resource db of workload web`. */
  subject: string;
  from: Pick<Problem, 'file' | 'line' | 'path'>;
  declaredBy?: { workload: Workload; resource: string };
  addedBy?: NonNullable<ResourceNode['addedBy']>;
}

/** A resource node in the making. */
export interface NodeDraft {
  address: Address;
  place: AddressParts;
  declaredBy: { workload: Workload; resource: string }[];
  addedBy?: NonNullable<ResourceNode['addedBy']>;
  /** All nodes whose definitions refer to it. */
  referrers: Set<Address>;
  /** Steps from what a Score file declares. */
  depth: number;
  params: ParamsSource[];
  explanation: Explanation;
  /** Whose references count (`Wiring`). Absent when nothing matched: then a problem says so. */
  definition?: ResourceDefinition;
  phase: 'before' | 'after';
  aliases: Record<string, Address>;
  provisions: { address: Address; provision: Provision }[];
}

/** All resources of an environment, before edges. */
export interface Closure {
  drafts: Map<Address, NodeDraft>;
  /** Score resource name -> address, by workload. */
  workloads: Map<
    string,
    { workload: Workload; aliases: Record<string, Address> }
  >;
  problems: Problem[];
}

/** All nodes, resources first. */
export function addressesOf(closure: Closure): Address[] {
  return [
    ...closure.drafts.keys(),
    ...[...closure.workloads.keys()].map(workloadAddress),
  ];
}
