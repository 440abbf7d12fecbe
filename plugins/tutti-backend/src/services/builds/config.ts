import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

export interface BuildsConfig {
  /** How long builds of one commit are gathered into one deployment, milliseconds; 0: not at all. */
  gatherForMs: number;
  /** Images may be told by a tag alone. */
  allowTags: boolean;
}

const LONGEST_MS = 60 * 60 * 1000;

/** @throws Error that names the config key. */
export function readBuildsConfig(config: Config): BuildsConfig {
  const builds = config.getOptionalConfig('tutti.builds');
  const gatherForMs = builds?.has('gatherFor')
    ? durationToMilliseconds(
        readDurationFromConfig(builds, { key: 'gatherFor' }),
      )
    : 0;
  if (gatherForMs < 0 || gatherForMs > LONGEST_MS) {
    throw new Error('tutti.builds.gatherFor must be between 0 and one hour');
  }
  return {
    gatherForMs,
    allowTags: builds?.getOptionalBoolean('allowTags') ?? false,
  };
}
