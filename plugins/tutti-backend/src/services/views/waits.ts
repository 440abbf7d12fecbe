import { Waits } from '@tutti/plugin-tutti-common';
import { ended } from '../../line';
import { Ahead, DeploymentRecord } from '../../store';
import { isoTime } from './releases';

/**
 * What a deployment that has not begun waits for, since when, and what would end it.
 *
 * @param now - milliseconds by the database's clock
 * @param blocked - why its environment is locked, if it is
 */
export function waitsOf(
  record: DeploymentRecord,
  { now, ahead, blocked }: { now: number; ahead?: Ahead; blocked?: string },
): Waits | undefined {
  const { status, waits, notBefore, requestedAt } = record;
  if (status !== 'queued' && status !== 'waiting-approval') {
    return undefined;
  }
  if (waits && (notBefore ?? 0) > now) {
    return waits;
  }
  const { position = 1, deployment } = ahead ?? {};
  const inLine = { since: isoTime(requestedAt), position };
  if (blocked !== undefined) {
    return {
      for: 'lock',
      message: `The environment is locked: ${ended(
        blocked,
      )} It begins when somebody unlocks it.`,
      ...inLine,
    };
  }
  if (deployment) {
    const { id, number, runs } = deployment;
    return {
      for: 'run',
      message: runs
        ? `Deployment #${number} runs. It begins when that has ended${placed(
            position,
          )}.`
        : `Deployment #${number} is before it. It begins when that has ended${placed(
            position,
          )}.`,
      deployment: { id, number },
      ...inLine,
    };
  }
  return {
    for: 'worker',
    message: 'Every worker is busy. It begins as soon as one is free.',
    ...inLine,
  };
}

function placed(position: number): string {
  return position > 1 ? `, as number ${position} in line` : '';
}
