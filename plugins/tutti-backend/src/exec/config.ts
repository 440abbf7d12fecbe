import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

export interface ExecConfig {
  enabled: boolean;
  /** Milliseconds without anything typed. */
  idleMs: number;
  /** Milliseconds, whatever is typed. */
  longestMs: number;
  /** Origins of pages that may open a terminal. */
  origins: string[];
}

const MINUTE_MS = 60_000;

/** @throws Error that names the config key. */
export function readExecConfig(config: Config): ExecConfig {
  const exec = config.getOptionalConfig('tutti.exec');
  const duration = (key: string, otherwise: number) => {
    if (!exec?.has(key)) return otherwise;
    const ms = durationToMilliseconds(readDurationFromConfig(exec, { key }));
    if (ms < 1_000) {
      throw new Error(`tutti.exec.${key} must be a second at least.`);
    }
    return ms;
  };
  return {
    enabled: exec?.getOptionalBoolean('enabled') ?? false,
    idleMs: duration('idle', 10 * MINUTE_MS),
    longestMs: duration('longest', 60 * MINUTE_MS),
    origins: ['app.baseUrl', 'backend.baseUrl'].flatMap(key => {
      const url = config.getOptionalString(key);
      return url !== undefined && URL.canParse(url)
        ? [new URL(url).origin]
        : [];
    }),
  };
}
