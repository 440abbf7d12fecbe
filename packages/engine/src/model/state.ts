import { JsonObject, JsonValue } from './json';
import { ObjectRef } from './object';
import { ResourceDefinition } from './platform';
import { ValueObject } from './value';
import { Address } from './graph';

/**
 * Everything the engine must know about an environment's past to plan its future. The
 * store gives it whole; secret outputs and inputs come as `Secret`.
 */
export interface EnvironmentState {
  resources: ResourceRecord[];
  workloads: WorkloadRecord[];
  objects: ObjectRecord[];
  /** How many resourceIds were ever minted at an address, so that none is minted twice. */
  minted: Record<Address, number>;
}

export type ResourceLifecycle =
  /** An operation was begun and its end is not known. */
  | 'applying'
  | 'ready'
  | 'failed'
  | 'destroying'
  /** It is being let go of: some of its objects may be nobody's already. */
  | 'detaching'
  /** Nobody needs it, it was kept on purpose. */
  | 'retained';

/** An active instance of a resource type. Identity is `resourceId`, the address is only its place. */
export interface ResourceRecord {
  resourceId: string;
  address: Address;
  type: string;
  class: string;
  id?: string;
  /** DNS-safe, made when the resourceId was minted; survives a rename. */
  name: string;
  /** What it was made with, so that destroying it never needs today's platform. */
  definition: ResourceDefinition;
  driverVersion: string;
  /** Resolved inputs of the last apply; the store seals them. */
  inputs: ValueObject;
  outputs: ValueObject;
  /** Raised whenever an output changed. */
  outputsVersion: number;
  /** The driver's own, opaque; the store seals it. */
  driverState?: JsonValue;
  physicalId?: string;
  /** Keyed hash of (inputs, definition, driver version) of the last successful apply. */
  appliedHash?: string;
  lifecycle: ResourceLifecycle;
  /** Addresses it needed at its last apply: what nobody needs any more goes in reverse. */
  needs: Address[];
  /** Set while a driver works on it, so that a takeover can ask how that ended. */
  operation?: { id: string; kind: 'apply' | 'destroy' };
  /** Names of its Jobs that finished well: their absence later is not drift. */
  completedJobs: string[];
  /**
   * Which of its generated passwords are meant, and which it was last applied with; the two differ while a
   * rotation has not come through to it. Absent: the first, in both.
   */
  rotation?: { generation: number; applied: number };
}

export interface WorkloadRecord {
  workload: string;
  /** By which it was drawn last; absent: it was deployed before that was kept, and named none. */
  profile?: string;
  /** Keyed hash of its rendered manifests at the last successful apply. */
  appliedHash?: string;
  lifecycle: 'applying' | 'ready' | 'failed';
  /** Names of Jobs that finished well: their absence later is not drift. */
  completedJobs: string[];
  /**
   * With which passwords of what it needs it was last applied, by resourceId. What is not named: with the
   * first ones.
   */
  generations?: Record<string, number>;
}

/** Inventory: one row per object in a target. Owner: a resourceId, `workload#name` or `environment`. */
export interface ObjectRecord {
  target: string;
  ref: ObjectRef;
  owner: string;
  uid?: string;
  /** What we applied last, secrets masked: for people to compare. */
  applied: JsonObject;
  /** Keyed hash over the fields we own, as the cluster returned them. */
  ownedHash?: string;
  state: 'intended' | 'present' | 'deleting';
  /**
   * It was there before, or is a namespace that holds what was let go of: it stays when nobody needs it,
   * unless somebody who may says otherwise.
   */
  adopted?: boolean;
}

/** Which passwords of a resource its inputs are filled with. */
export function generationOf(
  record: Pick<ResourceRecord, 'rotation'> | undefined,
): number {
  return record?.rotation?.generation ?? 1;
}

/** A rotation was decided, and the resource was not applied with it yet. */
export function isRotating({
  rotation,
}: Pick<ResourceRecord, 'rotation'>): boolean {
  return rotation !== undefined && rotation.applied < rotation.generation;
}
