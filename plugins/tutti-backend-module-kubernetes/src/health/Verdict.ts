import { HealthCause, HealthStatus } from '@tutti/engine';

/** What one object says about its own health. Without clock and without the cluster. */
export interface Verdict {
  status: Exclude<HealthStatus, 'missing'>;
  /** One line: `2 of 3 replicas ready`. */
  message: string;
  ready?: { count: number; of: number };
  /** What the object itself names as the reason. */
  because?: Pick<HealthCause, 'reason' | 'message' | 'hint' | 'said'>;
}

export function healthy(message: string, ready?: Verdict['ready']): Verdict {
  return { status: 'healthy', message, ...(ready && { ready }) };
}

export function progressing(
  message: string,
  ready?: Verdict['ready'],
  because?: Verdict['because'],
): Verdict {
  return {
    status: 'progressing',
    message,
    ...(ready && { ready }),
    ...(because && { because }),
  };
}

export function failed(
  message: string,
  because: NonNullable<Verdict['because']>,
  ready?: Verdict['ready'],
): Verdict {
  return { status: 'failed', message, because, ...(ready && { ready }) };
}
