import { PromotionRule, PromotionWave } from '@tutti/engine';
import { DeploymentStatus, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { Receiver, Turn, turnOf } from './waves';

/** How a round goes on. */
export type RoundStep =
  /** These may begin now; none: it waits for those that have begun. */
  | { kind: 'goes'; begin: string[] }
  | { kind: 'done' }
  /** A failure stops it, and what had begun has ended. */
  | { kind: 'stopped'; by: string };

/**
 * The waves of a type, with as many at once as somebody asked for. Environments in no wave of the type come last,
 * so many at once, too.
 */
export function wavesFor(
  waves: PromotionWave[],
  maxConcurrent: number | undefined,
): PromotionWave[] {
  return maxConcurrent === undefined
    ? waves
    : [
        ...waves.map(wave => ({ ...wave, maxConcurrent })),
        { labels: {}, maxConcurrent },
      ];
}

/** How far one environment is: what has the release has it, whoever brought it there. */
export function progressIn(
  hasRelease: boolean,
  status: DeploymentStatus | undefined,
): Receiver['progress'] {
  if (hasRelease || status === 'succeeded') return 'succeeded';
  if (status === undefined) return 'open';
  return FINAL_STATUSES.includes(status) ? 'failed' : 'begun';
}

/** Whose turn it is in a round; those that have begun or ended have none. */
export function roundTurns(
  receivers: Receiver[],
  rule: Pick<PromotionRule, 'waves' | 'stopOnFailure'>,
): Map<string, Turn> {
  return new Map(
    receivers
      .filter(({ progress }) => progress === 'open')
      .map(({ name }) => [name, turnOf(name, receivers, rule)]),
  );
}

export function roundStep(
  receivers: Receiver[],
  rule: Pick<PromotionRule, 'waves' | 'stopOnFailure'>,
): RoundStep {
  const turns = roundTurns(receivers, rule);
  const begin = [...turns].flatMap(([name, turn]) =>
    turn.kind === 'begins' ? [name] : [],
  );
  const isUnderWay = receivers.some(({ progress }) => progress === 'begun');
  if (begin.length > 0 || isUnderWay) {
    return { kind: 'goes', begin };
  }
  const failed = receivers
    .filter(({ progress }) => progress === 'failed')
    .map(({ name }) => name)
    .sort();
  return failed.length > 0
    ? { kind: 'stopped', by: failed.join(', ') }
    : { kind: 'done' };
}
