import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

export interface WorkerConfig {
  enabled: boolean;
  concurrency: number;
  /** Plans that are made at once. */
  plans: number;
  leaseMs: number;
  pollMs: number;
  /** Absent: the engine's own. */
  healthDeadlineMs?: number;
}

/** Requests to clusters take seconds: a shorter lease would end before them. */
const SHORTEST_LEASE_MS = 5_000;

/** @throws Error that names the config key. */
export function readWorkerConfig(config: Config): WorkerConfig {
  const worker = config.getOptionalConfig('tutti.worker');
  const duration = (key: string) =>
    worker?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(worker, { key }))
      : undefined;
  const leaseMs = duration('lease') ?? 20_000;
  if (leaseMs < SHORTEST_LEASE_MS) {
    throw new Error(
      `tutti.worker.lease must be ${SHORTEST_LEASE_MS / 1000} seconds at least`,
    );
  }
  const concurrency = worker?.getOptionalNumber('concurrency') ?? 4;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new Error('tutti.worker.concurrency must be 1 or more');
  }
  const plans = worker?.getOptionalNumber('plans') ?? 8;
  if (!Number.isInteger(plans) || plans < 1) {
    throw new Error('tutti.worker.plans must be 1 or more');
  }
  const healthDeadlineMs = duration('healthDeadline');
  return {
    enabled: worker?.getOptionalBoolean('enabled') ?? true,
    concurrency,
    plans,
    leaseMs,
    pollMs: duration('poll') ?? 1_000,
    ...(healthDeadlineMs !== undefined && { healthDeadlineMs }),
  };
}
