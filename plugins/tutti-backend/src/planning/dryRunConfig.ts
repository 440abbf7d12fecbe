import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { DEFAULT_DRY_RUN, DryRunLimits } from '@tutti/engine';

/**
 * How much a cluster is asked about one plan: `tutti.planning.dryRun`.
 *
 * @throws Error that names the config key.
 */
export function readDryRunLimits(config: Config): DryRunLimits {
  const dryRun = config.getOptionalConfig('tutti.planning.dryRun');
  const objects =
    dryRun?.getOptionalNumber('objects') ?? DEFAULT_DRY_RUN.objects;
  if (!Number.isInteger(objects) || objects < 0) {
    throw new Error(
      'tutti.planning.dryRun.objects must be 0 (the cluster is not asked) or more.',
    );
  }
  return {
    ...DEFAULT_DRY_RUN,
    objects,
    ...(dryRun?.has('within') && {
      withinMs: durationToMilliseconds(
        readDurationFromConfig(dryRun, { key: 'within' }),
      ),
    }),
  };
}
