import { ObjectHealth } from '@tutti/engine';

/** An object of the inventory, with its health as the target saw it. */
export interface ObservedObject extends ObjectHealth {
  /** A resourceId, `workload#name` or `environment`. */
  owner: string;
}

export interface Observation {
  observedAt: number;
  objects: ObservedObject[];
  /** Why the target did not answer; `objects` are then the last known. */
  error?: string;
}
