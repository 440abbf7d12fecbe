import { Allowed, HealthCause } from '@tutti/plugin-tutti-common';

/**
 * A cause for someone who may not read logs: the sentence stays; what events and containers say in
 * their own words goes, and the reason stands there instead.
 */
export function causeFor(logs: Allowed, cause: HealthCause): HealthCause {
  if (logs.allowed) {
    return cause;
  }
  const { said, events, logTail, ...sentence } = cause;
  return said === undefined && !events && !logTail
    ? sentence
    : { ...sentence, withheld: logs.reason };
}
