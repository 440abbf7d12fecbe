import { JsonObject } from './json';

/** A field that another manager owns: an apply of ours takes it. */
export interface FieldOfAnother {
  /** `kubectl-client-side-apply`, or `hpa (scale)` for what came through a subresource. */
  manager: string;
  /** `.spec.replicas`, as the API server writes it. */
  path: string;
}

/** Why a cluster refuses an object. `quota`: it may be accepted when something else is gone. */
export type RefusalReason =
  | 'invalid'
  | 'immutable'
  | 'admission'
  | 'forbidden'
  | 'quota'
  | 'conflict';

/** What a cluster says of an object before it is applied (server-side apply with `dryRun=All`). */
export type DryRunAnswer =
  | {
      outcome: 'accepted';
      /** As it would be, with defaults and with what webhooks change. */
      object: JsonObject;
      takes: FieldOfAnother[];
    }
  | {
      outcome: 'refused';
      reason: RefusalReason;
      /** In the cluster's own words, without where and what; for people. */
      message: string;
      takes: FieldOfAnother[];
    }
  /** Nothing can be said yet. */
  | {
      outcome: 'unanswered';
      why:
        | 'namespace-missing'
        | 'kind-missing'
        | 'needs-other'
        | 'moved'
        | 'no-dry-run';
    };

/** How much a cluster is asked about one plan. */
export interface DryRunLimits {
  /** Objects at most; the others are not asked about. 0: none is. */
  objects: number;
  /** Milliseconds for all of them. */
  withinMs: number;
  /** Questions at the same time. */
  parallel: number;
}
