import { HealthCause } from '@tutti/plugin-tutti-common';

/** A cause for someone who may not read logs. */
export function withoutLogs({
  logTail: _,
  ...cause
}: HealthCause): HealthCause {
  return cause;
}
