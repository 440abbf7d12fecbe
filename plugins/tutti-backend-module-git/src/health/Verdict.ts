import { HealthCause, HealthStatus, JsonValue, ObjectRef } from '@tutti/engine';

/** What a CD tool says of one object. */
export interface Verdict {
  status: HealthStatus;
  message: string;
  cause?: HealthCause;
}

/** Reads the status of a CD tool's object. */
export interface CdTool {
  /** For people: `Argo CD`. */
  title: string;
  /** Of its object: `Application`. */
  kind: string;
  namespace: string;
  /** Below `/apis/`: the group, the version, the plural. */
  api: { group: string; version: string; plural: string };
  /** The commit that it brought last; undefined where it has none yet. */
  revision(status: JsonValue | undefined): string | undefined;
  /** What ails it as a whole, whatever commit it is at. */
  trouble(object: JsonValue | undefined): Verdict | undefined;
  /** Of one object, when the tool is at the commit. */
  judge(object: JsonValue | undefined, ref: ObjectRef): Verdict;
}

/** With the tool's own words as the cause. */
export function failed(
  reason: string,
  message: string,
  hint?: string,
): Verdict {
  return {
    status: 'failed',
    message,
    cause: { reason, message, ...(hint !== undefined && { hint }) },
  };
}

/** Not yet, and why: shown while it is waited for, and when the wait is over. */
export function waiting(
  message: string,
  cause?: { reason: string; hint?: string },
): Verdict {
  return {
    status: 'progressing',
    message,
    ...(cause && { cause: { ...cause, message } }),
  };
}
