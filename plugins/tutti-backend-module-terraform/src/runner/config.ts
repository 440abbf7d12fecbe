import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { LocalRunnerOptions } from './LocalRunner';

const ROOT = 'tutti.terraform.runner';
const CONCURRENCY = 4;
const GRACE_SECONDS = 60;

/**
 * Reads `tutti.terraform.runner` for the kind `local`.
 *
 * @throws InputError naming the config path of what is wrong.
 */
export function readLocalRunner(config: Config): LocalRunnerOptions {
  const mirror = readMirror(config);
  return {
    tool: readTool(config),
    folder: resolve(
      config.getOptionalString(`${ROOT}.folder`) ??
        join(
          config.getOptionalString('backend.workingDirectory') ?? tmpdir(),
          'tutti-terraform',
        ),
    ),
    concurrency: readCount(config, 'concurrency', CONCURRENCY),
    graceMs: readGraceMs(config),
    ...(mirror !== undefined && { mirror }),
    inherit: config.getOptionalStringArray(`${ROOT}.inherit`) ?? [],
  };
}

export function readTool(config: Config): string {
  return config.getOptionalString(`${ROOT}.tool`) ?? 'tofu';
}

export function readGraceMs(config: Config): number {
  return readCount(config, 'graceSeconds', GRACE_SECONDS) * 1000;
}

/** @throws InputError when it is neither an absolute path nor an address that the tool takes. */
export function readMirror(config: Config): string | undefined {
  const mirror = config.getOptionalString(`${ROOT}.mirror`);
  if (mirror === undefined || /^(\/|https:\/\/)/.test(mirror)) return mirror;
  throw new InputError(
    `${ROOT}.mirror: "${mirror}" must be the absolute path of a folder, or an address that begins with https://`,
  );
}

export function readCount(
  config: Config,
  key: string,
  otherwise: number,
): number {
  const count = config.getOptionalNumber(`${ROOT}.${key}`) ?? otherwise;
  if (!Number.isInteger(count) || count < 1) {
    throw new InputError(`${ROOT}.${key}: must be a whole number from 1`);
  }
  return count;
}
