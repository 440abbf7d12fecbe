import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { ThreadLimits } from './EngineThreads';

const LEAST_MEMORY_MB = 128;

/**
 * @param worker - each of its deployments may hold a thread while it waits for a cluster
 * @throws Error that names the config key.
 */
export function readThreadLimits(
  config: Config,
  worker: { enabled: boolean; concurrency: number },
): ThreadLimits {
  const engine = config.getOptionalConfig('tutti.engine');
  const threads = engine?.getOptionalNumber('threads') ?? 2;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new Error('tutti.engine.threads must be 1 or more.');
  }
  const memoryMb = engine?.getOptionalNumber('memory') ?? 512;
  if (memoryMb < LEAST_MEMORY_MB) {
    throw new Error(
      `tutti.engine.memory must be ${LEAST_MEMORY_MB} megabytes or more.`,
    );
  }
  return {
    most: threads + (worker.enabled ? worker.concurrency : 0),
    memoryMb,
    computeMs: engine?.has('computeTime')
      ? durationToMilliseconds(
          readDurationFromConfig(engine, { key: 'computeTime' }),
        )
      : 20_000,
  };
}
