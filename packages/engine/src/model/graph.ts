import { JsonObject } from './json';
import { Explanation } from './matching';

/**
 * `type.class#id`, `type.class#workload.resource`, or `workload#name`: stable within one
 * environment. What a definition adds for one resource alone hangs on that one's id:
 * `type.class#workload.resource/postgres/alias`, or `…+postgres` for `provisions`.
 */
export type Address = string;

export interface ResourceNode {
  kind: 'resource';
  address: Address;
  type: string;
  class: string;
  /** Explicit id: shared by all who name it. */
  id?: string;
  /** The workload that asks, for a resource without an explicit id. */
  workload?: string;
  /** Who declared it; empty for nodes that definitions or the platform added. */
  declaredBy: { workload: string; resource: string }[];
  /**
   * Placeholders inside are not filled yet: in Score's grammar if there is a `paramsOwner`, in
   * that of platform files if there is a `paramsReferrer`.
   */
  params: JsonObject;
  /** The workload in whose context `params` resolve, when they come from a Score file. */
  paramsOwner?: string;
  /** The node in whose scope `params` resolve, when its definition gives them. */
  paramsReferrer?: Address;
  /** Which node's definition added this one, and how. */
  addedBy?: { address: Address; as: 'dependsOn' | 'provisions' | 'implicit' };
  definition: string;
  explanation: Explanation;
  phase: 'before' | 'after';
  /** Alias of the definition's `dependsOn` -> address. */
  aliases: Record<string, Address>;
  /** Name of the definition's `collect` -> the resources it holds, sorted. */
  collections?: Record<string, Address[]>;
}

export interface WorkloadNode {
  kind: 'workload';
  address: Address;
  workload: string;
  /** Resource name in the Score file -> address. */
  aliases: Record<string, Address>;
}

export type GraphNode = ResourceNode | WorkloadNode;

/** `from` needs `to`: `to` is applied first. */
export interface Edge {
  from: Address;
  to: Address;
  because: string;
}

export interface Graph {
  nodes: Record<Address, GraphNode>;
  /** Sorted by from, to. */
  edges: Edge[];
  /** Topological, ties by address. */
  order: Address[];
}
