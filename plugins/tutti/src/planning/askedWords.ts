import type { PlanInput } from '@tutti/plugin-tutti-common';
import type { Translate } from '../translation';

/** What the ids of an input stand for, as far as it is known. */
export interface AskedFacts {
  environment: string;
  /** Number of the plan's release; absent while there is no plan yet. */
  release?: number | undefined;
  /** Number of the deployment that a rollback goes back to. */
  deployment?: number | undefined;
}

function sorted(names: string[]): string {
  return [...names].sort().join(', ');
}

function changes(
  t: Translate,
  input: PlanInput,
  { environment }: AskedFacts,
): string[] {
  const { pause, replicas = {}, restart = [], rotate = [] } = input;
  const { remove = [], moves = [] } = input;
  const scaled = Object.entries(replicas).map(([workload, count]) =>
    count === null
      ? t('asked.asWritten', { workload })
      : t('asked.replicas', { workload, n: String(count) }),
  );
  const names = (list: string) => ({ names: list, environment });
  return [
    ...(pause === true ? [t('asked.pause', { environment })] : []),
    ...(pause === false ? [t('asked.resume', { environment })] : []),
    ...(scaled.length > 0 ? [t('asked.scale', names(sorted(scaled)))] : []),
    ...(restart.length > 0 ? [t('asked.restart', names(sorted(restart)))] : []),
    ...(rotate.length > 0 ? [t('asked.rotate', names(sorted(rotate)))] : []),
    ...(moves.length > 0
      ? [
          t(
            'asked.move',
            names(moves.map(({ from, to }) => `${from} → ${to}`).join(', ')),
          ),
        ]
      : []),
    ...(['destroy', 'detach'] as const).flatMap(manner => {
      const leaving = remove.filter(({ how }) => how === manner);
      const addresses = sorted(leaving.map(({ address }) => address));
      return leaving.length > 0 ? [t(`asked.${manner}`, names(addresses))] : [];
    }),
  ];
}

/**
 * What a plan would do, as its title and its button say it: `Roll staging back to #56 (r40)`,
 * `Promote r12 from staging to production`, `Scale web to 3 in staging`. Several things at once are joined.
 */
export function askedWords(
  t: Translate,
  input: PlanInput,
  facts: AskedFacts,
): string {
  const { environment, deployment } = facts;
  if (input.destroy) return t('environments.destroyTitle', { environment });
  const release = facts.release === undefined ? '' : `r${facts.release}`;
  const others = changes(t, input, facts);
  const { rollbackTo, promoteFrom, releaseId, images = {} } = input;
  if (rollbackTo !== undefined) {
    others.unshift(
      deployment === undefined
        ? t('asked.rollBack', { environment })
        : t('asked.rollBackTo', { environment, number: String(deployment) }),
    );
  } else if (promoteFrom !== undefined) {
    others.unshift(
      release
        ? t('asked.promoteRelease', { release, from: promoteFrom, environment })
        : t('asked.promote', { from: promoteFrom, environment }),
    );
  } else if (
    others.length === 0 ||
    releaseId !== undefined ||
    Object.keys(images).length > 0
  ) {
    others.unshift(
      release
        ? t('asked.deployRelease', { release, environment })
        : t('asked.deploy', { environment }),
    );
  }
  return others.join('; ');
}
