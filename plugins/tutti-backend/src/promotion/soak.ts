import { SoakRecord } from '../store';
import { Look } from '../verification';

/**
 * What is known after one more look. Only what is healthy without a pause soaks; where nobody knows, because
 * the cluster does not answer, nothing is lost and nothing gained.
 *
 * @param now - milliseconds by the database's clock
 */
export function soakAfter(
  before: SoakRecord,
  { status, cause }: Look,
  now: number,
): SoakRecord {
  const { environmentId, deploymentId, healthySince, seenAt } = before;
  const of = { environmentId, deploymentId };
  const message = cause ?? `it is ${status}`;
  switch (status) {
    case 'healthy':
      return { ...of, healthySince: healthySince ?? now, seenAt: now };
    case 'unknown':
      return {
        ...of,
        ...(healthySince !== undefined && { healthySince }),
        ...(seenAt !== undefined && { seenAt }),
        message,
      };
    default:
      return { ...of, message };
  }
}
