/** What has to hold before a run counts as succeeded. Times are milliseconds. */
export interface VerificationRule {
  /** So long without a pause. */
  healthyForMs: number;
  /** Keys that somebody has to set. */
  gates: string[];
  /** Then it fails by itself. */
  withinMs: number;
}

/** A check from outside, by its key (docs/reference/semantics.md, Verification). */
export interface GateRecord {
  key: string;
  status: 'pending' | 'passed' | 'failed';
  /** One line of who set it. */
  text?: string;
  link?: string;
  by?: string;
  /** Milliseconds by the database's clock. */
  at?: number;
}

/** What is known so far of a run that is verified. */
export interface Verification {
  rule: VerificationRule;
  /** When everything was applied and healthy for the first time. */
  since: number;
  /** Absent while it is not healthy. */
  healthySince?: number;
  /** Absent while nothing is broken. */
  degradedSince?: number;
  gates: GateRecord[];
}

/** What runs, as the cluster shows it now. */
export interface Look {
  status: 'healthy' | 'progressing' | 'degraded' | 'unknown';
  /** One line: `api: CrashLoopBackOff`. */
  cause?: string;
}

export type Verdict =
  | { kind: 'waits'; verification: Verification; message: string }
  | { kind: 'passed'; verification: Verification }
  | {
      kind: 'failed';
      verification: Verification;
      code: 'GateFailed' | 'NotHealthy' | 'VerificationTimedOut';
      message: string;
    };

/** What is broken for so long does not mend itself: a pod that is only replaced is back by then. */
export const DEGRADED_FOR_MS = 30_000;

/**
 * Where a verification stands after one more look. Only what is healthy without a pause counts; where
 * nobody knows, because the cluster does not answer, nothing is lost and nothing gained.
 *
 * @param now - milliseconds by the database's clock
 */
export function verdict(
  before: Verification,
  look: Look,
  now: number,
): Verdict {
  const verification = after(before, look, now);
  const { rule, since, gates, healthySince, degradedSince } = verification;
  const failed = gates.find(({ status }) => status === 'failed');
  if (failed) {
    return {
      kind: 'failed',
      verification,
      code: 'GateFailed',
      message: `The gate '${failed.key}' failed${
        failed.text ? `: ${failed.text}` : ''
      }.`,
    };
  }
  if (degradedSince !== undefined && now - degradedSince >= DEGRADED_FOR_MS) {
    return {
      kind: 'failed',
      verification,
      code: 'NotHealthy',
      message: `It was healthy, and did not stay so: ${
        look.cause ?? 'something of it is broken'
      }.`,
    };
  }
  const missing = missingFrom(verification, now);
  if (missing.length === 0 && healthySince !== undefined) {
    return { kind: 'passed', verification };
  }
  return now - since >= rule.withinMs
    ? {
        kind: 'failed',
        verification,
        code: 'VerificationTimedOut',
        message: `It was not verified within ${told(
          rule.withinMs,
        )}: ${missing.join(', and ')}.`,
      }
    : {
        kind: 'waits',
        verification,
        message: `It succeeds when ${missing
          .map(each => each.replace(/ (is|are) not /, ' $1 '))
          .join(', and ')}.`,
      };
}

function after(before: Verification, look: Look, now: number): Verification {
  const { healthySince, degradedSince, ...rest } = before;
  switch (look.status) {
    case 'healthy':
      return { ...rest, healthySince: healthySince ?? now };
    case 'degraded':
      return { ...rest, degradedSince: degradedSince ?? now };
    case 'progressing':
      return rest;
    default:
      return before;
  }
}

/** What does not hold yet, as phrases. */
function missingFrom(
  { rule, gates, healthySince }: Verification,
  now: number,
): string[] {
  const pending = rule.gates.filter(
    key => !gates.some(gate => gate.key === key && gate.status === 'passed'),
  );
  const healthy =
    healthySince !== undefined && now - healthySince >= rule.healthyForMs;
  return [
    ...(healthy ? [] : [`it is not healthy for ${told(rule.healthyForMs)}`]),
    ...(pending.length > 0
      ? [
          `${pending.map(key => `'${key}'`).join(', ')} ${
            pending.length === 1 ? 'is' : 'are'
          } not passed`,
        ]
      : []),
  ];
}

function told(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 && seconds > 0
    ? `${seconds / 60} min`
    : `${seconds} s`;
}
