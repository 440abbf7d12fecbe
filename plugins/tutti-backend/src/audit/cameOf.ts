import { AuditOutcome } from '@tutti/plugin-tutti-common';
import { isForCallers } from '../faults';

/** What an error makes of a deed: refused in words for the caller, or failed in words for nobody. */
export function cameOf(error: unknown): {
  outcome: Extract<AuditOutcome, 'refused' | 'failed'>;
  reason: string;
} {
  if (error instanceof Error && error.name === 'AbortError') {
    return {
      outcome: 'failed',
      reason: 'The caller hung up before there was an answer.',
    };
  }
  if (!(error instanceof Error) || !isForCallers(error)) {
    return {
      outcome: 'failed',
      reason: 'An error that nobody foresaw. The log of the backend tells it.',
    };
  }
  const status = statusOf(error);
  return {
    outcome: status !== undefined && status >= 500 ? 'failed' : 'refused',
    // It may quote what was sent, and that may be a secret at the wrong place.
    reason:
      error.name === 'InputError' || status === 400
        ? 'The input was wrong; the answer said where.'
        : error.message,
  };
}

function statusOf(error: Error): number | undefined {
  const status: unknown =
    Reflect.get(error, 'statusCode') ?? Reflect.get(error, 'status');
  if (typeof status === 'number') {
    return status;
  }
  return error.name === 'ServiceUnavailableError' ? 503 : undefined;
}
