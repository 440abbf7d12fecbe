import type { JsonValue } from '@tutti/engine';

/** Who did it: a person, a service, a run of a deployment, or the backend by itself. */
export interface AuditActor {
  kind: 'user' | 'service' | 'run' | 'system';
  /** Entity ref, subject of a service, id of a deployment, or which part of the backend. */
  name: string;
}

/**
 * `open`: it is under way, or the backend ended before it was told. `refused`: by a permission, a rule or
 * what is there. `failed`: nobody foresaw it, or a run failed.
 */
export type AuditOutcome = 'open' | 'succeeded' | 'refused' | 'failed';

/** One deed. */
export interface AuditEntry {
  /** Grows; the order of pages. */
  id: number;
  at: string;
  actor: AuditActor;
  /** `set`, `remove`, `create`, `cancel`, `run`, … */
  verb: string;
  /** The route, or the deed of a run: `PUT /applications/{application}/owner`, `deployment.succeeded`. */
  action: string;
  /** Names; what they name may be gone. */
  application?: string;
  environment?: string;
  /** Whatever else names it: an id, a workload, the name of a value. */
  object?: string;
  outcome: AuditOutcome;
  /** Why it was refused or failed, in a sentence. */
  reason?: string;
  /** Of settings and values; of values their versions, never a content. */
  before?: JsonValue;
  after?: JsonValue;
  /** As the answer's header `X-Request-Id` has it. */
  requestId?: string;
}

export interface AuditQuery {
  /** Names. */
  application?: string;
  environment?: string;
  /** Exactly, as it is shown. */
  actor?: string;
  verb?: string;
  outcome?: AuditOutcome;
  /** ISO 8601. */
  from?: string;
  /** ISO 8601; itself left out. */
  to?: string;
  limit?: number;
  cursor?: string;
}

/** Newest first. */
export interface AuditPage {
  items: AuditEntry[];
  next?: string;
}
