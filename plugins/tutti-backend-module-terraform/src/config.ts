import { resolve } from 'node:path';
import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

/** `tutti.terraform` of the configuration, without its runner. */
export interface TerraformConfig {
  /** Folder of modules that definitions name by `./…`. */
  modules?: string;
  state: {
    versions: number;
    /** Where tools find it; absent: at the backend's own address. */
    url?: string;
    /** Folder of states that are handed in. */
    adoptFrom?: string;
    /** Folder that states of detached resources are written to. */
    exportTo?: string;
    /** How long states of detached resources are kept that nobody exports. */
    detachedMs: number;
  };
  plans: { timeoutMs: number; keptMs: number };
}

const MINUTE_MS = 60_000;
const VERSIONS = 10;
const PLAN_TIMEOUT_MS = 10 * MINUTE_MS;
const PLAN_KEPT_MS = 72 * 60 * MINUTE_MS;
const DETACHED_MS = 90 * 24 * 60 * MINUTE_MS;

/** @throws Error that names the config key. */
export function readTerraformConfig(config: Config): TerraformConfig {
  const terraform = config.getOptionalConfig('tutti.terraform');
  const url = terraform?.getOptionalString('state.url');
  const folder = (key: string) => {
    const path = terraform?.getOptionalString(key);
    return path === undefined ? undefined : resolve(path);
  };
  const modules = folder('modules.folder');
  const adoptFrom = folder('state.adoptFrom');
  const exportTo = folder('state.exportTo');
  const versions = terraform?.getOptionalNumber('state.versions') ?? VERSIONS;
  if (!Number.isInteger(versions) || versions < 1) {
    throw new Error('tutti.terraform.state.versions must be 1 or more.');
  }
  const duration = (key: string, otherwise: number) =>
    terraform?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(terraform, { key }))
      : otherwise;
  return {
    ...(modules !== undefined && { modules }),
    state: {
      versions,
      ...(url !== undefined && { url: url.replace(/\/+$/, '') }),
      ...(adoptFrom !== undefined && { adoptFrom }),
      ...(exportTo !== undefined && { exportTo }),
      detachedMs: duration('state.keepDetached', DETACHED_MS),
    },
    plans: {
      timeoutMs: duration('plans.timeout', PLAN_TIMEOUT_MS),
      keptMs: duration('plans.keptFor', PLAN_KEPT_MS),
    },
  };
}
