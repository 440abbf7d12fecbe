import { DrawnPlan } from '../create/plan/planDeployment';
import {
  Address,
  Plan,
  PlanPorts,
  PlanRequest,
  RunStore,
  SecretPlace,
  SecretReading,
  SecretReference,
  Sink,
} from '../model';

/** What shall run. */
export interface RunOrder {
  /** Without the state: a run reads it from its store, after it has settled what older runs left. */
  request: Omit<PlanRequest, 'state'>;
  /** What was reviewed. The run does this and nothing else, or stops. */
  reviewed: Plan;
  /**
   * The same, as it was drawn just now under the lease of this run: it is not drawn again to be compared,
   * unless an older run left something that has to be settled first.
   */
  drawn?: DrawnPlan;
  /**
   * True when an older worker began this very run: what it did already counts as done, so the
   * plan of now may be smaller than the reviewed one, never larger.
   */
  resumes: boolean;
  /** Its id: every object that the run changes says so. Absent: they say nothing. */
  deployment?: string;
  /** Hashes of exact plans that were approved, by the address of their step. */
  approved?: Readonly<Record<Address, string>>;
}

/** How long, how often, how many at once. */
export interface RunLimits {
  /** Steps at work at the same time; those that only wait for health do not count. */
  parallel: number;
  /** From the last applied object to all healthy, per step. */
  healthTimeoutMs: number;
  healthPollMs: number;
  /** One request to a target; never longer than what is left of the lease. */
  callTimeoutMs: number;
  /** Tries of one call that may succeed later (429, 5xx, network, version conflict). */
  attempts: number;
  /** Before the second try; doubled for each further one. */
  backoffMs: number;
}

export const DEFAULT_LIMITS: RunLimits = {
  parallel: 8,
  healthTimeoutMs: 5 * 60_000,
  healthPollMs: 1_000,
  callTimeoutMs: 15_000,
  attempts: 5,
  backoffMs: 500,
};

/** Everything a run may touch. */
export interface RunPorts extends PlanPorts {
  store: RunStore;
  sink: Sink;
  /**
   * Aborted when a person cancels: nothing new is begun, waiting ends, the outcome is
   * `cancelled`. (`signal`, of `PlanPorts`, is the worker's own end: `interrupted`.)
   */
  cancel: AbortSignal;
  limits?: Partial<RunLimits>;
  /** Reads a secret of a store outside. Never rejects. Absent where no store is known. */
  readSecret?(
    reference: SecretReference,
    place: SecretPlace,
    signal: AbortSignal,
  ): Promise<SecretReading>;
  /**
   * Told the trace of an error that nobody foresaw, without secrets. Gives the id by which people
   * find it in the log; without it they read the error's own message.
   */
  unforeseen?(trace: string): string;
}
