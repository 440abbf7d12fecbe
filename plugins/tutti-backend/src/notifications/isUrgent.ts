import type { Letter } from './Letter';

/**
 * Whether people are told of it although they are to be left alone until `quietUntil` (ms since 1970): what
 * failed where it is urgent, and a question that nobody could answer any more by then.
 */
export function isUrgent(
  { topic, environmentType, expiresAt }: Letter,
  { quietUntil, urgent }: { quietUntil: number; urgent: ReadonlySet<string> },
): boolean {
  switch (topic) {
    case 'failure':
    case 'rollback':
      return environmentType !== undefined && urgent.has(environmentType);
    case 'approval':
      return expiresAt !== undefined && expiresAt <= quietUntil;
    default:
      return false;
  }
}
